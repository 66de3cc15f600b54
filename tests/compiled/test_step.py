from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from model.compiled.compiled import Clock, Compiled, Sense
from model.compiled.letters import Letter
from model.compiled.step import Outcome, State, begin, met, nightfall
from model.kinds import Chooser
from tests import miniatures
from tests.compiled.story import arrays, breach, place
from tests.compiled.tiny import calendar, demands

MONDAY = "2015-01-05"


def machine(clock: Clock, *, answer: int = 0, end: int = 0, excuse: int = 0, start: int = -1, due: int = 3) -> Compiled:
    """One control state, one letter (of two days ago) and one clock."""
    wide, table = (1, 1, 1), np.full((1, 24), due, np.int16)
    return Compiled(
        policies=(),
        calendar=calendar(),
        demands=demands(1),
        letters=(Letter("it", (), Chooser.AGENCY, 2),),
        groups=((0, 1),),
        clocks=(clock,),
        after=np.zeros((1, 1), np.int32),
        night=np.zeros(1, np.int32),
        broken=np.zeros((1, 1), np.uint64),
        touched=np.zeros((1, 1), np.uint64),
        answers=np.full(wide, answer, np.uint8),
        ends=np.full(wide, end, np.uint8),
        excuses=np.full(wide, excuse, np.uint8),
        starts=np.full(wide, start, np.int16),
        due=table,
        opening=np.ones_like(table),
    )


def single(sense: Sense = Sense.DEADLINE) -> Clock:
    return Clock(0, sense, 1, 9, False, 0)


def several(*, opens: bool = False, tied: bool = False, sense: Sense = Sense.DEADLINE) -> Clock:
    return Clock(0, sense, 3, 9, opens, 0, tied)


def after(compiled: Compiled, *counters: int) -> tuple[tuple[int, ...], int]:
    """The counters after the event, and what it breaches."""
    found = met(compiled, State(0, counters), 0, 0)
    assert found.state is not None
    return found.state.counters, found.broken


def over_night(clock: Clock, *counters: int) -> tuple[tuple[int, ...], int]:
    found = nightfall(machine(clock), State(0, counters))
    assert found.state is not None
    return found.state.counters, found.broken


def test_a_case_begins_with_nothing_running() -> None:
    assert begin(machine(several(opens=True))) == State(0, (0,) * 6)


def test_an_event_that_cannot_happen_leads_nowhere() -> None:
    compiled = replace(machine(single()), after=np.full((1, 1), -1, np.int32))
    assert met(compiled, State(0, (4,)), 0, 0) == Outcome(None)


def test_what_the_event_itself_breaches_is_breached() -> None:
    compiled = replace(machine(single()), broken=np.ones((1, 1), np.uint64))
    assert after(compiled, 0) == ((0,), 1)


def test_one_answer_answers_every_occasion() -> None:
    assert after(machine(several(), answer=1), 2, 3, 0) == ((0, 0, 0), 0)


def test_an_answer_before_the_window_opens_answers_nothing() -> None:
    assert after(machine(several(opens=True), answer=1), 2, 3, 9, 0, 1, 0) == ((3, 0, 0, 1, 0, 0), 0)


def test_a_tied_answer_answers_the_occasion_whose_trigger_was_so_many_days_ago() -> None:
    assert after(machine(several(tied=True), answer=2), 2, 3, 9, 4, 2, 0) == ((2, 9, 0, 4, 0, 0), 0)


def test_what_is_forbidden_breaches_while_an_occasion_runs_and_only_then() -> None:
    compiled = machine(single(Sense.PROHIBITION), answer=1)
    assert (after(compiled, 1), after(compiled, 0)) == (((0,), 1), ((0,), 0))


def test_a_look_back_breaches_where_nothing_that_counts_was_done_and_takes_nothing_out() -> None:
    compiled = machine(several(opens=True, sense=Sense.LOOKBACK), answer=1)
    assert after(compiled, 5, 0, 0, 0, 0, 0) == ((5, 0, 0, 0, 0, 0), 0)
    assert after(compiled, 5, 0, 0, 1, 0, 0) == ((5, 0, 0, 1, 0, 0), 1)
    assert after(compiled, 0, 0, 0, 0, 0, 0) == ((0,) * 6, 1)


def test_an_end_takes_out_what_is_due_on_a_later_day() -> None:
    assert after(machine(several(), end=1), 1, 2, 9) == ((1, 0, 0), 0)


