"""Rivals: policies and calendars that are not the right ones, each of which a corpus is to tell from the right one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from model.analysis.beside import asked
from model.calendar import Calendar, Unit
from model.conformance.closed_days import KINDS_OF_HOLIDAY, odd, without
from model.conformance.judging import Judging, days_of
from model.conformance.mutants import mutants
from model.conformance.suspects import SECTIONS
from model.errors import InvalidInput
from model.policy import Policy, under
from model.policy.parse import parse

# The parts of the kingdom with holidays of their own, by the names of the package `holidays`.
REGIONS = ("Scotland", "Northern Ireland")
# Who hears of a bank holiday so shortly before may miss it.
SHORT_NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class Rival:
    """One wrong way to judge; `duties` are those on which it can say something else, none where it cannot."""

    id: str
    policy: Policy
    calendar: Calendar
    duties: tuple[str, ...]

    @cached_property
    def judging(self) -> Judging:
        """It judges only these duties."""
        return Judging.of(self.policy, self.duties, self.calendar)


def rivals(policy: Policy, base: Policy) -> Iterator[Rival]:
    """Every mutant, every other choice of a reading, every misunderstood calendar; `base` has no reading chosen."""
    seen: set[str] = set()
    for id, changed in (*changes(policy), *readings(policy, base)):
        if id not in seen:
            seen.add(id)
            yield Rival(id, changed, days_of(changed), concerned(policy, changed))
    yield from calendars(policy)


def changes(policy: Policy) -> Iterator[tuple[str, Policy]]:
    """The policy with one thing changed, where that is a policy; not how strongly it asks, which no finding tells."""
    sources = {str(entry["source"]) for section in SECTIONS for entry in policy.tables.get(section, ())}
    for source in sorted(sources):
        for mutant in mutants(policy.tables, source):
            if mutant.section != "reading" and " strength " not in mutant.id:
                try:
                    yield mutant.id, parse(mutant.tables, policy.id)
                except InvalidInput:
                    continue
    tables = {**policy.tables, "counting": {**policy.tables["counting"], "first_day": "clear-days"}}
    yield "counting: first_day clear-days", parse(tables, policy.id)


def readings(policy: Policy, base: Policy) -> Iterator[tuple[str, Policy]]:
    """Every other choice of every reading."""
    for reading in base.readings:
        for choice in reading.choices:
            if choice.id != policy.chosen.get(reading.id, reading.default):
                yield f"reading: {reading.id}={choice.id}", under(base, {**policy.chosen, reading.id: choice.id})


def concerned(policy: Policy, changed: Policy) -> tuple[str, ...]:
    """The duties whose findings a change can touch."""
    both = [id for id in policy.duty_ids if id in changed.duty_ids]
    counted = (policy.counting, policy.calendar) != (changed.counting, changed.calendar)
    return tuple(id for id in both if counted or asked(policy, id) != asked(changed, id))


def calendars(policy: Policy) -> Iterator[Rival]:
    """Every duty that counts working days, by a calendar that lacks holidays or is another country's."""
    days = days_of(policy)
    for name, calendar in misunderstood(days):
        if calendar.holidays() != days.holidays():
            for id in counting_working_days(policy):
                yield Rival(f"calendar: {name} ({id})", policy, calendar, (id,))


def misunderstood(days: Calendar) -> Iterator[tuple[str, Calendar]]:
    """The calendar without some of its holidays, and those of other parts of the kingdom."""
    yield "without substituted and late bank holidays", without(days, odd)
    for name, is_one in KINDS_OF_HOLIDAY.items():
        yield f"without {name}", without(days, is_one)
    for late in (row.day for row in days.announcements if row.day - row.announced < SHORT_NOTICE):
        yield f"without {late}", without(days, {late}.__contains__)
    for name in REGIONS:
        yield f"holidays of {name}", replace(without(days, lambda _: True), bank_holidays=elsewhere(name, days))


def elsewhere(region: str, days: Calendar) -> frozenset[date]:
    """The bank holidays of another part of the kingdom."""
    from holidays import country_holidays

    found = country_holidays("GB", subdiv=region, years=range(days.first.year, days.last.year + 1))
    return frozenset(day for day in found if days.first <= day <= days.last)


def counting_working_days(policy: Policy) -> tuple[str, ...]:
    """The duties whose windows do."""
    found = {
        duty.id: None
        for duty in policy.duties
        for edge in (duty.window.opens, *duty.window.closes)
        if edge is not None and edge.period.unit is Unit.WORKING_DAYS and edge.period.count
    }
    return tuple(found)
