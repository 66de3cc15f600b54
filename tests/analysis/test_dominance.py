import random
from dataclasses import replace

import numpy as np

from model.analysis.dominance import Dominance, dominances, without_idle
from model.compiled.compiled import Compiled
from model.compiled.step import State
from tests.compiled.tiny import tiny


def pair() -> Compiled:
    """Two deadlines; nothing answers, ends or excuses either."""
    compiled = tiny(random.Random(5), count=2, single=True)
    nothing = np.zeros_like(compiled.answers)
    after = np.zeros_like(compiled.after)
    return replace(compiled, after=after, answers=nothing, ends=nothing.copy(), excuses=nothing.copy())


def test_of_two_deadlines_that_stop_together_the_first_keeps_a_tie() -> None:
    assert dominances(pair()) == (Dominance(0, 1, True), Dominance(1, 0, False))


def test_what_stops_a_deadline_alone_makes_the_other_one_count() -> None:
    for name in ("answers", "ends", "excuses"):
        compiled = pair()
        getattr(compiled, name)[0, 0, 0] = 1
        assert dominances(compiled) == (Dominance(1, 0, True),)


def test_an_end_spares_what_is_due_on_its_day_so_that_it_cannot_stand_for_an_answer() -> None:
    compiled = pair()
    compiled.answers[0, 0, 0], compiled.ends[0, 0, 1] = 1, 1
    assert dominances(compiled) == (Dominance(1, 0, True),)
    compiled.excuses[0, 0, 1] = 1
    assert dominances(compiled) == (Dominance(0, 1, True), Dominance(1, 0, False))


def test_what_cannot_happen_does_not_matter() -> None:
    compiled = pair()
    compiled.answers[0, 0, 0], compiled.after[0, 0] = 1, -1
    assert len(dominances(compiled)) == 2


def test_an_idle_counter_goes() -> None:
    both = (Dominance(0, 1, True), Dominance(1, 0, False))
    assert without_idle(both, State(2, (3, 3))) == State(2, (3, 0))
    assert without_idle(both, State(2, (3, 2))) == State(2, (0, 2))
    assert without_idle(both, State(2, (0, 2))) == State(2, (0, 2))
