"""Wording: what a changed policy does otherwise, as a phrase that follows the name of the system."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from model.oracle.phrases import counted

PARTS: Mapping[str, str] = {
    "when": "what triggers it",
    "then": "what answers it",
    "requires": "what is required",
    "forbid": "what is forbidden",
    "until": "what ends it",
    "unless": "its exception",
    "within": "its time limit",
    "between": "its time limit",
    "at_least": "its time limit",
    "from": "the day from which it counts",
    "while": "the time in which it holds",
    "judged_quorate": "the social worker's judgement",
}
LIMITS = ("within", "between", "at_least")
PERIOD = re.compile(r"(\d+) ((?:working )?\w+?)s?( before)? -> (.+)")
SAID = {
    "counting: first_day same-day": "counts the day itself as day 1",
    "counting: first_day day-after": "counts the day after as day 1",
    "counting: due_on_closed_day stays": "leaves a due day on a closed day where it is",
    "counting: due_on_closed_day next-working-day": "moves a due day from a closed day to the next working day",
    "counting: due_on_closed_day working-day-before": "moves a due day from a closed day to the working day before",
    "calendar: bank holidays are working days": "does not know bank holidays: takes each for a working day",
}
CHOSEN = {
    ("decided", "any-time"): "accepts an excuse whenever it is decided, also after the due day",
    ("decided", "by-due"): "accepts an excuse only if it is decided by the due day",
    ("applies", "running-interval"): "applies a direction to the interval that is running",
    ("applies", "next-interval"): "applies a direction from the next interval on",
}
# How a number is asked for, and what it is to leave that out.
COUNTS = {
    "count_at_least": ("at least", "does not ask how many there are of"),
    "count_at_most": ("at most", "does not ask how many there are of"),
    "other_than": ("", "counts also those that do not count among"),
}
BOUNDS = {"at_least": "at least", "at_most": "at most"}
# What stands around other conditions; after every other name comes a value.
AROUND = ("latest", "previous", "not", "all", "any")


def in_words(id: str) -> str:
    """What a mutant does.

    >>> in_words("duty first-core-group: within 10 working days -> 9")
    'takes 9 working days for 10 working days (time limit of first-core-group)'
    >>> in_words("definition quorate: any [0] agencies_present without other_than")
    'counts also those that do not count among "agencies present" (definition quorate)'
    """
    if id in SAID:
        return SAID[id]
    where, _, what = id.partition(": ")
    section, _, entry = where.partition(" ")
    if what == "dropped":
        return f"does not know the {section} {entry}"
    key, _, change = what.partition(" ")
    name = entry if section == "duty" else f"{section} {entry}"
    chosen = CHOSEN.get((key, change.rpartition(" -> ")[2]))
    if chosen:
        return f"{chosen} ({name})"
    if change == "dropped":
        return f"does not look at {PARTS.get(key, key)} ({name})"
    period = PERIOD.search(change)
    if period and key in LIMITS:
        return f"{of_period(*period.groups())} (time limit of {name})"
    part = "" if section == "definition" else f": {PARTS.get(key, key)}"
    said = of_period(*period.groups()) if period else of_value(key, change)
    return f"{said} ({name}{part})"


def of_period(number: str, unit: str, before: str | None, other: str) -> str:
    """What a period is taken for."""
    old = f"{counted(int(number), f'{unit}s')}{before or ''}"
    new = counted(int(other), f"{unit}s") if other.isdecimal() else counted(int(number), other)
    return f"takes {new} for {old}"


def of_value(key: str, change: str) -> str:
    """What is changed about a condition, or about an entry of the list `key`."""
    where, _, gone = change.rpartition("without ")
    if "->" not in change:
        return without(key, names_in(where), gone)
    old, _, new = change.partition(" -> ")
    *place, value = old.split(" ")
    return instead(names_in(" ".join(place)) or [key], new, value)


def instead(names: Sequence[str], new: str, old: str) -> str:
    """What it is to ask for another value."""
    *outer, last = names
    if last in COUNTS:
        how, _ = COUNTS[last]
        return f"asks for {how} {new} of {listed(outer)} instead of {how} {old}"
    if last in BOUNDS:
        return f"asks {listed(outer)} to be {BOUNDS[last]} {new} instead of {BOUNDS[last]} {old}"
    if last == "includes":
        return f"asks {listed(outer)} to include {quoted(new)} instead of {quoted(old)}"
    if last == "present":
        return f"asks {listed(outer)} {'to be' if new == 'True' else 'not to be'} recorded"
    if last == "not":
        return f"asks {listed(outer)} not to be {quoted(new)} instead of {quoted(old)}"
    return f"asks {listed(names)} to be {quoted(new)} instead of {quoted(old)}"


def without(key: str, names: Sequence[str], gone: str) -> str:
    """What it is to leave something out."""
    *outer, last = names or ("",)
    if last and gone in COUNTS:
        return f"{COUNTS[gone][1]} {listed(names)}"
    if last == "includes":
        return f"does not ask {listed(outer)} to include {quoted(gone)}"
    if last and last not in AROUND:
        return f"does not accept {quoted(gone)} for {listed(names)}"
    if key == "any" and gone.startswith("["):
        return f"does not know the alternative that asks for {quoted(gone)}"
    return f"does not look at {quoted(gone)}"


def names_in(place: str) -> list[str]:
    """The names on the way to a part of a condition, without the numbers of list entries."""
    return [word for word in place.split(" ") if word and not word.startswith("[")]


def listed(names: Sequence[str]) -> str:
    """The names on the way to a part, the innermost first."""
    return " of ".join(quoted(name) for name in reversed(names))


def quoted(name: str) -> str:
    """A name as it is said; yes and no for truth values."""
    plain = {"True": "yes", "False": "no"}.get(name, name)
    return '"' + plain.strip("[]").replace("'", "").replace("_", " ") + '"'
