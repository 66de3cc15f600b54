"""The stock of a policy from which random histories are made: kinds of event, values, limits and special days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from model.bulk.places import Ints
from model.calendar import Calendar, Period, Unit
from model.compiled.candidates import AGENCIES, Candidate, candidates
from model.compiled.due import offsets
from model.compiled.recipes import OfLatest, OfTrigger, Own
from model.compiled.walk import Asked, Test, conditions_of, tests
from model.conformance.letters import PERIODS
from model.events import Value
from model.kinds import ON_PLAN, Attribute, Type
from model.policy import Policy
from model.policy.values import SameAs
from model.policy.window import Counting, within

DAY = timedelta(days=1)
# Histories begin on one of these days; the last leaves room for the longest history before the calendar ends.
FIRST, LAST = date(1998, 1, 1), date(2034, 12, 31)
# No event happens after this day.
END = LAST + DAY * 1400
# So many letters of a kind are drawn at once at most, and so many for each of its attributes.
POOL, EACH = 256, 32
# Letters of two, three and four bytes, for texts in which any word may stand.
AWAY = "Umzug nach Zürich"
ABROAD = dict(zip(AGENCIES, ("Tŷ Gwyn", "école n° 3", "警察", "Bewährungshilfe", "🏠", "żłobek"), strict=True))


class Stock:
    """What there is to choose from under `policy`, with the days of `calendar`; `kinds` are those of its vocabulary."""

    def __init__(self, policy: Policy, calendar: Calendar) -> None:
        self.policy, self.calendar = policy, calendar
        self.kinds = policy.vocabulary.kinds
        self.values = tuple(self._values())
        self.begins = calendar.first.toordinal()

    @cached_property
    def sizes(self) -> Ints:
        """How many letters of each kind are worth drawing: the more, the more attributes there are to choose."""
        return np.array([min(POOL, 1 + EACH * len(values)) for values in self.values])

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The days of the calendar."""
        return tuple(self.calendar.first + DAY * number for number in range((END - self.calendar.first).days + 500))

    @cached_property
    def special(self) -> Ints:
        """Holidays that fall on no weekend, leap days and ends of long months before short ones, as ordinals."""
        holidays = [day for day in self.calendar.holidays() if FIRST + DAY * 60 <= day <= LAST and day.isoweekday() < 6]
        years = range(FIRST.year + 1, LAST.year + 1)
        turns = [date(year, month, 31) for year in years for month in (1, 8, 12)]
        leaps = [date(year, 2, 29) for year in years if year % 4 == 0]
        return np.array(sorted(day.toordinal() for day in {*holidays, *turns, *leaps}))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The limits of the policy's windows."""
        windows = [duty.window for duty in self.policy.duties]
        edges = [edge for one in windows for edge in (one.opens, *one.closes) if edge is not None and edge.period.count]
        return tuple(dict.fromkeys(edge.period for edge in edges)) or (Period(10, Unit.WORKING_DAYS),)

    @cached_property
    def reaches(self) -> Ints:
        """Calendar days from each day of the calendar (columns) to the last of each limit (rows)."""
        counting = Counting(self.policy.counting.first_day)
        return np.array([offsets(within(one), self.calendar, counting)[1] for one in self.periods], dtype=np.int64)

    @cached_property
    def decisions(self) -> Ints:
        """The kinds that excuse or set periods: it can matter when they got into the record."""
        excuses = [kind for one in self.policy.excuses for kind in one.kinds]
        powers = [kind for one in self.policy.powers for kind in one.kinds]
        return np.array([self.policy.vocabulary.rank[kind] for kind in (*excuses, *powers)], dtype=np.int64)

    @cached_property
    def spoken(self) -> Ints:
        """The kinds of which the policy speaks, more often what happens on a plan, excuses and sets periods."""
        duties, policy = self.policy.duties, self.policy
        answers = [kind for duty in duties for kind in (*duty.trigger_kinds, *duty.response_kinds)]
        others = [kind for duty in duties for kind in duty.ending_kinds]
        named, known = list(dict.fromkeys([*answers, *others])), policy.vocabulary.by_name
        often = [name for name in named if known[name].states & ON_PLAN and name in answers]
        usual = [policy.vocabulary.rank[name] for name in (*often * 4, *named)]
        return np.concatenate([usual, self.decisions, self.decisions]).astype(np.int64)

    def abroad(self, kind: int, said: dict[str, Value]) -> dict[str, Value]:
        """What an event says, in texts that go beyond ASCII wherever any word may stand; more than the policy asks."""
        found = dict(said)
        for name, attribute in self.kinds[kind].attributes.items():
            if attribute.type is Type.TEXT and not attribute.choices:
                found[name] = AWAY
            elif attribute.type is Type.TEXTS and not attribute.choices:
                found[name] = translated(said.get(name, AGENCIES[:2]))
        return found

    def _values(self) -> Iterator[tuple[tuple[str, tuple[Candidate, ...]], ...]]:
        """By kind, the attributes that matter, each with the values that the policy's tests can tell apart."""
        roots = [asked for duty in self.policy.duties for asked in conditions_of(duty, self.policy)]
        asked: dict[tuple[str, str], list[Test]] = {}
        for test in tests(roots):
            asked.setdefault((test.kind, test.attribute), []).append(test)
        spoken_of = dict(self._spoken_of())
        set_by = {(kind, power.sets) for power in self.policy.powers for kind in power.kinds}
        for kind in self.kinds:
            named = ((name, attribute, (kind.name, name)) for name, attribute in kind.attributes.items())
            yield tuple(
                (name, values_of(attribute, asked.get(key, ()), spoken_of.get(key)))
                for name, attribute, key in named
                if key in asked or key in set_by or attribute.type is Type.DATE
            )

    def _spoken_of(self) -> Iterator[tuple[tuple[str, str], Candidate]]:
        """The attributes of answers that tell the day of what they answer, with that day."""
        for duty in self.policy.duties:
            for pattern in duty.then:
                for test in tests([Asked(pattern.event, pattern.condition)]):
                    if isinstance(test.test, SameAs) and test.asker is None:
                        yield (pattern.event, test.attribute), OfLatest(duty.trigger_kinds[0], test.test.attribute)


def translated(said: Value) -> tuple[str, ...]:
    """A list of texts, those that are known in other letters."""
    return tuple(ABROAD.get(one, one) for one in said) if isinstance(said, tuple) else ()


def values_of(attribute: Attribute, asked: Sequence[Test], of: Candidate) -> tuple[Candidate, ...]:
    """The values to choose from: those that the tests tell apart, days of what was before, periods to set."""
    found = [*([] if of is None else [of]), *candidates(attribute, asked)]
    if attribute.type is Type.DATE:
        found += [OfTrigger(), OfLatest("core_group_held", "on"), OfLatest("icpc_held", "on"), Own(0), Own(14)]
    if attribute.type is Type.PERIOD:
        found += PERIODS
    return tuple(dict.fromkeys(found)) or (None,)
