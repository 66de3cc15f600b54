import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import islice
from random import Random
from typing import Any

import msgspec
import pytest

from model.conformance.drive import KEPT, Drive, converse
from model.conformance.expected import expected
from model.conformance.generator import histories
from model.conformance.judging import PATIENT, digest_of, terms_of
from model.conformance.messages import ENCODER, START, STOP, PolicyAsked, Terms, run_line, runs_line, story
from model.conformance.probe import Probe
from model.errors import InvalidInput
from model.events import Event
from model.history import History
from model.policy import Policy, load_policy, under
from tests.benchmarks.bench_judge import cases
from tests.conformance.programs import probe
from tests.conformance.test_messages import VALIDATORS
from tests.miniatures import MEET, PLAN, history, policy

BRENT = load_policy("brent")
TINY = policy(f'{PLAN}{MEET}within = "10 working days"\n')


def asked(terms: Terms) -> bytes:
    return ENCODER.encode(PolicyAsked(**msgspec.structs.asdict(terms)))


def answer(drive: Drive, line: bytes, name: str = "") -> Any:
    said = json.loads(drive.answer(line) or b"null")
    if name:
        VALIDATORS[f"{name}-answer"].validate(said)
    return said


def agreed(on: Policy, own: tuple[Policy, ...] = ()) -> Drive:
    """One that has agreed on a policy."""
    drive = Drive(own)
    assert answer(drive, asked(terms_of(on)), "policy") == {"ok": True, "duties": list(on.duty_ids)}
    return drive


def plans(count: int) -> Iterator[Probe]:
    """Long synthetic plans, each at some day of its course."""
    chance = Random(5)
    for one in islice(cases(), count):
        told = History.of(one["case"], [event_of(**fact) for fact in one["events"]]).events
        yield Probe(one["case"], "It is a plan.", "random", told, told[0].on + timedelta(days=chance.randrange(900)))


def event_of(type: str, on: str, **attributes: Any) -> Event:
    return Event(type=type, on=date.fromisoformat(on), attributes=dated(attributes))


def dated(attributes: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(value) for name, value in attributes.items() if name in ("meeting", "next_date")}
    lists = {name: tuple(value) for name, value in attributes.items() if isinstance(value, list)}
    return {**attributes, **days, **lists}


def found(said: Any) -> set[tuple[str, ...]]:
    keys = ("duty", "trigger", "status", "due", "done")
    return {tuple(str(one.get(key)) for key in keys) for one in said["findings"]}


def wanted(one: Probe, on: Policy) -> set[tuple[str, ...]]:
    answers = expected(one, on).items()
    return {(*key, said.status.value, str(said.due), str(said.done)) for key, said in answers}


def test_it_says_who_it_is_and_that_it_computes_everything() -> None:
    said = answer(Drive(), START, "start")
    assert (said["name"], said["level"], said["batch"]) == ("coregroup", "done", 64)


@pytest.mark.parametrize("name", ["brent", "york", "working-together"])
def test_it_answers_what_the_oracle_says(name: str) -> None:
    on = load_policy(name)
    drive = agreed(on)
    for number, one in enumerate(plans(20)):
        said = answer(drive, run_line(story(number, one.as_of, one.events)), "run")
        assert said["seq"] == number
        assert found(said) == wanted(one, on)


def test_it_answers_many_histories_on_one_line() -> None:
    many = list(plans(5))
    line = runs_line([story(n, one.as_of, one.events) for n, one in enumerate(many)])
    said = answer(agreed(BRENT), line, "runs")["answers"]
    assert [one["seq"] for one in said] == list(range(5))
    assert [found(one) for one in said] == [wanted(one, BRENT) for one in many]


def swift(on: Policy) -> Drive:
    """One that has agreed on a policy, and has got ready what it needs for many histories."""
    drive = agreed(on, (on,))
    assert drive.current is not None
    assert drive.current.swift.wait() is not None
    return drive


@pytest.mark.parametrize("name", ["brent", "york", "working-together"])
def test_it_answers_the_same_to_the_byte_once_it_is_swift(name: str) -> None:
    on = load_policy(name)
    slow, fast = agreed(on), swift(on)
    for number, one in enumerate([*plans(20), *histories(on, 3, 200)]):
        line = run_line(story(number, one.as_of, one.events))
        assert fast.answer(line) == slow.answer(line)
    many = [story(n, one.as_of, one.events) for n, one in enumerate(histories(on, 4, 64))]
    assert fast.answer(runs_line(many)) == slow.answer(runs_line(many))


def test_it_becomes_swift_when_it_is_asked_much() -> None:
    drive, line = agreed(TINY, (TINY,)), run_line(story(1, probe().as_of, probe().events))
    assert drive.current is not None
    answers = {drive.answer(line) for _ in range(PATIENT + 1)}
    assert drive.current.swift.wait() is not None
    assert {drive.answer(line)} == answers


