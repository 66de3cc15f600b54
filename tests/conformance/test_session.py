from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from model.conformance.broken import Broken
from model.conformance.child import Child
from model.conformance.expected import expected
from model.conformance.probe import Level, Probe, differences
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import About, Session
from model.conformance.stopped import Late
from model.conformance.system import Unsupported
from model.errors import InvalidInput
from model.policy import load_policy, under
from tests.conformance.programs import LONG, SHORT, START, child, children, code, probe, probes
from tests.miniatures import MEET, PLAN, policy

TINY = policy(f'{PLAN}{MEET}within = "10 working days"\n')
BATCHES = 'START["batch"] = 4\n'
# Says of every conference that it is late, as it should be.
RIGHT = """
def nothing(run):
    one = {"duty": "it", "trigger": "e1", "status": "breached", "due": "2015-01-19"}
    return {"seq": run["seq"], "findings": [one]}
"""


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def session(spoilt: str = "", *, timeout: float = LONG, **options: Any) -> Session:
    return Session(child(spoilt, timeout=timeout), TINY, **options)


def one_in(number: int, spoilt: str) -> str:
    """Does something else with the run of the conference that is so many days after the first."""
    day = probe(1, number).events[0].on
    return f"def spoil(run):\n    if run['history'][0]['on'] == '{day}':\n        {spoilt}\n    return nothing(run)\n"


def kinds(replies: list[Reply]) -> list[str]:
    """What came of each probe: the kind of failure, or the name of the reply."""
    return [one.kind if isinstance(one, Failed) else type(one).__name__.lower() for one in replies]


def put(system: Session, count: int) -> list[str]:
    """What comes of so many probes; they come back in their order."""
    asked = probes(count)
    told = list(system.put(asked))
    assert [one for one, _ in told] == asked
    return kinds([reply for _, reply in told])


def test_the_handshake_says_who_the_system_is_and_what_it_does() -> None:
    with session('START |= {"release": "4.2", "level": "done", "batch": 7}') as system:
        assert (system.about, system.level, system.batch) == (About("tiny", "python", "4.2"), Level.DONE, 7)
        assert system.duties == ("it",)


def test_what_the_system_does_not_say_is_at_its_default() -> None:
    with session() as system:
        assert (system.about.release, system.level, system.batch) == ("", Level.DUE, 1)


@pytest.mark.parametrize(
    ("says", "asked", "agreed"),
    [("status", None, "status"), ("status", "done", "status"), ("done", "due", "due"), ("done", None, "done")],
)
def test_the_level_is_the_lower_of_what_is_asked_and_what_is_computed(
    says: str, asked: str | None, agreed: str
) -> None:
    level = None if asked is None else Level(asked)
    with session(f'START["level"] = "{says}"', level=level) as system:
        assert system.level is Level(agreed)


@pytest.mark.parametrize(("takes", "asked", "agreed"), [(64, None, 64), (4, 16, 4), (16, 4, 4)])
def test_a_line_holds_what_is_asked_and_no_more_than_the_system_takes(
    takes: int, asked: int | None, agreed: int
) -> None:
    with session(f'START["batch"] = {takes}', batch=asked) as system:
        assert system.batch == agreed


@pytest.mark.parametrize("options", ["", BATCHES, 'START["batch"] = 64\n'], ids=["one", "four", "sixty-four"])
def test_replies_come_in_the_order_of_the_probes(options: str) -> None:
    with session(options + RIGHT) as system:
        replies = list(system.put(probes(131)))
        assert [one.id for one, _ in replies] == [f"p{n}" for n in range(1, 132)]
        assert kinds([reply for _, reply in replies]) == ["said"] * 131
        assert system.unrepeated == []


def test_a_right_answer_has_no_differences_and_another_has_some() -> None:
    with session(RIGHT) as system:
        first, other = (system.ask(probe(1, days)) for days in (0, 1))
        assert isinstance(first, Said)
        assert isinstance(other, Said)
        assert differences(expected(probe(), TINY), first.answers, system.level) == ()
        (found,) = differences(expected(probe(1, 1), TINY), other.answers, system.level)
        assert (found.field, found.expected, found.got) == ("due", "2015-01-20", "2015-01-19")