def test_an_excuse_takes_out_what_is_due_today_too() -> None:
    assert after(machine(several(), end=1, excuse=1), 1, 2, 9) == ((0, 0, 0), 0)


def test_the_end_of_a_look_back_forgets_what_counts_until_today_too() -> None:
    assert after(machine(single(Sense.LOOKBACK), end=1), 1) == ((0,), 0)


def test_the_first_deadline_stands_for_all_and_the_last_day_of_a_prohibition() -> None:
    assert [after(machine(single(), start=0), old)[0] for old in (0, 2, 9)] == [(4,), (2,), (4,)]
    forbidden = machine(single(Sense.PROHIBITION), start=0)
    assert [after(forbidden, old)[0] for old in (0, 2, 9)] == [(4,), (4,), (9,)]


def test_an_occasion_takes_the_first_free_place_with_the_days_until_its_window_opens() -> None:
    assert after(machine(several(opens=True), start=0), 2, 0, 0, 0, 0, 0) == ((2, 4, 0, 0, 1, 0), 0)
    assert after(machine(several(tied=True), start=0), 2, 0, 0, 7, 0, 0) == ((2, 4, 0, 7, 0, 0), 0)


def test_a_day_without_a_due_day_begins_nothing() -> None:
    assert after(machine(several(), start=0, due=-1), 2, 0, 0) == ((2, 0, 0), 0)


def test_an_occasion_without_a_place_is_told() -> None:
    found = met(machine(several(), start=0), State(0, (2, 3, 9)), 0, 0)
    assert (found.full, met(machine(several(), start=0), State(0, (2, 3, 0)), 0, 0).full) == (True, False)


def test_an_event_answers_and_ends_before_it_begins_an_occasion() -> None:
    assert after(machine(single(), answer=1, start=0), 2) == ((4,), 0)
    assert after(machine(single(), end=1, start=0), 2) == ((4,), 0)


def test_what_is_due_today_is_breached_at_nightfall() -> None:
    assert over_night(several(), 1, 2, 9) == ((1, 8, 0), 1)
    assert over_night(several(), 2, 9, 0) == ((1, 8, 0), 0)


@pytest.mark.parametrize("sense", [Sense.PROHIBITION, Sense.LOOKBACK])
def test_other_clocks_run_out_without_a_breach(sense: Sense) -> None:
    assert over_night(several(sense=sense), 1, 2, 0) == ((1, 0, 0), 0)


def test_over_night_a_window_comes_nearer_and_a_trigger_is_longer_ago() -> None:
    assert over_night(several(opens=True), 3, 4, 0, 0, 2, 0)[0] == (2, 3, 0, 0, 1, 0)
    assert over_night(several(tied=True), 3, 4, 0, 0, 2, 0)[0] == (2, 3, 0, 1, 3, 0)


def test_a_duty_of_ten_days_is_breached_at_the_end_of_the_tenth() -> None:
    compiled = arrays(miniatures.TEN_DAYS)
    assert breach(compiled, f"{MONDAY} icpc_held outcome=plan") == "2015-01-15 it"
    assert breach(compiled, f"{MONDAY} icpc_held outcome=plan\n2015-01-15 core_group_held") == ""


def test_a_response_before_its_window_does_not_count() -> None:
    compiled = arrays(miniatures.TWO_SIDED)
    late = f"{MONDAY} icpc_held outcome=plan\n2015-02-01 core_group_held"
    assert breach(compiled, late) == "2015-02-16 it"
    assert breach(compiled, late.replace("02-01", "02-02")) == ""


def test_a_look_back_is_breached_on_the_day_of_its_trigger() -> None:
    compiled = arrays(miniatures.BACKWARD)
    told = f"{MONDAY} icpc_held outcome=plan\n2015-01-06 core_group_held\n2015-01-%s rcpc_held"
    assert breach(compiled, told % 20) == ""
    assert breach(compiled, told % 21) == "2015-01-21 it"


def test_a_state_is_met_the_same_on_a_working_day_and_on_a_holiday() -> None:
    compiled = arrays(miniatures.TEN_DAYS)
    conference, state = place(compiled, ["icpc_held"]), begin(compiled)
    first = compiled.calendar.first
    found = [met(compiled, state, conference, compiled.day(first + timedelta(days=day))).state for day in range(7)]
    assert set(found) == {State(found[0].control, (11,)) if found[0] else None}
