"""Closures: days that a system seems to take for holidays though they are none, read off from where it moves days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from model.calendar import Calendar
from model.conformance.judging import Judging
from model.conformance.sorts import Seen, day_of_year, within_year
from model.conformance.suspects import Suspect, changing
from model.oracle.phrases import spoken_day
from model.policy import Policy

DAY = timedelta(days=1)


def closures(policy: Policy, seen: Sequence[Seen], calendar: Calendar) -> Iterator[Suspect]:
    """Who takes a part of every year for holidays, or the one day that all clocks run over that stand still."""
    clocks = [(one, run_over(one, calendar)) for one in seen if one.got >= one.due]
    for name, fits in within_year(every_year(clocks).items()):
        says = f"takes {name[3:]} for a holiday" if name.startswith("on ") else f"takes days {name} for holidays"
        yield changing(says, says, policy, partial(closed, fits))
    still = [days for one, days in clocks if one.got > one.due]
    common = set[date]().union(*still[:1]).intersection(*still)
    common = common.difference(*(days for one, days in clocks if one.got == one.due))
    if len(common) == 1:
        says = f"takes {spoken_day(*common)} for a holiday"
        yield changing(says, says, policy, partial(closed, common.__contains__))


def run_over(one: Seen, calendar: Calendar) -> frozenset[date]:
    """The working days after the one from which a clock counts, to the one that the system gives."""
    days = (one.anchor + DAY * number for number in range(1, (one.got - one.anchor).days + 1))
    return frozenset(day for day in days if calendar.is_working_day(day))


def every_year(clocks: Sequence[tuple[Seen, frozenset[date]]]) -> dict[date, bool]:
    """The days of the year of which it is known whether clocks stand still on them."""
    counted = {day_of_year(day) for one, days in clocks if one.got == one.due for day in days}
    found = dict.fromkeys(counted, False)
    for one, days in clocks:
        rest = {day_of_year(day) for day in days} - counted
        if len(rest) == sum(day > one.due for day in days):
            found |= dict.fromkeys(rest, True)
    return found


def closed(fits: Callable[[date], bool], judging: Judging) -> Judging:
    """The judging with more days closed."""
    days = judging.calendar
    every = (days.first + DAY * number for number in range((days.last - days.first).days + 1))
    more = frozenset(day for day in every if day.isoweekday() < 6 and fits(day))
    return replace(judging, calendar=replace(days, id="misread", bank_holidays=days.bank_holidays | more))
