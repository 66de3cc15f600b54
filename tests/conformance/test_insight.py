"""Several mistakes of one system are told one by one, also where they act on the same findings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from model.calendar import Calendar
from model.conformance.campaign import Campaign, campaign
from model.conformance.faults import DISAGREES, Explanation, SystemFault
from model.conformance.guess import Observation, fare, one_of
from model.conformance.insight import Evidence, Insight, sure, worst
from model.conformance.joined import joined
from model.conformance.judging import Judging
from model.conformance.known import explains
from model.conformance.messages import Answer, Run, Story
from model.conformance.moves import moved
from model.conformance.probe import Difference, Level, Probe
from model.conformance.session import Session
from model.conformance.suspects import Suspect
from model.conformance.sweep import seen, sweep
from model.conformance.together import Company
from model.events import Event
from model.policy import Policy
from tests.conformance.systems import Within, laid, session, york

DAY = timedelta(days=1)
MONDAY = date(2015, 1, 5)
DUTY = "first-core-group"
NINE = [{"duty": DUTY, "within": "9 working days"}]
CONFERENCE = Event(type="icpc_held", on=MONDAY, attributes={"outcome": "plan"}, id="e1")
PROBE = Probe("p", "A conference.", "user", (CONFERENCE,), MONDAY)


def from_friday(due: date, _anchor: date, _calendar: Calendar) -> date:
    return due + 3 * DAY if due.isoweekday() == 5 else due


def shifting(policy: Policy) -> Callable[[Run | Story, Answer], Answer]:
    """Answers by a policy whose due days on a Friday are moved to Monday."""
    from model.conformance.drive import Reader

    reader = Reader(moved(from_friday, frozenset(policy.duty_ids), False, True, Judging.of(policy)))

    def spoil(asked: Run | Story, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, findings=reader.answer(asked).findings)

    return spoil


def run(policy: Policy, count: int = 200) -> Campaign:
    with Session(Within(york(), shifting(policy)), york(), batch=8) as talk:
        return campaign(talk, york(), seed=1, count=count, seconds=120)


FRIDAY = "moves a due day on a Friday to the Monday after it"
TAKES_NINE = "takes 9 working days for 10 working days (time limit of first-core-group)"


@pytest.mark.slow
def test_due_days_that_are_moved_are_one_fault_in_all_duties() -> None:
    (fault,) = run(york()).faults
    assert fault.title == FRIDAY
    assert {"first-core-group", "first-review"} <= fault.duties


@pytest.mark.slow
def test_two_mistakes_at_once_are_two_faults() -> None:
    found = run(laid(set=NINE))
    assert {one.title for one in joined(found.faults, found.disagreed, Level.DONE)} == {FRIDAY, TAKES_NINE}


def suspect(says: str, policy: Policy) -> Suspect:
    return Suspect(says, says, lambda: Judging.of(policy))


def certain(one: Suspect, duty: str = DUTY) -> SystemFault:
    fault = SystemFault(DISAGREES, "", PROBE, "p", duty, Difference(duty, "e1", "due", "", ""))
    return replace(fault, explanations=(Explanation(one, 3, 3, 0, 5),))


NINTH = suspect("nine", laid(set=NINE))
REVIEWED = suspect("four", laid(set=[{"duty": "first-review", "within": "4 months"}]))


def clear(judging: Judging) -> Judging:
    return moved(lambda due, *_: due + 7 * DAY, frozenset({DUTY}), False, False, judging)


WEEK = Suspect("week", "week", lambda: clear(Judging.of(york())), onto=clear)


def test_what_two_mistakes_do_together_is_known_of_the_one_without_which_it_would_not_be() -> None:
    both = Company.of(york(), [NINTH]).acting(WEEK).answers(PROBE, (DUTY,))
    difference = Difference(DUTY, "e1", "due", "2015-01-19", "2015-01-23")
    nine, week = certain(NINTH), certain(WEEK)
    assert not explains(week, difference, PROBE, both, Level.DUE)
    week.company, nine.company = Company.of(york(), [NINTH]), Company.of(york(), [WEEK])
    assert explains(week, difference, PROBE, both, Level.DUE)
    assert explains(nine, difference, PROBE, both, Level.DUE)
    only = NINTH.answers(PROBE, (DUTY,))
    assert not explains(week, difference, PROBE, only, Level.DUE)
    assert explains(nine, difference, PROBE, only, Level.DUE)


def insight() -> Insight:
    return Insight(york(), york(), session())


def evidence(got: Suspect) -> Evidence:
    """What shows that a system answers by a suspect, of one conference alone."""
    expected = suspect("right", york()).answers(PROBE, york().duty_ids)
    observation = Observation(PROBE, expected, got.answers(PROBE, york().duty_ids))
    return Evidence((observation,), (), Difference(DUTY, "e1", "due", "2015-01-19", ""), list)


def test_what_was_open_is_explained_once_the_other_mistake_is_known() -> None:
    found, open_one = insight(), SystemFault(DISAGREES, "", PROBE, "p", DUTY)
    found._last = evidence(Company.of(york(), [WEEK]).acting(NINTH))
    found.keep(open_one)
    before = open_one.certain
    week = certain(WEEK)
    found.keep(week)
    assert (before, open_one.certain) == (False, True)
    assert open_one.company is not None
    assert open_one.company.known == (WEEK,)
    assert week.company is not None
    assert len(week.company.known) == 1


@pytest.mark.slow
def test_what_is_new_is_sought_beside_what_is_known_and_nothing_is_new_where_that_explains_all() -> None:
    found = insight()
    found.know(certain(WEEK))
    for got, new in ((Company.of(york(), [WEEK]).acting(NINTH), True), (WEEK, False)):
        told = evidence(got)
        best = found.explained(told.observations, (), told.difference, lambda *_: [])
        assert bool(best) is new


def test_what_is_known_already_is_not_told_as_new() -> None:
    found = insight()
    found.know(certain(WEEK))
    known, other = Explanation(WEEK, 3, 3, 0, 5), Explanation(NINTH, 3, 3, 0, 5)
    assert found.new((known, other)) == found.new(()) == ()
    assert found.new((other, known)) == (other, known)


def test_a_sweep_is_asked_for_once() -> None:
    asked: list[int] = []

    def ask() -> list[Observation]:
        asked.append(1)
        return []

    told = replace(evidence(NINTH), sweep=ask)
    assert told.days() == told.days() == ()
    assert len(asked) == 1


def test_what_stays_open_stays_so() -> None:
    found, open_one = insight(), SystemFault(DISAGREES, "", PROBE, "p", DUTY)
    found.keep(open_one)
    found._last = replace(evidence(NINTH), observations=(strange(),))
    found.keep(open_one)
    found.keep(certain(REVIEWED, "first-review"))
    assert open_one.explanations == ()
    assert len(found._open) == 1


def strange() -> Observation:
    expected = suspect("right", york()).answers(PROBE, york().duty_ids)
    far = {key: replace(one, due=date(2031, 5, 17)) for key, one in expected.items()}
    return Observation(PROBE, expected, far)


def test_only_what_explains_everything_is_sure() -> None:
    full = Explanation(NINTH, 3, 3, 0, 5)
    assert sure((full,))
    assert not sure((replace(full, explained=2),))
    assert not sure(())
    assert worst((full,)) == 0 < worst((replace(full, explained=2),)) < worst(())


def test_of_the_rules_that_were_learned_one_is_told() -> None:
    every = [Explanation(one, 3, 3, 0, 5) for one in (NINTH, WEEK, REVIEWED)]
    assert [one.suspect for one in one_of((NINTH, WEEK), every)] == [NINTH, REVIEWED]


def test_a_suspect_fares_as_it_is_borne_out() -> None:
    (seen_once,) = evidence(NINTH).observations
    duties = york().duty_ids
    assert fare(NINTH, [seen_once], duties, Level.DUE) == (len(seen_once.expected), 0)
    assert fare(WEEK, [seen_once], duties, Level.DUE) == (len(seen_once.expected) - 1, 1)
    right = suspect("right", york())
    assert fare(right, [seen_once], duties, Level.DUE) == (len(seen_once.expected) - 1, 0)


def test_a_history_is_swept_over_two_years_and_some_days_of_others() -> None:
    swept = list(sweep(PROBE, "e1"))
    days = [one.events[0].on for one in swept]
    assert {date(2015, 1, 1) + DAY * number for number in range(731)} <= set(days)
    assert len(set(days)) == len(days)
    assert all(one.as_of == one.events[0].on for one in swept)
    first = days[:100]
    assert {day.month for day in first} == set(range(1, 13))
    assert {day.isoweekday() for day in first} == set(range(1, 8))


def test_a_due_day_that_one_of_them_does_not_give_tells_nothing() -> None:
    (once,) = evidence(NINTH).observations
    key = (DUTY, "e1")
    (found,) = seen([(once, once.expected)], key)
    assert (found.due, found.anchor, found.got) == (date(2015, 1, 19), MONDAY, date(2015, 1, 16))
    assert list(seen([(once, {}), (replace(once, got={}), once.expected)], key)) == []


def test_a_fault_that_the_cause_of_another_explains_as_well_is_a_part_of_that() -> None:
    full = [Explanation(one, 3, 3, 0, 5) for one in (NINTH, WEEK)]
    either = replace(certain(NINTH), explanations=tuple(full))
    assert [one.title for one in joined([either, certain(WEEK)], 9, Level.DUE)] == ["week"]
    assert [one.title for one in joined([either, certain(REVIEWED)], 9, Level.DUE)] == ["nine", "four"]
    partly = replace(either, explanations=(full[0], replace(full[1], explained=2)))
    assert [one.title for one in joined([partly, certain(WEEK)], 9, Level.DUE)] == ["nine", "week"]


def test_what_nothing_explained_at_first_is_a_part_of_what_explains_it_in_the_end() -> None:
    got = NINTH.answers(PROBE, (DUTY,))
    left = SystemFault(DISAGREES, "", PROBE, "p", DUTY, Difference(DUTY, "e1", "status", "met", "lapsed"), got=got)
    assert [(one.title, one.count) for one in joined([left, certain(NINTH)], 9, Level.DUE)] == [("nine", 2)]
    assert len(joined([left, certain(REVIEWED)], 9, Level.DUE)) == 2


def test_faults_of_one_name_are_one_shown_by_the_shortest_history() -> None:
    long, short = certain(NINTH), replace(certain(NINTH, "first-review"), probe=replace(PROBE, events=()), count=3)
    long.duties, short.duties = {DUTY}, {"first-review"}
    other = certain(WEEK)
    told = joined([other, long, short], 9, Level.DUE)
    assert [(one.title, one.count) for one in told] == [("nine", 4), ("week", 1)]
    assert (told[0].probe.events, told[0].duties) == ((), {DUTY, "first-review"})
    assert [one.count for one in joined([other, long, short], 2, Level.DUE)] == [2, 1]
