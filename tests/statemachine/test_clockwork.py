"""The chart of a clock is the machine that all clocks share."""

import pytest

from model.findings import Status
from model.statemachine.arrows import Arrow
from model.statemachine.clock import Dial
from model.statemachine.clockwork import CHART, STARTED, clockwork
from model.statemachine.findings import SHOWS

ROWS = [(one.trigger, one.source.name, one.dest and one.dest.name, one.guards) for one in CHART]


def test_the_machine_has_the_arrows_of_the_chart_and_no_others() -> None:
    built = [
        (name, one.source, one.dest, tuple(condition.func for condition in one.conditions))
        for name, happening in clockwork().events.items()
        for group in happening.transitions.values()
        for one in group
    ]
    assert sorted(built, key=str) == sorted(ROWS, key=str)


@pytest.mark.parametrize("trigger", sorted({arrow.trigger for arrow in CHART}))
@pytest.mark.parametrize("dial", list(Dial), ids=lambda dial: dial.value)
def test_the_machine_tries_the_arrows_of_a_state_in_the_order_of_the_chart(trigger: str, dial: Dial) -> None:
    built = clockwork().events[trigger].transitions.get(dial.name, [])
    rows = [one for one in CHART if (one.trigger, one.source) == (trigger, dial)]
    assert [(one.dest, [c.func for c in one.conditions]) for one in built] == [
        (row.dest and row.dest.name, list(row.guards)) for row in rows
    ]


def test_there_is_one_machine_for_all_clocks() -> None:
    assert clockwork() is clockwork()
    assert clockwork().models == []


def test_every_dial_but_idle_shows_a_status_and_every_status_is_shown() -> None:
    assert set(SHOWS) == set(Dial) - {Dial.IDLE} == set(STARTED)
    assert set(SHOWS.values()) == set(Status)


def test_no_clock_ends_idle_for_a_start_always_leads_on() -> None:
    for trigger in ("start", "require"):
        *_, last = (arrow for arrow in CHART if arrow.trigger == trigger)
        assert (last.dest, last.guards) == (Dial.CLOUDED, ())


def leaves(dial: Dial) -> set[str]:
    return {arrow.trigger for arrow in CHART if arrow.source is dial and arrow.dest is not None}


def test_only_a_direction_moves_a_clock_that_was_met_or_lapsed() -> None:
    assert leaves(Dial.MET) == leaves(Dial.LAPSED) == {"direct"}


def test_only_a_direction_or_an_excuse_moves_a_breach() -> None:
    assert leaves(Dial.BREACHED) == {"direct", "excuse"}
    assert leaves(Dial.EXCUSED) == {"direct"}


def test_every_arrow_that_time_guards_asks_time_first_or_with_the_facts() -> None:
    timed = {"inside_window", "due_day_over", "before_due", "by_due", "known_by_due", "given_by_due"}
    untimed = [arrow for arrow in CHART if not timed & {guard.name for guard in arrow.guards}]
    assert {arrow.trigger for arrow in untimed} == {"start", "require", "answer", "end"}
    assert all(is_after_the_due_day(arrow) for arrow in untimed if arrow.trigger == "answer")


def is_after_the_due_day(arrow: Arrow) -> bool:
    return arrow.source in (Dial.BREACHED, Dial.EXCUSED, Dial.UNKNOWN)
