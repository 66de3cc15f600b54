import sys
from datetime import date
from io import BytesIO, TextIOWrapper
from itertools import islice

import pytest

from model.conformance.expected import Experts, expected, main, packed, unpacked
from model.conformance.generator import histories
from model.conformance.judging import PATIENT, Judging, terms_of
from model.conformance.messages import START
from model.conformance.probe import Level, Probe, differences
from model.conformance.reply import Said
from model.errors import InvalidInput
from model.history import History
from model.oracle import judge
from model.policy import Policy, load_policy, under
from tests.conformance.programs import children, probe, probes
from tests.conformance.test_drive import BRENT, TINY, plans
from tests.miniatures import MEET, PLAN
from tests.miniatures import policy as odd_policy


@pytest.mark.parametrize("name", ["brent", "york"])
def test_what_is_expected_is_what_the_oracle_judges(name: str) -> None:
    policy = load_policy(name)
    for one in plans(10):
        judged = judge(History(case="x", events=one.events), policy, as_of=one.as_of).findings
        assert {(f.duty, f.trigger): (f.status, f.due, f.done) for f in judged} == {
            key: (said.status, said.due, said.done) for key, said in expected(one, policy).items()
        }


def test_only_the_duties_in_question_are_expected() -> None:
    assert {duty for duty, _ in expected(probe(), BRENT, ["first-core-group"])} == {"first-core-group"}


READ_OTHERWISE = under(BRENT, {"ten-days": "working-days"})
# It asks of days what the bulk judge has no arrays for.
ODD = odd_policy(
    f'{PLAN}{MEET}within = "10 working days"\n'
    'until = { event = "core_group_scheduled", for = [2015-02-02, 2015-02-03] }\n'
)


@pytest.mark.parametrize(
    ("policy", "processes"),
    [(TINY, 0), (TINY, 1), (READ_OTHERWISE, 0), (READ_OTHERWISE, 2), (ODD, 0), (ODD, 2)],
    ids=["tiny-0", "tiny-1", "brent-0", "brent-2", "odd-0", "odd-2"],
)
def test_experts_say_the_same_in_the_same_order(policy: Policy, processes: int) -> None:
    asked = list(plans(90))
    before = children()
    with Experts(policy, processes=processes) as experts:
        told = list(experts.put(asked))
        list(islice(experts.put(asked), 3))  # the rest of it is not taken
        again = list(experts.put(asked[:3]))
    assert [one for one, _ in told] == asked
    assert [said.answers for _, said in told] == [expected(one, policy) for one in asked]
    assert [said.answers for _, said in again] == [said.answers for _, said in told[:3]]
    assert children() <= before


@pytest.mark.parametrize("policy", [BRENT, load_policy("york"), TINY, ODD], ids=["brent", "york", "tiny", "odd"])
def test_experts_say_the_same_once_they_are_swift(policy: Policy) -> None:
    asked = [*histories(policy, 8, 150), *plans(10)]
    with Experts(policy) as experts:
        assert (experts.swift.wait() is None) == (policy is ODD)
        assert [(one, said.answers) for one, said in experts.put(asked)] == [
            (one, expected(one, policy)) for one in asked
        ]


def test_experts_become_swift_when_there_is_much_to_say() -> None:
    asked = list(histories(TINY, 9, PATIENT))
    with Experts(TINY) as experts:
        list(experts.put(asked))
        assert experts.swift.get(0) is None
        list(experts.put(asked[:1]))
        assert experts.swift.wait() is experts.swift.get() is not None


def test_processes_are_started_for_what_is_beyond_the_bulk_judge_only() -> None:
    before = children()
    with Experts(BRENT, processes=1):
        assert children() <= before
    with Experts(ODD, processes=1):
        assert len(children() - before) == 1


@pytest.mark.parametrize("policy", [TINY, ODD], ids=["tiny", "odd"])
@pytest.mark.parametrize("swift", [False, True], ids=["oracle", "swift"])
def test_a_day_beyond_the_calendar_is_refused_in_any_case(policy: Policy, swift: bool) -> None:
    late = Probe("late", "It is too late.", "user", probe().events, date(2100, 1, 1))
    with Experts(policy) as experts:
        if swift:
            experts.swift.wait()
        with pytest.raises(InvalidInput, match="not a day of calendar"):
            list(experts.put([late]))


@pytest.mark.parametrize("processes", [0, 1])
def test_experts_keep_to_the_duties_in_question(processes: int) -> None:
    with Experts(BRENT, ["first-core-group"], processes=processes) as experts:
        ((_, said),) = experts.put([probe()])
    assert {one.duty for one in said.findings} == {"first-core-group"}


@pytest.mark.parametrize(("policy", "processes"), [(TINY, 0), (TINY, 1), (ODD, 1)], ids=["tiny-0", "tiny-1", "odd-1"])
def test_a_history_beyond_the_calendar_is_refused(policy: Policy, processes: int) -> None:
    last = date(2042, 12, 31)
    beyond = Probe("late", "It is too late.", "user", probe(1, (last - date(2015, 1, 5)).days - 1).events, last)
    with Experts(policy, processes=processes) as experts, pytest.raises(InvalidInput, match="not a day of calendar"):
        list(experts.put([beyond]))


@pytest.mark.parametrize("level", Level)
def test_two_replies_agree_where_they_have_no_differences(level: Level) -> None:
    said = [Said(Judging.of(policy).told(one.events, one.as_of)) for policy in (TINY, BRENT) for one in probes(3)]
    said += [Said(one.findings[:-1]) for one in said]
    for one in said:
        for other in said:
            assert one.agrees(other, level) == (not differences(one.answers, other.answers, level))


def test_a_policy_survives_the_way_to_another_process() -> None:
    for policy in (TINY, READ_OTHERWISE):
        there = unpacked(packed(policy))
        assert (there.id, there.duties, there.counting) == (policy.id, policy.duties, policy.counting)
        assert terms_of(there).digest == terms_of(policy).digest


def test_the_life_of_a_process_is_a_policy_and_then_the_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(packed(TINY) + b"\n" + START + b"\n")))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out))
    main()
    assert [line[:9] for line in out.getvalue().splitlines()] == [b"{}", b'{"ok":tru']
