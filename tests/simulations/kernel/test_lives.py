"""The lives that the engine keeps are those that the plain program tells, for every age."""

import numpy as np
import pytest

from simulations.inputs import Inputs, prepare
from simulations.kernel import lives
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.options import Longs
from simulations.kernel.packing import tables
from simulations.lives import in_time
from simulations.load import load_scenario
from tests.simulations.offices import ready, tiny


def with_lives(inputs: Inputs) -> Longs:
    return lives.with_lives(tables(inputs), inputs)


def told(m: Longs, inputs: Inputs, age: int) -> tuple[object, ...]:
    """A life as the engine keeps it: conference, control state, reviews, acts, and the clocks that run."""
    life = m[m[at.LIFE_OF] + age]
    rows = m[m[life + at.DEEDS_FROM] : m[life + at.DEEDS_TO]].reshape(-1, at.DEED_WORDS)
    running, one = [], m[life + at.LIFE_RUNNING]
    while one:
        clock = m[one + at.CLOCK] - m[of.RUNNING]
        running.append((clock, m[one + at.OCCASION_ANCHOR], m[one + at.OPENS], m[one + at.OCCASION_DUE]))
        one = m[one + at.OCCASION_NEXT]
    control = m[life + at.LIFE_CONTROL] // len(inputs.rank)
    return m[life + at.HELD], control, m[life + at.LIFE_REVIEWS], rows.tolist(), running[::-1]


@pytest.mark.parametrize("number", [19, 29])
def test_a_life_is_the_one_that_the_plain_program_tells(number: int) -> None:
    inputs = ready(number).inputs
    m = with_lives(inputs)
    for age in range(0, 1001, 25):
        life = in_time(inputs, age)
        running = [(one.clock, one.anchor, one.opens, one.due) for one in life.running]
        acts = [list(act) for act in life.acts]
        assert told(m, inputs, age) == (life.held, life.control, life.reviews, acts, running)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["brent-2024", "england-2024", "york-2020-surge", "york-2024"])
def test_every_life_of_a_preset_is_the_one_that_the_plain_program_tells(name: str) -> None:
    inputs = prepare(load_scenario(name)).inputs
    m = with_lives(inputs)
    for age in range(int(inputs.past_ages.max()) + 1):
        life = in_time(inputs, age)
        running = [(one.clock, one.anchor, one.opens, one.due) for one in life.running]
        acts = [list(act) for act in life.acts]
        assert told(m, inputs, age) == (life.held, life.control, life.reviews, acts, running)


def test_lives_that_need_more_room_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = ready(19).inputs
    before = with_lives(inputs)
    monkeypatch.setattr(lives, "ACTS", 9)
    monkeypatch.setattr(lives, "OCCASIONS", 9)
    after = with_lives(inputs)
    assert len(after) < len(before)
    for age in range(0, 1001, 100):
        assert told(after, inputs, age) == told(before, inputs, age)


def test_where_nothing_is_drawn_there_are_no_lives() -> None:
    inputs = prepare(tiny({"backlog": {"children": 0}})).inputs
    packed = tables(inputs)
    assert lives.with_lives(packed, inputs) is packed
    assert packed[at.PAST_CHILDREN] == 0


def test_a_life_is_kept_once_for_all_ages_with_the_same_conference() -> None:
    inputs = ready(19).inputs
    m = with_lives(inputs)
    count = int(inputs.past_ages.max()) + 1
    places = m[m[at.LIFE_OF] : m[at.LIFE_OF] + count]
    helds = m[places + at.HELD]
    assert len(np.unique(places)) == len(np.unique(helds)) < 0.75 * count
