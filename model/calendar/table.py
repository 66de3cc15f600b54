"""A calendar: which days of a stated range are working days, and which is the n-th of them from a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from model.calendar.announcements import Announcement
from model.errors import Fault, InvalidInput

if TYPE_CHECKING:  # arrays are for kernels; whoever judges one case need not wait for numpy
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

KNOWN_CALENDARS = 256
DIGEST_DIGITS = 16
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The working days from `first` to `last`, both included; every other day is refused, never extrapolated.

    Monday to Friday are working days, but for `bank_holidays` and `closures`; a calendar without any working day is
    refused. `announcements` say which bank holidays became known late. `digest` names the content, whatever the `id`:
    the first 16 hexadecimal digits of the SHA-256 of `first`, `last` and each day that is not a working day (Saturdays
    and Sundays among them), in ISO form, one a line.

    `working`, `counts` and `working_days` are the same as arrays, for kernels.
    """

    id: str
    first: date
    last: date
    bank_holidays: frozenset[date] = field(repr=False)
    closures: frozenset[date] = field(default=frozenset(), repr=False)
    announcements: tuple[Announcement, ...] = field(default=(), repr=False)
    digest: str = field(init=False)
    _origin: int = field(init=False, repr=False, compare=False)
    _counts: list[int] = field(init=False, repr=False, compare=False)
    _working_days: list[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_origin", self.first.toordinal())
        self._refuse_days_outside()
        self._fill()
        if not self._working_days:
            raise InvalidInput(Fault("empty-calendar", "no working day", f"{self.first} to {self.last}"))

    def _refuse_days_outside(self) -> None:
        outside = sorted(day for day in self.bank_holidays | self.closures if not self.covers(day))
        if outside:
            raise InvalidInput(*(self.outside(day) for day in outside))

    def _fill(self) -> None:
        closed = self.bank_holidays | self.closures
        days = [date.fromordinal(number) for number in range(self._origin, self.last.toordinal() + 1)]
        working = [day.weekday() < SATURDAY and day not in closed for day in days]
        object.__setattr__(self, "_counts", [0, *accumulate(working)])
        object.__setattr__(self, "_working_days", list(compress(days, working)))
        idle = compress(days, (not one for one in working))
        object.__setattr__(self, "digest", _digest(self.first, self.last, idle))

    @cached_property
    def working(self) -> NDArray[np.bool_]:
        """Whether the day `i` days after `first` is a working day; read-only."""
        from model.calendar import arrays

        return arrays.working(self.counts)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many of the first `i` days are working days, from 0 to all of them; read-only."""
        from model.calendar import arrays

        return arrays.counts(self._counts)

    @cached_property
    def working_days(self) -> NDArray[np.datetime64]:
        """The working days in order; read-only."""
        from model.calendar import arrays

        return arrays.days(self._working_days)

    def covers(self, day: date) -> bool:
        """Whether the day lies in the range from `first` to `last`, both included."""
        return self.first <= day <= self.last

    def outside(self, day: object) -> Fault:
        """The fault of a day, or of the name of one, that lies outside the range."""
        return Fault("outside-calendar", f"not a day of calendar {self.id}", day, hint=self._range())

    def inside(self, day: date) -> date:
        """The day itself; refused where the calendar does not cover it."""
        self._position(day)
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether the day is a working day.

        >>> from model.calendar import england_and_wales
        >>> england_and_wales().is_working_day(date(2022, 9, 19))
        False
        """
        position = self._position(day)
        return self._counts[position] < self._counts[position + 1]

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; the -n-th before it where n is negative; `day` itself where n is 0.

        The day may be any day; it never counts itself, and with n = 0 it is given back even where it is no working day.

        >>> from model.calendar import england_and_wales
        >>> good_friday = date(2024, 3, 29)
        >>> england_and_wales().add_working_days(good_friday, 1)
        datetime.date(2024, 4, 2)
        >>> england_and_wales().add_working_days(good_friday, -1)
        datetime.date(2024, 3, 28)
        """
        position = self._position(day)
        if n == 0:
            return day
        rank = self._counts[position + 1] + n - 1 if n > 0 else self._counts[position] + n
        if 0 <= rank < len(self._working_days):
            return self._working_days[rank]
        raise InvalidInput(self.outside(f"{day} {n:+d} working days"))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; negative where `end` is the earlier.

        >>> from model.calendar import england_and_wales
        >>> england_and_wales().working_days_between(date(2024, 3, 28), date(2024, 4, 2))
        1
        """
        return self._counts[self._position(end) + 1] - self._counts[self._position(start) + 1]

    def add_working_days_array(self, days: ArrayLike, n: ArrayLike) -> NDArray[np.datetime64]:
        """What `add_working_days` gives for each day; `n` is one number for all of them or an array to broadcast.

        >>> from model.calendar import england_and_wales
        >>> england_and_wales().add_working_days_array(["2024-03-28", "2024-03-29"], 1)
        array(['2024-04-02', '2024-04-02'], dtype='datetime64[D]')
        """
        from model.calendar import arrays

        return arrays.add(self, days, n)

    def working_days_between_array(self, start: ArrayLike, end: ArrayLike) -> NDArray[np.int64]:
        """What `working_days_between` gives for each pair of days; arrays broadcast.

        >>> from model.calendar import england_and_wales
        >>> england_and_wales().working_days_between_array(["2024-03-28"], ["2024-04-02"])
        array([1])
        """
        from model.calendar import arrays

        return arrays.between(self, start, end)

    def holidays(self) -> tuple[date, ...]:
        """The days from Monday to Friday that are not working days, in order.

        >>> from model.calendar import england_and_wales
        >>> [str(day) for day in england_and_wales().holidays() if day.year == 2015]  # doctest: +NORMALIZE_WHITESPACE
        ['2015-01-01', '2015-04-03', '2015-04-06', '2015-05-04', '2015-05-25', '2015-08-31', '2015-12-25',
         '2015-12-28']
        """
        return tuple(sorted(day for day in self.bank_holidays | self.closures if day.weekday() < SATURDAY))

    def with_closures(self, days: Iterable[date], id: str) -> Calendar:
        """A calendar called `id` in which these days are not working days either; this one stays as it is.

        >>> from model.calendar import england_and_wales
        >>> office = england_and_wales().with_closures([date(2014, 12, 29)], "office")
        >>> office.add_working_days(date(2014, 12, 11), 10)
        datetime.date(2014, 12, 30)
        """
        return replace(self, id=id, closures=self.closures.union(days))

    def counting_bank_holidays(self) -> Calendar:
        """The calendar in which bank holidays are working days: Monday to Friday, less any closures.

        >>> from model.calendar import england_and_wales
        >>> england_and_wales().counting_bank_holidays().add_working_days(date(2014, 12, 11), 10)
        datetime.date(2014, 12, 25)
        """
        return _counting_bank_holidays(self)

    def as_known_on(self, day: date) -> Calendar:
        """The calendar without the bank holidays announced after `day`, and with those given up for them.

        This very calendar where nothing differs. The new one has forgotten the rest: for a later day it is as it was.

        >>> from model.calendar import england_and_wales
        >>> conference = date(2022, 9, 8)
        >>> england_and_wales().as_known_on(conference).add_working_days(conference, 10)
        datetime.date(2022, 9, 22)
        >>> england_and_wales().add_working_days(conference, 10)
        datetime.date(2022, 9, 23)
        """
        unheard = [row.announced for row in self.announcements if row.announced > day]
        if not unheard:
            return self
        known = _known_before(self, min(unheard))
        return self if known.digest == self.digest else known

    def _position(self, day: date) -> int:
        position = day.toordinal() - self._origin
        if 0 <= position < len(self._counts) - 1:
            return position
        raise InvalidInput(self.outside(day))

    def _range(self) -> str:
        return f"it runs from {self.first} to {self.last}"


def _digest(first: date, last: date, closed: Iterable[date]) -> str:
    lines = "\n".join(day.isoformat() for day in (first, last, *closed))
    return sha256(lines.encode()).hexdigest()[:DIGEST_DIGITS]


@lru_cache(maxsize=KNOWN_CALENDARS)
def _counting_bank_holidays(calendar: Calendar) -> Calendar:
    name = f"{calendar.id}-counting-bank-holidays"
    return replace(calendar, id=name, bank_holidays=frozenset(), announcements=())


@lru_cache(maxsize=KNOWN_CALENDARS)
def _known_before(calendar: Calendar, announced: date) -> Calendar:
    unheard = [row for row in calendar.announcements if row.announced >= announced]
    given_up = {row.instead_of for row in unheard if row.instead_of is not None}
    return replace(
        calendar,
        id=f"{calendar.id}-as-known-before-{announced}",
        bank_holidays=calendar.bank_holidays.difference(row.day for row in unheard) | given_up,
        announcements=tuple(row for row in calendar.announcements if row.announced < announced),
    )
