"""A lost play is a case in which the oracle finds nothing breached yet on the day from which nothing helps."""

from datetime import date

import pytest

from model.analysis.lost_play import replayed
from model.analysis.replay import Unconfirmed
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.events import Event
from tests.miniatures import MEET, PLAN, duty, policy

MONDAY = date(2015, 1, 5)
PLANNED = Event(type="icpc_held", on=MONDAY, attributes={"outcome": "plan"})
(PART,) = compile_policies([policy(duty(PLAN + MEET + 'within = "2 days"\n', "it"))], england_and_wales())


@pytest.mark.parametrize("day", [5, 6, 7], ids=["on its first day", "a day later", "on the due day"])
def test_a_play_is_confirmed_as_long_as_nothing_is_breached(day: int) -> None:
    found = replayed(PART, [PLANNED], ["it"], date(2015, 1, day))
    assert found is not None
    assert (found.parts_on, [one.status.value for one in found.findings(0)]) == (date(2015, 1, day), ["pending"])
    assert found.claim == f"From {date(2015, 1, day)} on nothing saves it, though nothing is breached yet."


def test_a_day_before_the_last_event_is_looked_at_when_that_has_happened() -> None:
    found = replayed(PART, [PLANNED], ["it"], date(2015, 1, 2))
    assert found is not None
    assert found.parts_on == MONDAY


def test_a_play_after_which_the_oracle_finds_a_breach_is_an_error() -> None:
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle"):
        replayed(PART, [PLANNED], ["it"], date(2015, 1, 8))


def test_where_nothing_has_to_happen_there_is_no_case() -> None:
    assert replayed(PART, [], ["it"], MONDAY) is None
