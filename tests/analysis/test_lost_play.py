"""A lost play is a case in which the oracle finds nothing breached yet on the day from which nothing helps."""

from datetime import date

import pytest

from model.analysis.lost_play import replayed
from model.analysis.replay import Unconfirmed
from model.analysis.story import told
from model.analysis.witness import as_json
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.events import Event
from tests.miniatures import MEET, PLAN, duty, policy

MONDAY, OVER = date(2015, 1, 5), date(2015, 2, 5)
PLANNED = Event(type="icpc_held", on=MONDAY, attributes={"outcome": "plan"})
MET = Event(type="core_group_held", on=MONDAY)
(PART,) = compile_policies([policy(duty(PLAN + MEET + 'within = "2 days"\n', "it"))], england_and_wales())


@pytest.mark.parametrize("day", [5, 6, 7], ids=["on its first day", "a day later", "on the due day"])
def test_a_play_is_confirmed_as_long_as_nothing_is_breached(day: int) -> None:
    found = replayed(PART, [PLANNED], ["it"], date(2015, 1, day), OVER)
    assert found is not None
    assert (found.parts_on, [one.status.value for one in found.findings(0)]) == (date(2015, 1, day), ["pending"])
    assert found.claim == f"From {date(2015, 1, day)} on nothing saves it, though nothing is breached yet."


def test_a_play_says_of_which_duties_nothing_saves_them_in_its_story_and_as_json() -> None:
    found = replayed(PART, [PLANNED], ["it"], MONDAY, OVER, ", if 1 more attempt can fail")
    assert found is not None
    assert as_json(found)["sides"][0]["expected"] == {"kept": ["it"], "doomed": ["it"]}
    text = told(found)
    assert "on nothing saves it, if 1 more attempt can fail, though nothing is breached yet." in text
    assert "As things stood at the end of Mon 5 January 2015, the first day on which nothing saves it" in text


def test_a_day_before_the_last_event_is_looked_at_when_that_has_happened() -> None:
    found = replayed(PART, [PLANNED], ["it"], date(2015, 1, 2), OVER)
    assert found is not None
    assert found.parts_on == MONDAY


def test_a_play_after_which_the_oracle_finds_a_breach_is_an_error() -> None:
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle"):
        replayed(PART, [PLANNED], ["it"], date(2015, 1, 8), OVER)


def test_a_play_after_which_nothing_more_happens_and_yet_nothing_is_breached_is_an_error() -> None:
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle up to 2015-02-05"):
        replayed(PART, [PLANNED, MET], ["it"], MONDAY, OVER)


def test_where_nothing_has_to_happen_there_is_no_case() -> None:
    assert replayed(PART, [], ["it"], MONDAY, OVER) is None
