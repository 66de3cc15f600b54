"""Moves: what the letters do at every control state, as short lists of operations on the fields of a packed state."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from model.compiled.compiled import Compiled, Sense
from model.compiled.packing import Longs, Packing, longs

NOTHING, DUE_LATER, EVERYTHING = 0, 1, 2
NO_AGE = -1
Likeness = Callable[[int, int], Hashable]


class Operation(NamedTuple):
    """What an event does to one clock, in this order.

    Where `answer` is 1 it answers the occasions whose second counter is `second`; `clear` takes out nothing, what is
    due on a later day, or everything; `table` says by which table an occasion begins, -1 for none.
    """

    clock: int
    answer: int
    second: int
    clear: int
    table: int


class Moves(NamedTuple):
    """Letters at control states, for the kernels; letters that do the same are one move, which counts `times`.

    The moves of group g at control state m are `first[m * groups + g]` up to the next entry of `first`. A move carries
    its `letter` (the first of those merged) and its masks `broken` and `touched` (as signed numbers). It keeps the bits
    of `keep` and puts those of `base`. From `fixed[move]` up to the next: whole fields that get what a day's table says
    (`fixed_table`, at `fixed_shift`). From `loose[move]` up to the next: the operations that depend on what runs.
    """

    groups: int
    first: Longs
    letter: Longs
    times: Longs
    broken: Longs
    touched: Longs
    keep: Longs
    base: Longs
    fixed: Longs
    fixed_shift: Longs
    fixed_table: Longs
    loose: Longs
    clock: Longs
    answer: Longs
    second: Longs
    clear: Longs
    table: Longs


def moves_of(packing: Packing, alike: Likeness) -> Moves:
    """The moves of all letters; those of one kind are merged where they lead to the same state and `alike` agrees."""
    compiled, listed = packing.compiled, Listed(packing)
    operations = operations_of(compiled)
    for control in range(len(compiled.after)):
        for first, last in compiled.groups:
            merged: dict[Hashable, list[int]] = {}
            for letter in range(first, last):
                after, does = int(compiled.after[control, letter]), operations.get((control, letter), ())
                if after >= 0:
                    merged.setdefault((after, does, alike(control, letter)), []).append(letter)
            for letters in merged.values():
                listed.add(control, letters, operations.get((control, letters[0]), ()))
            listed.first.append(len(listed.letter))
    return listed.moves()


def operations_of(compiled: Compiled) -> dict[tuple[int, int], tuple[Operation, ...]]:
    """The operations of each letter at each control state that has any."""
    answers, ends, excuses, starts = compiled.answers, compiled.ends, compiled.excuses, compiled.starts
    at = np.nonzero((answers > 0) | (ends > 0) | (excuses > 0) | (starts >= 0))
    found: dict[tuple[int, int], tuple[Operation, ...]] = {}
    columns = (*at, answers[at] > 0, ends[at], excuses[at], starts[at])
    for control, letter, number, answer, end, excuse, table in zip(*(one.tolist() for one in columns), strict=True):
        clock, ago = compiled.clocks[number], compiled.letters[letter].ago
        clear = EVERYTHING if excuse or (end and clock.sense is Sense.LOOKBACK) else DUE_LATER if end else NOTHING
        second = 0 if not (answer and clock.tied) else NO_AGE if ago is None else ago
        one = Operation(number, int(answer), second, clear, table)
        found[control, letter] = (*found.get((control, letter), ()), one)
    return found


@dataclass
class Listed:
    """The columns of `Moves` while they are written, one move after the other."""

    packing: Packing
    first: list[int] = field(default_factory=lambda: [0])
    letter: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    masks: list[tuple[int, int]] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)
    fixed: list[int] = field(default_factory=lambda: [0])
    put: list[tuple[int, int]] = field(default_factory=list)
    loose: list[int] = field(default_factory=lambda: [0])
    left: list[Operation] = field(default_factory=list)

    def add(self, control: int, letters: Sequence[int], operations: Sequence[Operation]) -> None:
        """One more move."""
        compiled, letter = self.packing.compiled, letters[0]
        self.letter.append(letter)
        self.times.append(len(letters))
        self.masks.append((int(compiled.broken[control, letter]), int(compiled.touched[control, letter])))
        fixed = [one for one in operations if self.is_fixed(one)]
        self.words.append((self.kept(fixed), int(compiled.after[control, letter]) << self.packing.layout.control))
        self.put += [(self.shift(one), one.table) for one in fixed if one.table >= 0]
        self.fixed.append(len(self.put))
        self.left += [one for one in operations if not self.is_fixed(one)]
        self.loose.append(len(self.left))

    def is_fixed(self, one: Operation) -> bool:
        """Whether the counter that it leaves, and that nothing is breached, does not depend on what ran."""
        clock = self.packing.compiled.clocks[one.clock]
        answers_all = one.answer == 1 and clock.sense is Sense.DEADLINE
        return clock.width == 1 and (answers_all or (one.answer == 0 and one.clear == EVERYTHING))

    def shift(self, one: Operation) -> int:
        """Where the first counter of its clock lies."""
        return int(self.packing.layout.shift[self.packing.compiled.clocks[one.clock].slot])

    def kept(self, fixed: Sequence[Operation]) -> int:
        """The bits of all counters but those of fixed operations; the control state is not among them."""
        layout, clocks = self.packing.layout, self.packing.compiled.clocks
        kept = (1 << layout.control) - 1
        for one in fixed:
            kept &= ~(int(layout.most[clocks[one.clock].slot]) << self.shift(one))
        return kept

    def moves(self) -> Moves:
        """All of them as arrays."""
        broken, touched = (masks.view(np.int64) for masks in columns(self.masks, 2, np.uint64))
        keep, base = columns(self.words, 2)
        fixed_shift, fixed_table = columns(self.put, 2)
        clock, answer, second, clear, table = columns(self.left, len(Operation._fields))
        return Moves(
            groups=len(self.packing.compiled.groups),
            first=longs(self.first),
            letter=longs(self.letter),
            times=longs(self.times),
            broken=broken,
            touched=touched,
            keep=keep,
            base=base,
            fixed=longs(self.fixed),
            fixed_shift=fixed_shift,
            fixed_table=fixed_table,
            loose=longs(self.loose),
            clock=clock,
            answer=answer,
            second=second,
            clear=clear,
            table=table,
        )


def columns(rows: Sequence[tuple[int, ...]], width: int, kind: type[np.generic] = np.int64) -> Iterator[Longs]:
    """The columns of rows of numbers, each side by side in memory."""
    table = np.array(rows, kind).reshape(-1, width)
    return (np.ascontiguousarray(table[:, column]) for column in range(width))
