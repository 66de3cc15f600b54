"""Judging: a policy read in one way and a calendar that does not change, held against one history after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from model.bulk.late import Late
from model.calendar import Calendar, england_and_wales
from model.conformance.messages import Days, Terms, Told
from model.events import Event
from model.history import History
from model.oracle.case import Case
from model.oracle.judge import findings
from model.policy import Policy
from model.policy.calendars import as_chosen

if TYPE_CHECKING:  # it compiles what it does; few histories are judged before that is done
    from model.bulk.bulk import Bulk
    from model.bulk.scanner import Scanner

WEEKEND = (6, 7)
DIGEST_DIGITS = 16
# So many histories the oracle judges itself, before something faster is got ready beside it.
PATIENT = 200


@dataclass(frozen=True)
class Judging:
    """What the oracle says under `policy` with the days of `calendar`, whenever those became known."""

    policy: Policy
    calendar: Calendar

    @staticmethod
    def of(policy: Policy, duties: Iterable[str] | None = None, calendar: Calendar | None = None) -> Judging:
        """Of these duties only (default: all), with these days (default: those that the protocol sends)."""
        asked = frozenset(policy.duty_ids if duties is None else duties)
        kept = tuple(duty for duty in policy.duties if duty.id in asked)
        only = policy if len(kept) == len(policy.duties) else replace(policy, duties=kept)
        return Judging(only, days_of(policy) if calendar is None else calendar)

    def told(self, events: Sequence[Event], as_of: date) -> tuple[Told, ...]:
        """The findings on events in order, each with an id, as things stood at the end of `as_of`.

        InvalidInput where a day lies outside the calendar.
        """
        self.calendar.inside(as_of)
        view = History(case="", events=tuple(events)).view(as_of)
        judged = findings(self.policy.duties, Case(view, self.policy, self.calendar), as_of)
        return tuple(Told(one.duty, one.trigger, one.status, one.due, one.done) for one in judged)

    @cached_property
    def held(self) -> bool:
        """Whether the bulk judge supports all duties."""
        from model.bulk.rules import supported

        return not any(supported(self.policy, self.calendar).values())

    def bulk(self) -> Bulk | None:
        """A judge of many histories, which says the same; None where some duty is beyond it."""
        from model.bulk.bulk import Bulk

        return Bulk(self.policy, self.calendar) if self.held else None

    def scanner(self) -> Scanner | None:
        """One that reads the histories by itself; None where some duty is beyond it."""
        from model.bulk.scanner import Scanner

        found = self.bulk()
        return None if found is None else Scanner(found)


def swiftly(judging: Judging) -> Late[Bulk]:
    """A judge of many histories, got ready once there are many."""
    return Late(judging.bulk, PATIENT)


def days_of(policy: Policy) -> Calendar:
    """The days by which a policy is judged: all bank holidays, however late they were announced."""
    return as_chosen(england_and_wales(), policy.calendar)


def digest_of(policy: Policy) -> str:
    """Names the content of a policy as it is read: 16 hexadecimal digits of the SHA-256 of its tables."""
    return sha256(msgspec.json.encode(policy.tables, order="sorted")).hexdigest()[:DIGEST_DIGITS]


def terms_of(policy: Policy) -> Terms:
    """What a program has to know of a policy, read as it is: nothing is left at a default in silence."""
    days = days_of(policy)
    return Terms(
        policy=policy.id,
        digest=digest_of(policy),
        readings={one.id: policy.chosen.get(one.id, one.default) for one in policy.readings},
        calendar=Days(days.first, days.last, WEEKEND, days.holidays()),
        duties=policy.duty_ids,
    )