RUN = b'{"cmd":"run","seq":1,"as_of":"2015-06-01","history":'
ODD_LINES = {
    "one-wrong-of-three": b'{"cmd":"runs","runs":['
    + b",".join(RUN.replace(b'"cmd":"run",', b"") + history for history in (b"[]}", b'[{"type":"x"}]}', b"[]}"))
    + b"]}",
    "no-ids": RUN + b'[{"type":"icpc_held","on":"2015-01-05"}]}',
    "accents": RUN + '[{"id":"é","type":"icpc_held","on":"2015-01-05","outcome":"plan"}]}'.encode(),
    "escapes": RUN + b'[{"id":"\\u00e9\\"","type":"icpc_held","on":"2015-01-05","outcome":"plan"}]}',
    "unordered": RUN
    + b'[{"id":"b","type":"tac_held","on":"2015-01-05"},{"id":"a","type":"icpc_held","on":"2015-01-05"}]}',
    "beyond": RUN.replace(b"2015-06", b"2115-06") + b"[]}",
    "no-list": RUN + b"{}}",
    "no-events": RUN + b"[1]}",
    "not-json": RUN + b'[{"id":}]}',
    "no-text": RUN + b'[{"id":"\xff"}]}',
    "no-day": RUN.replace(b"2015-06-01", b"2015-06-31") + b"[]}",
    "another-key": RUN + b'[],"more":1}',
    "under": RUN + b'[],"under":1}',
    "start": START,
}


@pytest.mark.parametrize("case", ODD_LINES)
def test_what_is_odd_is_answered_the_same_once_it_is_swift(case: str) -> None:
    said = []
    for drive in (agreed(TINY, (TINY,)), swift(TINY)):
        try:
            said.append(drive.answer(ODD_LINES[case]))
        except (InvalidInput, msgspec.MsgspecError) as error:
            said.append(str(error).encode())
    assert said[0] == said[1]


def test_numbers_beyond_the_protocol_are_looked_at_more_closely() -> None:
    line = RUN.replace(b'"seq":1', b'"seq":-1') + b"[]}"
    for drive in (agreed(TINY, (TINY,)), swift(TINY)):
        with pytest.raises(InvalidInput, match=r"the other side .*seq"):
            drive.answer(line)


def test_it_judges_under_the_reading_that_is_asked_for() -> None:
    read_so = under(BRENT, {"ten-days": "working-days"})
    judged = []
    for one in plans(5):
        said = answer(agreed(read_so), run_line(story(1, one.as_of, one.events)))
        assert found(said) == wanted(one, read_so)
        judged.append(found(said) == wanted(one, BRENT))
    assert False in judged


def test_it_judges_by_the_days_that_are_sent() -> None:
    terms = terms_of(TINY)
    closed = msgspec.structs.replace(terms.calendar, holidays=(*terms.calendar.holidays, date(2015, 1, 13)))
    drive = Drive([TINY])
    line = run_line(story(1, probe().as_of, probe().events))
    dues = []
    for calendar in (terms.calendar, closed):
        answer(drive, asked(msgspec.structs.replace(terms, calendar=calendar)), "policy")
        dues.append(answer(drive, line)["findings"][0]["due"])
    assert dues == ["2015-01-19", "2015-01-20"]


def test_it_judges_only_the_duties_that_are_asked_for() -> None:
    one = msgspec.structs.replace(terms_of(BRENT), duties=("first-core-group",))
    drive = Drive()
    assert answer(drive, asked(one), "policy") == {"ok": True, "duties": ["first-core-group"]}
    said = answer(drive, run_line(story(1, probe().as_of, probe().events)))
    assert [finding["duty"] for finding in said["findings"]] == ["first-core-group"]


def test_a_policy_of_a_file_stands_in_for_the_built_in_one_of_its_id() -> None:
    mine = policy(
        '[policy]\nid = "brent-2014"\ntitle = "Mine"\nin_force = 2014-12-03\n[[duty]]\n'
        + "\n".join(['id = "it"', 'clauses = ["1"]', 'strength = "must"', 'owed_by = "a"', 'says = "It."', PLAN, MEET])
    )
    assert answer(Drive([mine]), asked(terms_of(mine)), "policy") == {"ok": True, "duties": ["it"]}
    said = answer(Drive(), asked(terms_of(mine)), "policy")
    assert said["unsupported"] is True
    assert "another text of brent-2014 than the one known here" in said["reason"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"policy": "leeds-2020"}, "no policy of this id is known here: 'leeds-2020' (start it with --policy FILE)"),
        ({"readings": {"ten-dys": "days"}}, "did you mean 'ten-days'?"),
        ({"readings": {"ten-days": "day"}}, "has no such choice: 'day'"),
        ({"digest": "0"}, "another text of brent-2014"),
    ],
    ids=["policy", "reading", "choice", "digest"],
)
def test_what_it_does_not_know_is_unsupported_with_the_reason(change: dict[str, Any], says: str) -> None:
    said = answer(Drive(), asked(msgspec.structs.replace(terms_of(BRENT), **change)), "policy")
    assert says in said["reason"]


