"""The scanner: histories as they stand in JSON, judged without being taken apart, where they are plain enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from threading import Lock

import msgspec
import numpy as np

from model.bulk.bulk import Bulk
from model.bulk.entries import Entries
from model.bulk.kernel import ANSWER_AT, ANSWER_END, END, GOOD, HISTORY_COLUMNS, Lines
from model.bulk.kernel import FIRST as BEGIN
from model.bulk.lines import longs, phrases, text
from model.bulk.memo import READ_COLUMNS, TIES, Memo
from model.bulk.places import Ints
from model.calendar.england import FIRST, LAST
from model.history.record import RecordReader

FEW, MOST_TIES, ROOM, OUT = 1 << 10, 1 << 10, 1 << 16, 1 << 22
# A text that was missed is known when the histories are read again; more often than this nothing new is found.
ROUNDS = 3

Raw = bytes | msgspec.Raw


class Scanner:
    """Answers histories in JSON with findings in JSON, by a judge that supports all duties of its policy."""

    def __init__(self, bulk: Bulk) -> None:
        self._bulk = bulk
        self._entries = Entries(bulk.letters, RecordReader(bulk.book.policy.vocabulary))
        self._phrases = phrases([duty.id for duty in bulk.duties], FIRST, LAST)
        self._ties, self._out = longs(MOST_TIES, 2), text(OUT)
        self._room(FEW, ROOM)
        self._alone = Lock()

    def answers(self, asked: Sequence[tuple[Raw, date]]) -> list[bytes | None]:
        """The findings on each history as of a day, as a list in JSON; None where it has to be taken apart.

        That is one with ids that are missing, not plain or not unique, with events out of order or told twice, with
        anything that does not fit the schema, with a day that the calendar does not reach, or with a backslash. So are
        all where any is no UTF-8.
        """
        whole = b"".join(history for history, _ in asked)
        if not is_text(whole):
            return [None] * len(asked)
        with self._alone:
            self._entries.make_room()
            histories = self._judged(whole, asked)
            self._resolve(histories)
            return [self._said(row) for row in histories.tolist()]

    def _said(self, row: Sequence[int]) -> bytes | None:
        return self._out[row[ANSWER_AT] : row[ANSWER_END]].tobytes() if row[GOOD] else None

    def _judged(self, whole: bytes, asked: Sequence[tuple[Raw, date]]) -> Ints:
        count, read = whole.count(b"{"), np.frombuffer(bytearray(whole), dtype=np.uint8)
        if count > len(self._read) or 2 * len(whole) > len(self._scribble):
            self._room(2 * count, 4 * len(whole))
        entries, state = self._entries, self._entries.state
        for _ in range(ROUNDS):
            histories = np.array(list(self._spans(asked)), dtype=np.int64).reshape(-1, HISTORY_COLUMNS)
            state[:] = 0
            written = self._scribble, self._read, self._ties, state
            memo = Memo(entries.table, entries.entries, entries.arena, entries.missed, *written)
            lines = Lines(read, memo, self._phrases, self._out, FIRST.toordinal(), LAST.toordinal())
            self._bulk.found(self._letters[:count], self._values[:count], histories, lines)
            if not entries.learn(self._scribble):
                break
        return histories

    def _spans(self, asked: Sequence[tuple[Raw, date]]) -> Iterator[tuple[int, ...]]:
        at, calendar = 0, self._bulk.book.tables.calendar
        for history, as_of in asked:
            end = at + len(history)
            plain = calendar.covers(as_of) and b"\\" not in bytes(history)
            yield 0, 0, as_of.toordinal(), int(plain), at, end, 0, 0
            at = end

    def _resolve(self, histories: Ints) -> None:
        """Takes back what was said of histories in which events of one kind and day stand out of order.

        A history that was refused has no events of its own: those read of it are written over by the next one's.
        """
        good = np.flatnonzero(histories[:, GOOD])
        begins, ends = histories[good, BEGIN], histories[good, END]
        for one, other in self._ties[: self._entries.state[TIES]].tolist():
            if not self._entries.comes_before(self._read[one].tolist(), self._read[other].tolist()):
                place = int(np.searchsorted(ends, other, side="right"))
                if place < len(good) and begins[place] <= other:
                    histories[good[place], GOOD] = 0

    def _room(self, events: int, length: int) -> None:
        self._read, self._letters = longs(events, READ_COLUMNS), longs(events)
        self._values, self._scribble = longs(events, self._bulk.width), text(length)


def is_text(line: bytes) -> bool:
    """Whether it is UTF-8."""
    try:
        return line.isascii() or line.decode() is not None
    except UnicodeDecodeError:
        return False
