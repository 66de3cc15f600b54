from model.compiled.control import IMPOSSIBLE, Row
from model.compiled.letters import Letter
from model.compiled.minimal import classes, useful
from model.kinds import Chooser


def letter(kind: str = "it", ago: int | None = None) -> Letter:
    return Letter(kind, (), Chooser.AGENCY, ago)


def test_states_that_behave_alike_are_one() -> None:
    rows = [[Row(1)], [Row(2, broken=1)], [Row(1)]]
    assert classes(rows, [0, 1, 2]) == [0, 1, 0]


def test_states_that_part_only_later_are_told_apart() -> None:
    rows = [[Row(1)], [Row(2)], [Row(2, broken=1)]]
    assert classes(rows, [0, 1, 2]) == [0, 1, 2]


def test_states_that_part_only_over_night_are_told_apart() -> None:
    rows = [[Row(0)], [Row(1)], [Row(2, broken=1)]]
    assert classes(rows, [0, 2, 2]) == [0, 1, 2]
    assert classes(rows, [0, 1, 2]) == [0, 0, 1]


def test_a_state_in_which_an_event_cannot_happen_is_not_one_in_which_it_does_nothing() -> None:
    assert classes([[Row(0)], [IMPOSSIBLE]], [0, 1]) == [0, 1]


def test_of_letters_that_do_the_same_the_first_is_kept() -> None:
    letters = [letter(), letter(), letter("other"), letter(ago=1)]
    assert useful(letters, [[Row(0, touched=1)] * 4], [0]) == [0, 2, 3]


def test_letters_that_do_nothing_anywhere_are_left_out() -> None:
    letters = [letter("idle"), letter("impossible"), letter("moves"), letter("breaches")]
    rows = [[Row(0), IMPOSSIBLE, Row(1), Row(0, broken=1)], [Row(1), IMPOSSIBLE, Row(1), Row(1)]]
    assert useful(letters, rows, [0, 1]) == [2, 3]


def test_a_letter_that_leads_to_a_state_that_behaves_alike_does_nothing() -> None:
    assert useful([letter()], [[Row(1)], [Row(1)]], [0, 0]) == []
