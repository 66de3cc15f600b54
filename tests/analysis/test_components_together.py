"""Components that are searched apart find what one search of all their duties finds: no more, and no less."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain, product
from typing import NamedTuple

import pytest

from model.analysis.plain import Plain
from model.analysis.search import explore
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies, unsplit
from model.compiled.compiled import Compiled
from model.compiled.step import begin
from model.policy import Duty, Policy, load_policy
from tests import miniatures as mini

CALENDAR = england_and_wales()
# An ordinary Monday, a day before Christmas, a leap day.
STARTS = (date(2015, 1, 5), date(2014, 12, 22), date(2016, 2, 29))
SEEN = 'when = "referral_received"\nthen = "child_seen"\nwithin = "4 working days"\n'
SEEN_ALONE = 'when = "child_seen"\nrequires = { alone = true }\n'
DISCLOSED = 'when = "record_disclosed"\nrequires = { consent_by = "line_manager" }\n'
CLOCKED = 'when = "escalated"\nthen = "core_group_abandoned"\nwithin = "4 days"\n'
MEET_SOON = mini.PLAN + mini.MEET + 'within = "3 days"\n'
NEVER_MEET = mini.PLAN + 'forbid = "core_group_held"\nwithin = "3 days"\n'


class Chosen(NamedTuple):
    """Some duties of a policy, of as many components as said, and the days that are enough for a breach of each."""

    policy: Policy
    ids: tuple[str, ...]
    components: int
    days: int

    def among(self, _: int, duty: Duty) -> bool:
        return duty.id in self.ids

    def apart(self) -> tuple[Compiled, ...]:
        return compile_policies([self.policy], CALENDAR, demands=self.among)

    def together(self) -> Compiled:
        return unsplit([self.policy], CALENDAR, demands=self.among)

    def each_alone(self) -> list[Compiled]:
        """Wrongly split: every duty by itself, whatever it controls."""
        return [Chosen(self.policy, (id,), 1, self.days).together() for id in self.ids]


def miniature(*bodies: str, components: int = 2) -> Chosen:
    ids = tuple(f"duty-{number}" for number in range(len(bodies)))
    policy = mini.policy("".join(map(mini.duty, bodies, ids)))
    return Chosen(policy, ids, components, 10)


BRENT, YORK = load_policy("brent"), load_policy("york")
NO_KIND_IN_COMMON = miniature(SEEN, DISCLOSED)
TWO_CLOCKS = miniature(SEEN, CLOCKED)
# A visit that is not made alone is a visit all the same.
WATCHING = miniature(SEEN, SEEN_ALONE)
CHOSEN = {
    "no-kind-in-common": NO_KIND_IN_COMMON,
    "two-clocks": TWO_CLOCKS,
    "one-watches-the-other": WATCHING,
    "brent-referral": Chosen(BRENT, ("referral-decision", "assessment", "disclosure-consent"), 3, 75),
    "brent-plan": Chosen(BRENT, ("tac-after-discharge", "plan-explained", "membership-views"), 3, 20),
    "brent-meetings": Chosen(BRENT, ("reschedule-after-too-few", "reschedule-notice", "next-date-fixed"), 3, 20),
    "york-plan": Chosen(YORK, ("first-core-group-scheduled", "members-named", "exclusion-reasons"), 3, 20),
    "york-chairs": Chosen(YORK, ("referral-decision", "never-two-without-social-worker", "next-date-in-time"), 3, 20),
}
each = pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
each_start = pytest.mark.parametrize("start", STARTS, ids=str)


def alone(parts: Sequence[Compiled], start: date, days: int) -> dict[str, date]:
    """For each duty that can be breached with no other: the first day on which it is."""
    found: dict[str, date] = {}
    for part in parts:
        for mask, day in explore(part, start, start + timedelta(days=days)).breaches.items():
            ids = {demand.duty.id for demand in part.named(mask)}
            if len(ids) == 1:
                (id,) = ids
                found[id] = min(day, found.get(id, day))
    return found


def masks(part: Compiled, whole: Compiled, start: date, days: int) -> list[set[int]]:
    """For each day the sets of duties that are first breached on it, with the bits of the whole."""
    places = [whole.demands.index(demand) for demand in part.demands]
    searcher = Plain(part, begin(part), False)
    return [
        {sum(1 << place for bit, place in enumerate(places) if mask >> bit & 1) for mask in passed.masks}
        for passed in (searcher.day(whole.day(start) + more, True) for more in range(days))
    ]


def multiplied(each: Sequence[set[int]]) -> set[int]:
    """What is breached on a day where each part may also have nothing breached."""
    return {sum(chosen) for chosen in product(*(masks | {0} for masks in each))} - {0}


def by_product(parts: Sequence[Compiled], whole: Compiled, start: date, days: int) -> list[set[int]]:
    """Day by day the sets that would be breached, if nothing in one part had to do with anything in another."""
    return [multiplied(each) for each in zip(*(masks(part, whole, start, days) for part in parts), strict=True)]


@each
def test_the_duties_are_of_several_components(chosen: Chosen) -> None:
    parts = chosen.apart()
    assert len(parts) == chosen.components
    assert {demand.duty.id for part in parts for demand in part.demands} == set(chosen.ids)


@each_start
@each
def test_every_duty_is_breached_alone_on_the_same_first_day(chosen: Chosen, start: date) -> None:
    apart = alone(chosen.apart(), start, chosen.days)
    assert apart == alone([chosen.together()], start, chosen.days)
    assert set(apart) == set(chosen.ids)


@each_start
@each
def test_what_is_breached_together_is_breached_in_some_parts_each(chosen: Chosen, start: date) -> None:
    whole, days = chosen.together(), min(chosen.days, 12)
    possible = by_product(chosen.apart(), whole, start, days)
    found = masks(whole, whole, start, days)
    assert all(some <= more for some, more in zip(found, possible, strict=True))
    assert any(found)


@each_start
def test_what_a_duty_watches_may_happen_at_any_time_and_in_the_whole_only_as_the_others_let_it(start: date) -> None:
    whole, parts, days = WATCHING.together(), WATCHING.apart(), WATCHING.days
    both = 0b11
    assert both in set(chain.from_iterable(by_product(parts, whole, start, days)))
    assert both not in set(chain.from_iterable(masks(whole, whole, start, days)))


@each_start
@pytest.mark.parametrize("chosen", [NO_KIND_IN_COMMON, TWO_CLOCKS], ids=["no-kind-in-common", "two-clocks"])
def test_where_no_kind_is_in_common_the_whole_is_the_product_of_its_parts(chosen: Chosen, start: date) -> None:
    whole, parts = chosen.together(), chosen.apart()
    kinds = [{letter.kind for letter in part.letters} for part in parts]
    assert not set.intersection(*kinds)
    assert masks(whole, whole, start, chosen.days) == by_product(parts, whole, start, chosen.days)


def test_duties_that_control_one_event_and_are_torn_apart_find_what_is_not_there() -> None:
    torn = miniature(MEET_SOON, NEVER_MEET, components=1)
    whole, start = torn.together(), STARTS[0]
    assert len(torn.apart()) == 1
    both = 0b11
    assert both not in set(chain.from_iterable(masks(whole, whole, start, torn.days)))
    assert both in set(chain.from_iterable(by_product(torn.each_alone(), whole, start, torn.days)))


def test_duties_that_one_event_has_to_satisfy_and_are_torn_apart_are_breached_alone_where_they_cannot_be() -> None:
    more = SEEN_ALONE.replace("alone = true", 'alone = true, by = "social_worker"')
    torn = miniature(SEEN_ALONE, more, components=1)
    assert len(torn.apart()) == 1
    assert set(alone(torn.each_alone(), STARTS[0], 3)) == {"duty-0", "duty-1"}
    assert set(alone([torn.together()], STARTS[0], 3)) == {"duty-1"}
