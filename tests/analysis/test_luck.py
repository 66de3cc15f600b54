"""Luck: numbered, and what failing, waiting, leaving and a night make of it."""

from model.analysis.adversity import Adversity
from model.analysis.luck import NEVER, Luck, Lucks

KINDS = ("core_group_held", "child_seen")
LUCKS = Lucks(Adversity(failures=1, notice=2, away=3), KINDS)


def after(table: list[int], luck: Luck) -> Luck | None:
    number = table[LUCKS.every.index(luck)]
    return None if number == NEVER else LUCKS.every[number]


def test_the_first_luck_is_that_of_the_beginning() -> None:
    assert LUCKS.every[0] == Luck(1, (0, 0), 4)
    assert len(set(LUCKS.every)) == len(LUCKS.every) == 2 * 3 * 3 * 5


def test_a_failed_attempt_uses_one_failure_up_and_waits_for_notice() -> None:
    failed = LUCKS.failed["child_seen"].tolist()
    assert after(failed, Luck(1, (1, 0), 4)) == Luck(0, (1, 2), 4)
    assert after(failed, Luck(0, (0, 0), 4)) is None


def test_what_is_called_for_waits_and_is_not_ready() -> None:
    assert after(LUCKS.called[1].tolist(), Luck(1, (0, 1), 0)) == Luck(1, (2, 1), 0)
    ready = LUCKS.ready["core_group_held"].tolist()
    assert after(ready, Luck(1, (2, 0), 0)) is None
    assert after(ready, Luck(1, (0, 2), 0)) == Luck(1, (0, 2), 0)


def test_waiting_passes_in_working_days() -> None:
    closed, working = (table.tolist() for table in LUCKS.mornings)
    assert after(closed, Luck(1, (2, 0), 4)) == Luck(1, (2, 0), 4)
    assert after(working, Luck(1, (2, 0), 4)) == Luck(1, (1, 0), 4)


def test_who_decides_excuses_is_away_once_for_so_many_days_in_a_row() -> None:
    leaving, present, closed = LUCKS.leaving.tolist(), LUCKS.present.tolist(), LUCKS.mornings[0].tolist()
    luck = after(leaving, Luck(1, (0, 0), 4))
    gone = 0
    while luck is not None and after(present, luck) is None:
        gone, luck = gone + 1, after(closed, luck)
    assert (gone, luck) == (3, Luck(1, (0, 0), 0))
    assert after(leaving, Luck(1, (0, 0), 0)) is None
    assert after(present, Luck(1, (0, 0), 4)) == Luck(1, (0, 0), 4)


def test_nobody_is_away_where_no_days_are_named() -> None:
    lucks = Lucks(Adversity(away=0), ())
    assert lucks.every == (Luck(0, (), 0),)
    assert (lucks.present.tolist(), lucks.leaving.tolist()) == ([0], [NEVER])
