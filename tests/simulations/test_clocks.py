import numpy as np
import pytest

from simulations.clocks import Clocks
from simulations.course import Deed
from simulations.inputs import Inputs, prepare
from simulations.rows import Standing
from tests.simulations.offices import tiny

# Two control states, three acts, one clock. Act 0 begins it, act 1 answers it once its window is open, act 2 answers
# the occasion of the day of which it speaks, and ends all others. In state 1 act 0 is refused.
BEGIN, ANSWER, END = 0, 1, 2
EFFECTS = [(0, 0, 0, 0), (0, 1, 0, -1), (0, 2, 1, -1)]


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    days = 20_000
    clock, how, ends, table = (np.array(column) for column in zip(*(EFFECTS + EFFECTS[1:]), strict=True))
    return prepare(tiny()).inputs._replace(
        after=np.array([[0, 0, 1], [-1, 1, 1]]),
        rank=np.zeros(3, np.int64),
        effects_from=np.array([0, 1, 2, 3, 3, 4, 5]),
        effect_clock=clock,
        effect_how=how,
        effect_ends=ends,
        effect_table=table,
        due=np.full((1, days), 10),
        opening=np.full((1, days), 4),
    )


def after(inputs: Inputs, *acts: tuple[int, int, int]) -> tuple[Clocks, list[tuple[int, int, int, int]]]:
    """The clocks of one child after (day, act, day it speaks of), and (opens, due, standing, settled) of occasions."""
    clocks = Clocks(inputs, 0)
    clocks.newcomer(1)
    for day, act, speaks_of in acts:
        clocks.feed(Deed(0, 0, speaks_of, -1, act), day)
    return clocks, [(one.opens, one.due, one.standing, one.settled) for one in clocks.occasions]


def test_an_occasion_opens_and_is_due_so_many_days_on(inputs: Inputs) -> None:
    _, found = after(inputs, (100, BEGIN, -1))
    assert found == [(104, 110, Standing.RUNNING, -1)]


def test_an_answer_before_the_window_opens_answers_nothing(inputs: Inputs) -> None:
    _, found = after(inputs, (100, BEGIN, -1), (103, ANSWER, -1))
    assert found == [(104, 110, Standing.RUNNING, -1)]


def test_an_answer_answers_every_occasion_whose_window_is_open_also_late(inputs: Inputs) -> None:
    _, found = after(inputs, (100, BEGIN, -1), (101, BEGIN, -1), (120, BEGIN, -1), (121, ANSWER, -1))
    answered, running = Standing.ANSWERED, Standing.RUNNING
    assert found == [(104, 110, answered, 121), (105, 111, answered, 121), (124, 130, running, -1)]


def test_what_speaks_of_a_day_answers_that_day_and_ends_the_rest(inputs: Inputs) -> None:
    _, found = after(inputs, (100, BEGIN, -1), (101, BEGIN, -1), (106, END, 101))
    assert found == [(104, 110, Standing.LAPSED, 106), (105, 111, Standing.ANSWERED, 106)]


def test_an_end_lapses_what_is_due_later_and_only_ends_what_is_due_today(inputs: Inputs) -> None:
    _, found = after(inputs, (99, BEGIN, -1), (100, BEGIN, -1), (101, BEGIN, -1), (110, END, -1))
    assert [row[2] for row in found] == [Standing.ENDED, Standing.ENDED, Standing.LAPSED]


def test_an_act_that_the_lifecycle_cannot_take_does_nothing_and_is_no_event(inputs: Inputs) -> None:
    clocks, found = after(inputs, (100, END, -1), (101, BEGIN, -1), (102, ANSWER, -1))
    assert found == []
    assert [event[:3] for event in clocks.events] == [(100, 0, END), (102, 0, ANSWER)]


def test_an_occasion_that_is_settled_is_settled_once(inputs: Inputs) -> None:
    _, found = after(inputs, (100, BEGIN, -1), (105, ANSWER, -1), (106, ANSWER, -1), (107, END, 100))
    assert found == [(104, 110, Standing.ANSWERED, 105)]


def test_a_table_that_gives_no_due_day_begins_nothing(inputs: Inputs) -> None:
    _, found = after(inputs._replace(due=np.full((1, 20_000), -1)), (100, BEGIN, -1))
    assert found == []