def test_the_answers_of_a_batch_may_come_in_any_order() -> None:
    shuffled = RIGHT + (
        "answer = nothing\nclass Backwards(json.JSONEncoder):\n"
        "    def encode(self, one):\n"
        "        if 'answers' in one: one['answers'].reverse()\n"
        "        return super().encode(one)\n"
        "say = lambda one: print(json.dumps(one, cls=Backwards), flush=True)\n"
        "def nothing(run):\n    return {**answer(run), 'findings': [{'duty': 'it', 'trigger': str(run['seq']), "
        "'status': 'met'}]}\n"
    )
    with session(BATCHES + shuffled) as system:
        triggers = [next(iter(reply.answers))[1] for _, reply in system.put(probes(8)) if isinstance(reply, Said)]
        assert triggers == [str(n) for n in range(1, 9)]


def test_a_probe_may_be_put_between_two_replies() -> None:
    with session(BATCHES + RIGHT) as system:
        seen = []
        for one, reply in system.put(probes(40)):
            seen.append(one.id)
            assert isinstance(reply, Said)
            assert isinstance(system.ask(one), Said)
        assert seen == [f"p{n}" for n in range(1, 41)]


def test_replies_that_nobody_takes_disturb_nobody() -> None:
    with session(RIGHT) as system:
        list(islice(system.put(probes(40)), 3))
        assert put(system, 10) == ["said"] * 10


def test_what_is_skipped_is_told_with_its_reason() -> None:
    with session("def spoil(run): return {'seq': run['seq'], 'skipped': True, 'reason': 'no excuses'}") as system:
        assert system.ask(probe()) == Skipped("no excuses")


def test_an_error_of_the_system_is_told_with_its_context() -> None:
    with session("def spoil(run): return {'seq': run['seq'], 'errored': True, 'context': {'at': [1]}}") as system:
        assert system.ask(probe()) == Errored({"at": [1]})


def test_findings_on_duties_that_were_not_agreed_on_are_passed_over() -> None:
    with session("AGREE = {'ok': True, 'duties': []}" + RIGHT) as system:
        assert system.duties == ()
        assert system.ask(probe()) == Said(())


FAULTS = {
    "hangs": ("time.sleep(60)", "timeout"),
    "dies": ("os._exit(1)", "ended"),
    "half a line, then death": ('sys.stdout.write(\'{"seq": 3, "fin\'); sys.stdout.flush(); os._exit(1)', "ended"),
    "closes its output": ("os.close(1); time.sleep(60)", "ended"),
    "invalid JSON": ("print('{seq: 3}', flush=True); return None", "not-json"),
    "an empty line": ("print(flush=True); return None", "not-json"),
    "not as in the schema": ("return {'seq': run['seq'], 'findings': [{'duty': 'it', 'status': 'met'}]}", "not-schema"),
    "no such status": (
        "return {'seq': run['seq'], 'findings': [{'duty': 'it', 'trigger': 'e1', 'status': 'late'}]}",
        "not-schema",
    ),
    "another number": ("return {'seq': run['seq'] + 1, 'findings': []}", "wrong-seq"),
    "100 MB": ("sys.stdout.write('x' * 100_000_000)", "too-long"),
    "two findings on one occasion": (
        "return {'seq': run['seq'], 'findings': [{'duty': 'it', 'trigger': 'e1', 'status': 'met'}] * 2}",
        "said-twice",
    ),
}


@pytest.mark.parametrize("options", ["", pytest.param(BATCHES, marks=pytest.mark.slow)], ids=["one", "four"])
@pytest.mark.parametrize(("spoilt", "kind"), FAULTS.values(), ids=FAULTS)
def test_a_failure_is_told_of_the_probe_that_caused_it_and_of_no_other(spoilt: str, kind: str, options: str) -> None:
    timeout = START if kind == "timeout" else LONG
    with session(options + one_in(2, spoilt), timeout=timeout) as system:
        told = put(system, 7)
        assert told == ["said", kind, *["said"] * 5]
        assert system.unrepeated == []


def test_a_program_that_fails_on_every_probe_is_asked_every_probe() -> None:
    with session("def spoil(run): sys.exit('no such month')") as system:
        assert put(system, 6) == ["ended"] * 6
        reply = system.ask(probe())
        assert isinstance(reply, Failed)
        assert reply.what == "ended with exit code 1 before it had answered"
        assert reply.stderr == "no such month\n"


def test_one_line_too_many_is_noticed() -> None:
    with session(one_in(2, "say(nothing(run))")) as system:
        told = put(system, 12)
        assert "wrong-seq" in told or system.unrepeated


