"""Several misunderstandings act together where they do not contradict each other."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from model.conformance.judging import Judging
from model.conformance.probe import Answered, Answers, Probe
from model.conformance.suspects import Suspect, changing, usable
from model.conformance.together import Company, merged, merged_value
from model.errors import InvalidInput
from model.events import Event
from model.findings import Status
from tests.conformance.systems import laid, york

DUTY, REVIEW = "first-core-group", "first-review"
DAY = date(2015, 1, 5)
PROBE = Probe("p", "", "user", (Event(type="icpc_held", on=DAY, attributes={"outcome": "plan"}, id="e1"),), DAY)


def tabled(says: str, duty: str, within: str) -> Suspect:
    policy = laid(set=[{"duty": duty, "within": within}])
    return Suspect(says, says, lambda: Judging.of(policy))


NINE, EIGHT = tabled("nine", DUTY, "9 working days"), tabled("eight", DUTY, "8 working days")
MONTHS = tabled("months", REVIEW, "4 months")


def due(suspect: Suspect, duty: str = DUTY) -> date | None:
    return suspect.answers(PROBE, (duty,))[duty, "e1"].due


def without_holidays(judging: Judging) -> Judging:
    return replace(judging, calendar=judging.calendar.counting_bank_holidays())


def late(_: Probe, answers: Answers) -> Answers:
    return {key: replace(one, status=Status.BREACHED) for key, one in answers.items()}


def earlier(probe: Probe) -> Probe:
    return replace(probe, events=())


def test_changes_of_different_entries_act_together() -> None:
    both = Company.of(york(), [NINE]).acting(MONTHS)
    assert (due(both), due(both, REVIEW)) == (date(2015, 1, 16), date(2015, 5, 5))
    assert due(Company.of(york(), [NINE, MONTHS]).all) == date(2015, 1, 16)


def test_changes_of_one_entry_contradict_each_other() -> None:
    company = Company.of(york(), [NINE, EIGHT])
    assert company.known == (NINE,)
    assert usable(company.acting(EIGHT), PROBE, (DUTY,)) is None


def test_in_no_company_a_suspect_acts_as_itself() -> None:
    assert Company(york()).acting(NINE) is NINE
    assert Company(york()).all.answers(PROBE, (DUTY,)) == {
        (DUTY, "e1"): Answered(Status.PENDING, date(2015, 1, 19)),
    }


def test_a_suspect_is_put_together_once() -> None:
    company = Company.of(york(), [NINE])
    assert company.acting(MONTHS) is company.acting(MONTHS)


def test_what_no_table_tells_comes_on_top() -> None:
    judging = changing("days", "days", york(), without_holidays)
    spoiling = Suspect("late", "late", partial(Judging.of, york()), transform=late)
    blind = Suspect("blind", "blind", partial(Judging.of, york()), sees=earlier)
    company = Company.of(york(), [NINE, judging])
    moved = replace(PROBE, events=(replace_day(PROBE.events[0], date(2015, 3, 30)),), as_of=date(2015, 3, 30))
    assert company.all.answers(moved, (DUTY,))[DUTY, "e1"].due == date(2015, 4, 10)
    assert company.acting(spoiling).answers(PROBE, (DUTY,))[DUTY, "e1"].status is Status.BREACHED
    assert company.acting(blind).answers(PROBE, (DUTY,)) == {}
    assert (company.all.spoils, company.acting(spoiling).spoils) == (False, True)


def replace_day(event: Event, day: date) -> Event:
    return Event(type=event.type, on=day, attributes=event.attributes, id=event.id)


def test_tables_are_merged_entry_by_entry() -> None:
    base = {"duty": [{"id": "a", "x": 1}, {"id": "b", "x": 1}], "counting": {"first": 1}}
    one = {**base, "duty": [{"id": "a", "x": 2}, {"id": "b", "x": 1}]}
    other = {**base, "duty": [{"id": "a", "x": 1}], "counting": {"first": 2}}
    assert merged(base, one, other) == {"duty": [{"id": "a", "x": 2}], "counting": {"first": 2}}
    assert merged(base, one, one) == one


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ({"first": 1}, {"first": 2}, {"first": 3}),
        ([{"id": "a"}, {"id": "a"}], [], [{"id": "a"}]),
        ([{"id": "a", "x": 1}], [{"id": "a", "x": 2}], [{"id": "a", "x": 3}]),
    ],
    ids=["table", "versions", "entry"],
)
def test_what_both_change_cannot_be_merged(base: object, one: object, other: object) -> None:
    with pytest.raises(InvalidInput, match="contradiction"):
        merged_value(base, one, other)
