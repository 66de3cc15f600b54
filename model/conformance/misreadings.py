"""Misreadings: the mistakes in counting and in verdicts that are made again and again, each with its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import structs

from model.calendar import Period, Unit
from model.conformance.closed_days import calendars
from model.conformance.judging import Judging
from model.conformance.misjudged import verdicts
from model.conformance.odd_periods import odd_periods
from model.conformance.probe import Answered, Probe
from model.conformance.refusals import refusals
from model.conformance.reread import reread
from model.conformance.suspects import Suspect
from model.history import History
from model.policy import Duty, Policy
from model.policy.overlay import overlaid
from model.policy.policy import Tables


def misreadings(policy: Policy, duty: str, probe: Probe, seen: Answered | None) -> Iterator[Suspect]:
    """Those that can matter on this history; `seen` is what the system says where it differs, if anything."""
    yield from counting(policy, duty)
    yield from calendars(policy, probe)
    yield from refusals(policy, probe)
    yield from odd_periods(policy, duty)
    yield from blind(policy, duty)
    yield from lenient(policy, duty)
    yield from taken_for(policy, duty, probe)
    yield from by_record(policy, probe)
    yield from verdicts(policy, seen)


def counting(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Counts the day itself, or other days than it should."""
    for how, says in (
        ("same-day", "counts the day itself as day 1"),
        ("clear-days", "starts to count a day too late (clear days)"),
    ):
        if policy.tables["counting"]["first_day"] != how:
            tables = {**policy.tables, "counting": {**policy.tables["counting"], "first_day": how}}
            yield Suspect(f"counting {how}", says, partial(judging_by, tables, policy))
    for edge in policy.duty(duty).window.closes:
        for other in others(edge.period):
            says = f"takes {other} for {edge.period} (time limit of {duty})"
            tables = with_limit(policy, duty, str(edge.period), str(other))
            yield Suspect(f"{duty} {other}", says, partial(judging_by, tables, policy))


