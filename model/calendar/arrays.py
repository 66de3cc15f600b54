"""Working days of many days at once, by looking up tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.errors import InvalidInput

if TYPE_CHECKING:
    from model.calendar.table import Calendar

T = TypeVar("T", bound=np.generic)
Days = NDArray[np.datetime64]
Integers = NDArray[np.int64]

# A block of positions stays in the processor's cache. One array of them all would be new memory, and to touch that for
# the first time costs more than the look-ups.
BLOCK = 1 << 16
EPOCH = date(1970, 1, 1).toordinal()


def counts(numbers: list[int]) -> Integers:
    """Numbers as an array that nobody may write to."""
    return _frozen(np.array(numbers, dtype=np.int64))


def days(listed: list[date]) -> Days:
    """Days as an array that nobody may write to."""
    return _frozen(np.array(listed, dtype="datetime64[D]"))


def working(counts: Integers) -> NDArray[np.bool_]:
    """Where prefix counts step up, as an array that nobody may write to."""
    return _frozen(counts[1:] > counts[:-1])


def _frozen(table: NDArray[T]) -> NDArray[T]:
    table.flags.writeable = False
    return table


def add(calendar: Calendar, days: ArrayLike, n: ArrayLike) -> Days:
    """The n-th working day after each day, the -n-th before it where n is negative, the day itself where n is 0."""
    starts = np.asarray(days, dtype="datetime64[D]")
    steps = np.asarray(n).astype(np.int64, casting="same_kind")
    if steps.ndim == 0:
        return _add_same(calendar, starts.reshape(-1), steps).reshape(starts.shape)
    starts, steps = np.broadcast_arrays(starts, steps)
    return _add_each(calendar, starts.reshape(-1), steps.reshape(-1)).reshape(starts.shape)


def between(calendar: Calendar, start: ArrayLike, end: ArrayLike) -> Integers:
    """How many working days lie after each start, its end included; negative where the end is the earlier."""
    upto = calendar.counts[1:]
    starts, ends = np.asarray(start, dtype="datetime64[D]"), np.asarray(end, dtype="datetime64[D]")
    counted: Integers = upto[_positions(calendar, ends)] - upto[_positions(calendar, starts)]
    return counted


def _add_same(calendar: Calendar, starts: Days, n: Integers) -> Days:
    landings, reached = _landings(calendar, np.arange(len(calendar.working)), n)
    numbers, origin = starts.view(np.int64), _number(calendar.first)
    # The days from which n working days can be added lie together, so two comparisons prove them all.
    lowest = origin + int(reached.argmax())
    if not _all_within(numbers, lowest, lowest + int(reached.sum())):
        worst = reached[_positions(calendar, starts)].argmin()
        raise _unreachable(calendar, starts[worst], n)
    found = np.empty_like(starts)
    for at in range(0, len(numbers), BLOCK):
        # mode="clip" only spares a copy: every position is known to be good.
        landings.take(numbers[at : at + BLOCK] - origin, out=found[at : at + BLOCK], mode="clip")
    return found


def _add_each(calendar: Calendar, starts: Days, steps: Integers) -> Days:
    found = np.empty_like(starts)
    for at in range(0, len(starts), BLOCK):
        block = slice(at, at + BLOCK)
        found[block], reached = _landings(calendar, _positions(calendar, starts[block]), steps[block])
        if not reached.all():
            worst = at + reached.argmin()
            raise _unreachable(calendar, starts[worst], steps[worst])
    return found


def _landings(calendar: Calendar, positions: Integers, n: Integers) -> tuple[Days, NDArray[np.bool_]]:
    """For each position in the calendar the day n working days on, and whether the calendar reaches that far."""
    forward = n > 0
    # Rank 0 is the first working day of all. Forward, the day itself is one of those already passed; back, it is not.
    ranks = calendar.counts.take(positions + forward, mode="clip") + (n - forward)
    landings = calendar.working_days.take(ranks, mode="clip")
    stays = n == 0
    if stays.any():
        landings = np.where(stays, np.datetime64(calendar.first, "D") + positions, landings)
    return landings, stays | ((ranks >= 0) & (ranks < len(calendar.working_days)))


def _positions(calendar: Calendar, days: Days) -> Integers:
    """How many days after the first of the calendar each day lies; a day outside, or none at all (NaT), is refused."""
    numbers, origin = days.view(np.int64), _number(calendar.first)
    stop = origin + len(calendar.working)
    if not _all_within(numbers, origin, stop):
        outside = (numbers < origin) | (numbers >= stop)
        raise InvalidInput(calendar.outside(days[outside][0]))
    positions: Integers = numbers - origin
    return positions


def _all_within(numbers: Integers, first: int, stop: int) -> bool:
    return numbers.size == 0 or (int(numbers.min()) >= first and int(numbers.max()) < stop)


def _number(day: date) -> int:
    return day.toordinal() - EPOCH


def _unreachable(calendar: Calendar, day: np.datetime64, n: np.integer | Integers) -> InvalidInput:
    return InvalidInput(calendar.outside(f"{day} {int(n):+d} working days"))
