"""Entries: the texts of events as they stood in lines, without id and days, and what each is to the kernel."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from model.bulk.leaves import is_day
from model.bulk.letters import NO_LETTER, SOME_DAY, Letters
from model.bulk.lines import longs, text
from model.bulk.memo import ENTRY_COLUMNS, MISSED, MOST_DAYS, NAMED_DAYS, STATE
from model.bulk.scan import MARK
from model.events import Event
from model.history.history import attributes_text
from model.history.record import RecordReader

SMALLEST, SMALLEST_ARENA, MOST_MISSED = 1 << 10, 1 << 16, 1 << 10
# So many are kept; then it begins anew.
MOST = 1 << 17
MARKED = re.compile(rb'"([^"]*)":' + bytes([MARK]))
SHOWN = json.dumps(str(SOME_DAY)).encode()


class Fact(NamedTuple):
    """What a text says: its letter, the columns of its days in `values`, its attributes, which of them are days."""

    letter: int
    slots: tuple[int, ...] = ()
    attributes: Mapping[str, Any] = {}
    days: tuple[str, ...] = ()


class Entries:
    """The arrays by which the kernel finds what a text is; they grow by those that it missed."""

    def __init__(self, letters: Letters, records: RecordReader) -> None:
        self._letters, self._records = letters, records
        self.missed, self.state = longs(MOST_MISSED, 3), longs(STATE)
        self._begin()

    def _begin(self) -> None:
        self.table, self.entries = longs(2 * SMALLEST), longs(SMALLEST, ENTRY_COLUMNS)
        self.arena = text(SMALLEST_ARENA)
        self._mixed: list[int] = []
        self._facts: list[Fact] = []
        self._used = 0

    def make_room(self) -> None:
        """Forgets everything, where there is too much of it."""
        if self._letters.full or len(self._facts) >= MOST:
            self._letters.clear()
            self._begin()

    def learn(self, scribble: np.ndarray[Any, Any]) -> bool:
        """Takes in the texts that were missed, and says whether there were any."""
        count = int(self.state[MISSED])
        known: set[bytes] = set()
        for mixed, at, length in self.missed[:count].tolist():
            said = scribble[at : at + length].tobytes()
            if said not in known:
                known.add(said)
                self._enter(mixed, said)
        return count > 0

    def comes_before(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether an event comes before another of its day and kind, by their rows of `read`."""
        return self._told(one) < self._told(other)

    def _told(self, row: Sequence[int]) -> str:
        fact = self._facts[row[0]]
        named = {name: date.fromordinal(day) for name, day in zip(fact.days, row[NAMED_DAYS:], strict=False)}
        return attributes_text(Event(type="", on=SOME_DAY, attributes={**fact.attributes, **named}))

    def _enter(self, mixed: int, said: bytes) -> None:
        fact, entry = self._fact(said), len(self._facts)
        if entry == len(self.entries):
            self._grow()
        while self._used + len(said) > len(self.arena):
            self.arena = np.concatenate([self.arena, np.zeros_like(self.arena)])
        self.arena[self._used : self._used + len(said)] = np.frombuffer(said, dtype=np.uint8)
        slots = [*fact.slots, *[NO_LETTER] * (MOST_DAYS - len(fact.slots))]
        self.entries[entry] = self._used, len(said), fact.letter, *slots
        self._used += len(said)
        self._facts.append(fact)
        self._mixed.append(mixed)
        self._put(mixed, entry)

    def _put(self, mixed: int, entry: int) -> None:
        mask = len(self.table) - 1
        at = (mixed ^ mixed >> 16) & mask
        while self.table[at]:
            at = (at + 1) & mask
        self.table[at] = entry + 1

    def _grow(self) -> None:
        self.entries = np.concatenate([self.entries, np.zeros_like(self.entries)])
        self.table = longs(2 * len(self.entries))
        for entry, mixed in enumerate(self._mixed):
            self._put(mixed, entry)

    def _fact(self, said: bytes) -> Fact:
        """What a text says, NO_LETTER where anything about it needs a closer look."""
        days = tuple(name.decode() for name in MARKED.findall(said))
        whole = b"{" + said.replace(bytes([MARK]), SHOWN) + b'"on":' + SHOWN + b"}"
        try:
            event = self._records.event(json.loads(whole, object_pairs_hook=each_once))
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            return Fact(NO_LETTER)
        kind = self._letters.vocabulary.by_name[event.type]
        others = [name for name in self._letters.shapes[event.type].compared if name in event.attributes]
        if not all(is_day(name, kind) for name in (*days, *others)):
            return Fact(NO_LETTER)
        slots = tuple(self._letters.slots.get(name, NO_LETTER) for name in days)
        return Fact(self._letters.of(event), slots, event.attributes, days)


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; ValueError where a name comes twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found
