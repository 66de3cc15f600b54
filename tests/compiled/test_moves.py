import numpy as np

from model.compiled.moves import Operation, moves_of, operations_of
from model.compiled.packing import Packing
from tests.compiled.tiny import some


def test_the_moves_of_a_control_state_stand_for_every_letter_that_can_happen_there() -> None:
    for compiled in some(range(40)):
        moves = moves_of(Packing(compiled), lambda *_: None)
        for control, row in enumerate(compiled.after):
            for group, (first, last) in enumerate(compiled.groups):
                at = control * len(compiled.groups) + group
                counted = moves.times[moves.first[at] : moves.first[at + 1]].sum()
                assert counted == (row[first:last] >= 0).sum()


def test_letters_that_are_never_alike_are_moves_of_their_own() -> None:
    for compiled in some(range(20)):
        moves = moves_of(Packing(compiled), lambda _, letter: letter)
        assert set(moves.times.tolist()) <= {1}
        assert len(moves.letter) == (compiled.after >= 0).sum()


def test_letters_merge_only_where_they_lead_to_the_same() -> None:
    for compiled in some(range(40)):
        operations = operations_of(compiled)
        moves = moves_of(Packing(compiled), lambda *_: None)
        distinct = {
            (control, group, int(compiled.after[control, letter]), operations.get((control, letter), ()))
            for control in range(len(compiled.after))
            for group, (first, last) in enumerate(compiled.groups)
            for letter in range(first, last)
            if compiled.after[control, letter] >= 0
        }
        assert len(moves.letter) == len(distinct)


def test_every_operation_of_the_arrays_is_listed_once() -> None:
    for compiled in some(range(40)):
        busy = (compiled.answers > 0) | (compiled.ends > 0) | (compiled.excuses > 0) | (compiled.starts >= 0)
        listed = {(*at, one.clock) for at, found in operations_of(compiled).items() for one in found}
        assert listed == set(zip(*(axis.tolist() for axis in np.nonzero(busy)), strict=True))


def test_an_operation_without_effect_is_none() -> None:
    for compiled in some(range(40)):
        found = [one for listed in operations_of(compiled).values() for one in listed]
        assert all(one != Operation(one.clock, 0, 0, 0, -1) for one in found)
