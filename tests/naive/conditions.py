"""Conditions on an event, in three values: True, False, and None for what was not recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.naive.case import Case, Event
from tests.naive.periods import after, length
from tests.naive.tables import Patterns, Table

Truth = bool | None


def every(truths: Iterable[Truth]) -> Truth:
    worst: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            worst = None
    return worst


def some(truths: Iterable[Truth]) -> Truth:
    best: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            best = None
    return best


def opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def fits(case: Case, patterns: Patterns, place: int, other: Event | None = None) -> Truth:
    """Whether the event at `place` is one of those that the patterns mean."""
    kind = case.events[place]["type"]
    return some(holds(case, table, place, other) for name, table in patterns if name == kind)


def holds(case: Case, table: Table, place: int, other: Event | None = None) -> Truth:
    """Whether all conditions of a table hold for the event at `place`; `other` is what `same_as` compares it with."""
    return every(one_holds(case, key, wanted, place, other) for key, wanted in table.items())


def one_holds(case: Case, key: str, wanted: Any, place: int, other: Event | None) -> Truth:
    if key in case.rules.words:
        return same(word_holds(case, key, place, other), wanted)
    if key in ("any", "all"):
        parts = wanted if isinstance(wanted, list) else [wanted]
        return {"any": some, "all": every}[key](holds(case, part, place, other) for part in parts)
    if key == "not":
        return opposite(holds(case, wanted, place, other))
    if key == "on_plan":
        return same(case.on_plan[place], wanted)
    if key == "looked_after":
        return same(case.looked_after[place], wanted)
    if key in ("nth", "previous", "latest"):
        return among_others(case, key, wanted, place)
    return attribute_passes(case, case.events[place], key, wanted, other)


def same(truth: Truth, wanted: bool) -> Truth:
    return truth if wanted else opposite(truth)


def word_holds(case: Case, word: str, place: int, other: Event | None) -> Truth:
    """Whether a word of the policy is true of the event."""
    return holds(case, case.rules.words[word], place, other)


def among_others(case: Case, key: str, wanted: Any, place: int) -> Truth:
    """`nth`, `previous` and `latest`: the event among those before it."""
    event = case.events[place]
    if key == "latest":
        earlier = [p for p in range(case.plan_start[place], place) if case.events[p]["type"] == wanted["event"]]
        inner = {name: value for name, value in wanted.items() if name != "event"}
        return holds(case, inner, earlier[-1], event) if earlier else False
    counted = case.counted_with(place)
    if key == "previous":
        return holds(case, wanted, counted[-2], event) if len(counted) > 1 else False
    limits = wanted if isinstance(wanted, dict) else {"at_least": wanted, "at_most": wanted}
    return in_limits(len(counted), limits)


def in_limits(value: Any, limits: Table) -> bool:
    low, high = limits.get("at_least"), limits.get("at_most")
    return (low is None or value >= low) and (high is None or value <= high)


def attribute_passes(case: Case, event: Event, key: str, wanted: Any, other: Event | None) -> Truth:
    value = event.get(key)
    if isinstance(wanted, dict):
        return worded_test(case, event, value, wanted, other)
    if value is None:
        return None
    choices = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(value, list):
        return all(choice in value for choice in choices)
    return value in choices


def worded_test(case: Case, event: Event, value: Any, wanted: Table, other: Event | None) -> Truth:
    if "present" in wanted:
        return same(value is not None, wanted["present"])
    if value is None:
        return None
    if "not" in wanted:
        return value not in (wanted["not"] if isinstance(wanted["not"], list) else [wanted["not"]])
    if "same_as" in wanted:
        theirs = None if other is None else other.get(wanted["same_as"])
        return None if theirs is None else value == theirs
    if "after" in wanted:
        return far_enough(case, value, event.get(wanted["after"]), wanted)
    if isinstance(value, list):
        return list_passes(value, wanted)
    return in_limits(value, wanted)


def list_passes(value: list[str], wanted: Table) -> bool:
    if "includes" in wanted:
        return all(item in value for item in wanted["includes"])
    entries = [item for item in value if item not in wanted.get("other_than", [])]
    count = len(entries) if wanted.get("repeats") else len(set(entries))
    return in_limits(count, {"at_least": wanted.get("count_at_least"), "at_most": wanted.get("count_at_most")})


def far_enough(case: Case, value: date, start: date | None, wanted: Table) -> Truth:
    """At least, or at most, so far after another date of the same event."""
    if start is None:
        return None
    way = wanted.get("count", case.rules.first_day)
    limits: Table = {
        key: after(start, length(wanted[key]), way, case.days) for key in ("at_least", "at_most") if key in wanted
    }
    return in_limits(value, limits)