def others(period: Period) -> Iterator[Period]:
    """What a period is often taken for."""
    n = period.count
    if period.unit is Unit.WORKING_DAYS:
        yield Period(n * 7 // 5, Unit.DAYS)
    if period.unit is Unit.WEEKS:
        yield from (Period(n * 7 - 1, Unit.DAYS), Period(n * 7 + 1, Unit.DAYS), Period(n * 5, Unit.WORKING_DAYS))
    if period.unit is Unit.MONTHS:
        yield from (Period(n * 30, Unit.DAYS), Period(n * 4, Unit.WEEKS), Period(n * 13 // 3, Unit.WEEKS))
        yield Period(n * 91 // 3, Unit.DAYS)
    if period.unit is Unit.DAYS and n % 7 == 0:
        yield Period(n * 5 // 7, Unit.WORKING_DAYS)


def with_limit(policy: Policy, duty: str, old: str, new: str) -> dict[str, Any]:
    """The tables with another time limit for a duty."""

    def swapped(value: Any) -> Any:
        if isinstance(value, list):
            return [swapped(one) for one in value]
        return new if value == old else value

    keys = ("within", "between", "at_least")
    entries = [
        {key: swapped(value) if key in keys else value for key, value in entry.items()}
        if entry["id"] == duty
        else entry
        for entry in policy.tables["duty"]
    ]
    return {**policy.tables, "duty": entries}


def blind(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Does not look at an attribute, neither of what triggers the duty nor of what answers it."""
    entry = next(one for one in policy.tables["duty"] if one["id"] == duty)
    patterns = [one for key in ("when", "then") for one in listed(entry.get(key, [])) if isinstance(one, dict)]
    for name in sorted({name for one in patterns for name in one} - {"event"}):
        kept = {
            key: [
                {other: one[other] for other in one if other != name} if isinstance(one, dict) else one
                for one in listed(entry[key])
            ]
            for key in ("when", "then")
            if key in entry
        }
        says = f'does not look at "{name.replace("_", " ")}" ({duty})'
        yield Suspect(f"{duty} blind {name}", says, partial(laid, policy, {"set": [{"duty": duty, **kept}]}))
    for key, what in (("when", "triggers"), ("then", "answers")):
        if any(len(one) > 1 for one in listed(entry.get(key, [])) if isinstance(one, dict)):
            plain = [one["event"] if isinstance(one, dict) else one for one in listed(entry[key])]
            says = f"does not look at what is recorded of that which {what} it ({duty})"
            yield Suspect(f"{duty} blind {key}", says, partial(laid, policy, {"set": [{"duty": duty, key: plain}]}))


def lenient(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Accepts another word for an attribute, too, of what triggers the duty or of what answers it."""
    entry = next(one for one in policy.tables["duty"] if one["id"] == duty)
    for key, what in (("when", "what triggers it"), ("then", "what answers it")):
        patterns = listed(entry.get(key, []))
        for place, pattern in enumerate(patterns):
            for name, other, accepting in wider(policy, pattern):
                changed = [*patterns[:place], accepting, *patterns[place + 1 :]]
                says = f'accepts "{other}" for "{name}", too ({duty}: {what})'.replace("_", " ")
                change = {"set": [{"duty": duty, key: changed}]}
                yield Suspect(f"{duty} {key} {place} {name} {other}", says, partial(laid, policy, change))


def wider(policy: Policy, pattern: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A pattern that accepts one more word, by the attribute and the word."""
    if not isinstance(pattern, dict):
        return
    attributes = policy.vocabulary.by_name[pattern["event"]].attributes
    for name, value in pattern.items():
        choices = attributes[name].choices if name in attributes else ()
        words = [one for one in listed(value) if one in choices]
        for other in choices:
            if words and other not in words:
                yield name, other, {**pattern, name: [*words, other]}


def taken_for(policy: Policy, duty: str, probe: Probe) -> Iterator[Suspect]:
    """Lets a kind of event of this history answer, trigger or end the duty that should not."""
    entry = next(one for one in policy.tables["duty"] if one["id"] == duty)
    rules = policy.duty(duty)
    known = {"then": rules.response_kinds, "when": rules.trigger_kinds, "until": rules.ending_kinds}
    for kind in sorted({event.type for event in probe.events}):
        name = kind.replace("_", " ")
        for key, says in (
            ("then", f"lets {name} answer {duty}"),
            ("when", f"lets {name} trigger {duty}"),
            ("until", f"lets {name} end {duty}"),
        ):
            if kind not in known[key] and (key in entry or key == "until"):
                change = {"set": [{"duty": duty, key: [*listed(entry.get(key, [])), kind]}]}
                yield Suspect(f"{duty} {key} {kind}", says, partial(laid, policy, change))
        if restarts(rules) and kind not in rules.response_kinds:
            both = {key: [*listed(entry[key]), kind] for key in ("when", "then")}
            change = {"set": [{"duty": duty, **both}]}
            says = f"lets {name} reset the clock of {duty}"
            yield Suspect(f"{duty} reset {kind}", says, partial(laid, policy, change))


def by_record(policy: Policy, probe: Probe) -> Iterator[Suspect]:
    """Takes the day of the record for that of the event, where they are not the same; or does not look at it."""

    def unseen(told: Probe) -> Probe:
        events = tuple(
            structs.replace(event, recorded_on=None) for event in told.events if event.known_on <= told.as_of
        )
        return replace(told, events=events)

    def sees(told: Probe) -> Probe:
        events = (structs.replace(event, on=event.recorded_on or event.on) for event in told.events)
        return replace(told, events=History.of("", events, vocabulary=policy.vocabulary).events)

    if any(event.recorded_on for event in probe.events):
        says = "takes the day on which an event was recorded for the day on which it happened"
        yield Suspect("recorded on", says, partial(Judging.of, policy), sees=sees)
        says = "does not look at when an event was recorded: takes each as known from the day on which it happened"
        yield Suspect("never recorded", says, partial(Judging.of, policy), sees=unseen)


def judging_by(tables: Tables, policy: Policy) -> Judging:
    """The oracle under the policy in tables that differ from those of another."""
    return Judging.of(reread(tables, policy))


def laid(policy: Policy, change: dict[str, Any]) -> Judging:
    """The oracle under a policy with a change laid on it."""
    return judging_by(overlaid(policy.tables, change, "suspect"), policy)


def listed(value: Any) -> list[Any]:
    """What may stand alone or in a list, in a list."""
    return list(value) if isinstance(value, list) else [value]


def restarts(duty: Duty) -> bool:
    """Whether what answers the duty triggers it anew."""
    return bool(set(duty.trigger_kinds) & set(duty.response_kinds))
