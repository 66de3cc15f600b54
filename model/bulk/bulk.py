"""The bulk judge: the oracle's findings on many histories at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from model.bulk.kernel import FIRST, GOOD, HISTORY_COLUMNS, Lines, judge
from model.bulk.lines import NOTHING
from model.bulk.places import (
    COURSE_COLUMNS,
    DUE_DAY,
    DUTY,
    FOUND_COLUMNS,
    HISTORY,
    MISSING,
    NAMED,
    RESPONSE,
    SPECIAL,
    STATUS,
    TRIGGER,
    Ints,
    Rules,
    Scratch,
)
from model.bulk.rules import Book
from model.calendar import Calendar
from model.events import Event
from model.findings import Status
from model.policy import Policy

T = TypeVar("T")
Asked = tuple[Sequence[Event], date]
Make = Callable[[str, str, Status, date | None, date | None], T]
FEW = 1 << 12
STATUSES = tuple(Status)
TOLD = [HISTORY, DUTY, TRIGGER, STATUS, DUE_DAY, RESPONSE]


class Bulk:
    """Judges histories under a policy with the days of a calendar, whenever those became known.

    Only the `duties` are judged; `unsupported` says why of the others, by id. Beyond (of `model.bulk.questions`) where
    the arrays cannot hold what makes a core group quorate.
    """

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.book = book = Book(policy, calendar)
        self.duties = tuple(book.duties)
        self.unsupported = book.unsupported
        self.letters = book.letters
        self.width = NAMED + len(book.questions.slots) - 1
        kinds = len(policy.vocabulary.kinds)
        self._last = np.zeros(kinds + SPECIAL, dtype=np.int64)
        self._counts = np.zeros((kinds, 3), dtype=np.int64)
        self._failed = np.zeros(1, dtype=np.int64)
        self._found = np.zeros((FEW, FOUND_COLUMNS), dtype=np.int64)
        self._room(FEW)
        self._rules = book.rules()
        # The kernel is compiled, or loaded, here: nobody has to wait for that with a history in hand.
        self.told([], lambda *_: None)

    def told(self, asked: Sequence[Asked], make: Make[T]) -> list[tuple[T, ...] | None]:
        """The findings on each history (events in order, as of a day), made of duty, trigger, status, due, day done.

        None where the calendar does not reach all its days, or where something of it is beyond the arrays.
        """
        letters, values, histories = self.encoded(asked)
        found = self.found(letters, values, histories)[:, TOLD].tolist()
        begun: list[int] = histories[:, FIRST].tolist()
        told: list[list[T]] = [[] for _ in asked]
        for history, duty, trigger, status, due, response in found:
            events, first = asked[history][0], begun[history]
            last_day = None if due == MISSING else date.fromordinal(due)
            done = None if response < 0 else events[response - first].on
            id = events[trigger - first].id
            told[history].append(make(self.duties[duty].id, id, STATUSES[status], last_day, done))
        return [tuple(one) if good else None for one, good in zip(told, histories[:, GOOD].tolist(), strict=True)]

    def found(self, letters: Ints, values: Ints, histories: Ints, lines: Lines = NOTHING) -> Ints:
        """The findings on encoded histories, or on those of lines; valid until the next call."""
        if len(letters) > len(self._course):
            self._room(2 * len(letters))
        rules, scratch = self.rules(), Scratch(self._course, self._answers, self._last, self._counts, self._failed)
        while (count := judge(rules, scratch, lines, letters, values, histories, self._found)) < 0:
            self._found = np.zeros((2 * len(self._found), FOUND_COLUMNS), dtype=np.int64)
        return self._found[:count]

    def rules(self) -> Rules:
        """The arrays, with all letters that were met."""
        known, now = self._rules, self.book
        same = known.rows is now.letters.rows and known.tables is now.tables.array
        if not same or len(known.blocks) != len(now.questions.blocks):
            self._rules = now.rules()
        return self._rules

    def encoded(self, asked: Sequence[Asked]) -> tuple[Ints, Ints, Ints]:
        """The letters and the days of all events, and where each history begins and ends, with its day."""
        if self.letters.full:
            self.letters.clear()
        letters: list[int] = []
        values: list[int] = []
        histories: list[int] = []
        for events, as_of in asked:
            begun = len(letters)
            letters.extend(map(self.letters.of, events))
            self._days(events, values)
            covered = self.book.tables.calendar.covers(as_of)
            histories += (begun, len(letters), as_of.toordinal(), covered, 0, 0, 0, 0)
        return longs(letters, 1).reshape(-1), longs(values, self.width), longs(histories, HISTORY_COLUMNS)

    def _days(self, events: Sequence[Event], values: list[int]) -> None:
        shapes, number = self.letters.shapes, self.letters.number
        for event in events:
            on, shape = event.on.toordinal(), shapes[event.type]
            known = on if event.recorded_on is None else event.recorded_on.toordinal()
            if shape.compared:
                said = event.attributes.get
                named = [MISSING if name is None else number(said(name)) for name in shape.compared]
                values += (on, known, *named)
            else:
                values += (on, known, *shape.nothing)

    def _room(self, events: int) -> None:
        self._course = np.zeros((events, COURSE_COLUMNS), dtype=np.int64)
        self._answers = np.zeros((events, len(self.book.questions)), dtype=np.int16)


def longs(numbers: list[int], columns: int) -> Ints:
    """Numbers as an array of so many columns."""
    return np.array(array("q", numbers)).reshape(-1, columns)