def test_an_answer_before_the_question_is_noticed() -> None:
    early = "def spoil(run):\n    say(nothing(run)); say({'seq': run['seq'] + 1, 'findings': []})"
    with session(early) as system:
        first = system.ask(probe())
        while not system._system._streams.said:  # type: ignore[attr-defined]
            system._system._streams.pump(SHORT)  # type: ignore[attr-defined]
        assert kinds([first, system.ask(probe())]) == ["said", "unasked"]


def test_a_failure_that_does_not_come_back_is_kept() -> None:
    grows_tired = (
        "runs = []\ndef spoil(run):\n    runs.append(1)\n    if len(runs) == 6: sys.exit(1)\n    return nothing(run)"
    )
    with session(BATCHES + grows_tired) as system:
        told = put(system, 5)
        assert told == ["said"] * 5
        told += put(system, 3)
        (one,) = system.unrepeated
        assert (one.failed.kind, len(one.probes) > 1) == ("ended", True)
        assert system.batch == 1


BATCH_ONLY = (
    'class Runs(list):\n    pass\ndef spoil(run):\n    if asked["cmd"] == "runs": sys.exit(1)\n    return nothing(run)'
)


def test_a_system_that_fails_on_batches_only_is_asked_one_by_one() -> None:
    with session(BATCHES + BATCH_ONLY) as system:
        assert put(system, 9) == ["said"] * 9
        assert [one.failed.kind for one in system.unrepeated] == ["ended"]


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        ("def first(): time.sleep(60)", "timeout"),
        ("def first(): sys.exit('no licence')", "ended"),
        ("def first(): print('Welcome!', flush=True)", "not-json|unasked"),
        ('START["ok"] = False', "not-schema"),
        ('START["version"] = 2', "not-schema"),
        ('START["batch"] = 65', "not-schema"),
        ('del START["language"]', "not-schema"),
        ('AGREE = {"ok": True}', "not-schema"),
        ('AGREE = {"ok": True, "duties": [], "unsupported": True, "reason": "?"}', "not-schema"),
        ('AGREE = {"unsupported": True}', "not-schema"),
    ],
)
def test_a_system_that_does_not_get_through_the_handshake_is_ended(spoilt: str, kind: str) -> None:
    with pytest.raises(Broken) as caught:
        session(spoilt, timeout=SHORT)
    assert caught.value.kind in kind.split("|")
    assert ("no licence" in caught.value.stderr) == ("no licence" in spoilt)


def test_a_policy_that_the_system_does_not_know_is_told_with_its_reason() -> None:
    with pytest.raises(Unsupported, match="never heard of it"):
        session('AGREE = {"unsupported": True, "reason": "never heard of it"}')


def test_a_duty_that_was_not_asked_for_is_refused_with_the_likely_mistake() -> None:
    with pytest.raises(InvalidInput, match=r"did you mean 'it'\?.*\[unasked-duty\]"):
        session('AGREE = {"ok": True, "duties": ["iti"]}')


KNOWS_DEFAULTS = """
class Agree(dict):
    def __bool__(self):
        if asked["readings"].get("ten-days") == "working-days":
            self.clear(); self |= {"unsupported": True, "reason": "only days"}
        else:
            self.clear(); self |= {"ok": True, "duties": asked["duties"][:1]}
        return True
AGREE = Agree()
"""


def test_a_session_goes_on_under_another_reading() -> None:
    brent = load_policy("brent")
    with Session(child(KNOWS_DEFAULTS), brent) as system:
        assert system.duties == brent.duty_ids[:1]
        with pytest.raises(Unsupported, match="only days"):
            system.under(under(brent, {"ten-days": "working-days"}))
        with pytest.raises(Broken, match="does not agree on the policy: only days"):
            system.ask(probe())
        system.under(brent)
        assert isinstance(system.ask(probe()), Said)


def once(folder: Path, then: str) -> str:
    """Does something else than the first time when it is started again."""
    first = f"def first():\n    import pathlib\n    mark = pathlib.Path({str(folder / 'mark')!r})\n"
    return f"{first}    if mark.exists(): {then}\n    mark.touch()\n"


def test_a_system_that_cannot_be_started_again_is_given_up_and_nothing_told_before_is_lost(tmp_path: Path) -> None:
    told: list[Reply] = []
    with session(once(tmp_path, "sys.exit('busy')") + one_in(2, "os._exit(7)")) as system:
        with pytest.raises(Broken, match="ended with exit code 1") as caught:
            told.extend(reply for _, reply in system.put(probes(4)))
        assert caught.value.stderr == "busy\n"
        assert kinds(told) == ["said"]
        assert [(one.failed.what[:23], len(one.probes)) for one in system.unrepeated] == [
            ("ended with exit code 7 ", 3)
        ]