@pytest.mark.parametrize(
    ("calendar", "says"),
    [
        ({"weekend": (5, 6)}, "only 6 and 7 are known as weekend"),
        ({"holidays": (date(1990, 1, 1),)}, "not a day of calendar as-sent: '1990-01-01'"),
        ({"first": date(2015, 1, 3), "last": date(2015, 1, 4), "holidays": ()}, "no working day"),
    ],
    ids=["weekend", "outside", "empty"],
)
def test_days_that_it_cannot_count_by_are_unsupported(calendar: dict[str, Any], says: str) -> None:
    terms = terms_of(BRENT)
    strange = msgspec.structs.replace(terms, calendar=msgspec.structs.replace(terms.calendar, **calendar))
    assert says in answer(Drive(), asked(strange), "policy")["reason"]


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({"id": "e1", "type": "icpc_hld", "on": "2015-01-05"}, "did you mean 'icpc_held'?"),
        ({"id": "e1", "type": "icpc_held", "on": "2015-02-30"}, "is not a date: '2015-02-30'"),
        ({"id": "e1", "type": "icpc_held", "on": "2042-12-30", "outcome": "plan"}, "not a day of calendar as-sent"),
    ],
    ids=["kind", "day", "beyond-the-calendar"],
)
def test_a_history_that_it_cannot_judge_is_an_error_with_its_faults(event: dict[str, Any], says: str) -> None:
    line = ENCODER.encode({"cmd": "run", "seq": 1, "as_of": "2042-12-31", "history": [event]})
    said = answer(agreed(BRENT), line, "run")
    assert said["errored"] is True
    assert any(says in fault for fault in said["context"]["faults"])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"hello", "wrote what is not JSON"),
        (b'{"cmd": "judge"}', "Invalid value 'judge' - at `$.cmd`"),
        (b'{"cmd": "start", "version": 1, "more": 1}', "unknown field `more`"),
        (run_line(story(1, probe().as_of, ())), "send `policy` first"),
    ],
    ids=["text", "command", "key", "too-early"],
)
def test_a_line_that_is_no_message_in_its_place_is_refused(line: bytes, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Drive().answer(line)
    assert says in str(caught.value)


def test_a_run_that_brings_its_terms_needs_no_policy_before() -> None:
    terms = msgspec.Raw(ENCODER.encode(terms_of(BRENT)))
    drive = Drive(stateless=True)
    line = run_line(story(1, probe().as_of, probe().events), terms)
    assert found(answer(drive, line, "run")) == found(answer(drive, line)) == wanted(probe(), BRENT)
    assert answer(drive, asked(terms_of(BRENT)), "policy")["ok"] is True
    with pytest.raises(InvalidInput, match="every run brings its terms"):
        drive.answer(run_line(story(1, probe().as_of, probe().events)))


def test_ever_more_terms_do_not_fill_the_memory() -> None:
    terms, drive = terms_of(TINY), Drive([TINY], stateless=True)
    for number in range(3 * KEPT):
        other = msgspec.Raw(ENCODER.encode(msgspec.structs.replace(terms, digest=str(number))))
        assert answer(drive, run_line(story(1, probe().as_of, probe().events), other))["findings"]
    assert len(drive._readers) <= KEPT


def test_a_conversation_ends_with_stop_or_with_its_lines() -> None:
    for end in (STOP + b"\n" + b"never read", b""):
        answers = BytesIO()
        converse(Drive(), BytesIO(START + b"\n\n" + START + b"\n" + end), answers)
        assert [json.loads(line)["ok"] for line in answers.getvalue().splitlines()] == [True, True]


def test_the_digest_names_the_text_and_the_way_it_is_read() -> None:
    digests = [digest_of(one) for one in (BRENT, load_policy("york"), under(BRENT, {"ten-days": "working-days"}))]
    assert len(set(digests)) == 3
    assert digest_of(under(BRENT, {})) == digests[0]


def test_the_oracle_is_asked_as_the_protocol_asks_whatever_was_announced_when() -> None:
    # The bank holiday of 19 September 2022 was announced on the 10th.
    events = history("2022-09-08 icpc_held outcome=plan", TINY.vocabulary).events
    one = Probe("p", "It is.", "user", events, date(2022, 9, 9))
    assert [said.due for said in expected(one, TINY).values()] == [date(2022, 9, 23)]


def test_what_is_nested_too_deeply_is_no_message() -> None:
    line = RUN.replace(b'"history":', b'"history":' + b"[" * 3000) + b"]" * 3001 + b"}"
    for drive in (agreed(TINY, (TINY,)), swift(TINY)):
        with pytest.raises(InvalidInput):
            drive.answer(line)
