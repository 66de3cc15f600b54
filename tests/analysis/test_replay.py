"""No witness without the oracle: the first day that shows it is found, and what it does not confirm is an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from model.analysis.replay import Unconfirmed, confirmed, each_day
from model.analysis.witness import Expected, Witness
from model.calendar.england import LAST
from model.errors import InvalidInput
from tests.analysis.witnesses import ALL, BRENT, YORK, christmas, duties, event, odd, own_kinds, quorum, unseen

PLAN = event("2015-01-05", "icpc_held", outcome="plan")
FIRST = duties("first-core-group")


@pytest.mark.parametrize(
    ("witness", "day"),
    [
        (christmas(), date(2014, 12, 29)),
        (quorum(), date(2015, 4, 18)),
        (unseen(), date(2015, 1, 6)),
        (odd(), date(2015, 1, 20)),
        (own_kinds(), date(2015, 1, 8)),
    ],
    ids=lambda given: given.claim if isinstance(given, Witness) else str(given),
)
def test_the_day_is_the_first_on_which_every_side_says_what_is_expected(witness: Witness, day: date) -> None:
    assert witness.parts_on == day


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.__name__)
def test_the_judgements_are_of_that_day_and_on_the_day_before_it_does_not_show(example: Callable[[], Witness]) -> None:
    witness = example()
    assert {one.as_of for one in witness.judgements} == {witness.parts_on}
    with pytest.raises(Unconfirmed):
        confirmed("", witness.history.events, witness.sides, witness.expected, witness.parts_on - timedelta(days=1))


def test_what_happens_after_that_day_is_left_out() -> None:
    assert [one.type for one in christmas().history.events] == ["icpc_held", "plan_discharged"]


def test_a_witness_on_the_last_day_is_still_found() -> None:
    found = confirmed("", [PLAN], [BRENT], [Expected(breached=FIRST)], date(2015, 1, 20))
    assert found.parts_on == date(2015, 1, 20)


def test_a_kind_that_a_policy_does_not_have_says_nothing_to_it() -> None:
    spoken, briefed = own_kinds().judgements
    assert {one.trigger for one in spoken.findings} == {"e2"}
    assert [(one.trigger, one.status.value) for one in briefed.findings] == [("e3", "met")]


def test_what_the_oracle_does_not_confirm_is_an_error_with_the_history_and_both_answers() -> None:
    expected = [Expected(breached=FIRST), Expected(kept=FIRST)]
    with pytest.raises(Unconfirmed) as caught:
        confirmed("Only one is late.", [PLAN], [BRENT, YORK], expected, date(2015, 1, 20))
    first, history, brent, york = str(caught.value).splitlines()
    assert first == "not confirmed by the oracle up to 2015-01-20: Only one is late."
    assert history == (
        'history: {"case":"witness","events":[{"type":"icpc_held","on":"2015-01-05","id":"e1","outcome":"plan"}]}'
    )
    assert brent.startswith('Brent (brent-2014): the search says {"breached":["first-core-group"]}; the oracle says {')
    assert york.startswith(
        'York (york-2015): the search says {"kept":["first-core-group"]}; the oracle says {"breached"'
    )
    assert '"first-core-group"' in york.partition("oracle")[2]


def test_every_side_needs_its_expectation() -> None:
    with pytest.raises(ValueError, match="zip"):
        confirmed("", [PLAN], [BRENT, YORK], [Expected(breached=FIRST)], date(2015, 1, 20))


def test_a_day_outside_the_calendar_is_refused() -> None:
    late = event(LAST.isoformat(), "icpc_held", outcome="plan")
    with pytest.raises(InvalidInput, match="not a day of calendar england-and-wales"):
        confirmed("", [late], [BRENT], [Expected(breached=FIRST)], LAST)


def test_the_days_from_one_to_another_are_both_inclusive() -> None:
    assert list(each_day(date(2015, 1, 5), date(2015, 1, 7))) == [
        date(2015, 1, 5),
        date(2015, 1, 6),
        date(2015, 1, 7),
    ]