def test_a_system_that_answers_the_handshake_otherwise_after_a_restart_is_given_up(tmp_path: Path) -> None:
    with session(once(tmp_path, "START['level'] = 'status'") + one_in(0, "os._exit(1)")) as system:
        assert kinds([system.ask(probe())]) == ["ended"]
        with pytest.raises(Broken) as caught:
            system.ask(probe())
    assert caught.value.kind == "changed"


def test_ctrl_c_in_the_middle_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> bytes:
        raise KeyboardInterrupt

    with session(RIGHT) as system:
        monkeypatch.setattr("model.conformance.streams.Streams.line", stopped)
        with pytest.raises(KeyboardInterrupt):
            system.ask(probe())


def test_a_session_that_is_closed_asks_the_system_to_stop(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    leaves = f"import atexit, pathlib\natexit.register(pathlib.Path({str(mark)!r}).touch)\n"
    system = session(leaves)
    system.close()
    system.close()
    assert mark.exists()


def test_a_system_is_only_shown_what_had_happened_and_was_recorded() -> None:
    shows = "def spoil(run): return {'seq': run['seq'], 'errored': True, 'context': {'history': run['history']}}"
    held = probe().events[0]
    later = [
        type(held)(type="child_seen", on=probe().as_of, id="e2"),
        type(held)(type="child_seen", on=probe().as_of.replace(day=2), id="e3"),
        type(held)(type="child_seen", on=held.on, recorded_on=probe().as_of, id="e4"),
        type(held)(type="child_seen", on=held.on, recorded_on=probe().as_of.replace(day=2), id="e5"),
    ]
    with session(shows) as system:
        reply = system.ask(Probe("p", "It is.", "user", (held, *later), probe().as_of))
    assert isinstance(reply, Errored)
    assert [(one["id"], one.get("recorded_on")) for one in reply.context["history"]] == [
        ("e1", None),
        ("e2", None),
        ("e4", "2015-06-01"),
    ]


def test_a_program_that_is_no_longer_there_is_given_up(tmp_path: Path) -> None:
    program = tmp_path / "program"
    *python, _, text = code(one_in(0, "os._exit(1)"))
    (tmp_path / "program.py").write_text(text)
    program.write_text(f"#!/bin/sh\nexec {' '.join(python)} '{tmp_path}/program.py'\n")
    program.chmod(0o755)
    with Session(Child([str(program)], timeout=LONG), TINY) as system:
        assert kinds([system.ask(probe())]) == ["ended"]
        program.unlink()
        with pytest.raises(Broken, match="cannot be started"):
            system.ask(probe())


def test_a_system_that_is_to_begin_afresh_remembers_nothing() -> None:
    counts = (
        "runs = []\ndef spoil(run):\n    runs.append(1)\n"
        "    return {'seq': run['seq'], 'skipped': True, 'reason': str(len(runs))}"
    )
    with session(BATCHES + counts) as system:
        assert [reply for _, reply in system.put(probes(3))] == [Skipped(str(number)) for number in (1, 2, 3)]
        assert system.ask(probe()) == Skipped("4")
        system.afresh()
        assert [system.ask(probe()), system.ask(probe())] == [Skipped("1"), Skipped("2")]


def test_a_fresh_start_loses_no_reply_that_is_still_to_come() -> None:
    with session(BATCHES + RIGHT) as system:
        replies = system.put(probes(20))
        first = next(replies)[1]
        system.afresh()
        assert kinds([first, *(reply for _, reply in replies)]) == ["said"] * 20


def test_nothing_is_asked_when_the_time_is_up() -> None:
    with session(RIGHT) as system:
        system.deadline = 0
        with pytest.raises(Late):
            system.ask(probe())


def test_what_is_waiting_is_told_with_each_reply() -> None:
    with session(BATCHES + RIGHT) as system:
        waiting = [system.waiting for _ in system.put(probes(4))]
        assert waiting == [3, 2, 1, 0]


def test_a_failure_after_the_time_is_up_is_kept_with_what_was_under_way() -> None:
    with session(BATCHES + one_in(3, "os._exit(1)")) as system:
        system.deadline = 0
        with pytest.raises(Late):
            list(system.put(probes(4)))
        (one,) = system.unrepeated
        assert (one.failed.kind, one.asked) == ("ended", False)
        assert [probe.id for probe in one.probes] == ["p1", "p2", "p3", "p4"]
