"""Sentences beside rules: a period that a duty's sentence names, and its rule does not have, is likely a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.errors import Fault
from model.policy.policy import Policy

# What a duty says to people; everything else of it is the rule.
TOLD = ("says", "note", "topic", "owed_by")
WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
PERIOD = re.compile(
    rf"(?<![-\w.])(\d+|{'|'.join(WORDS)})[ -](?:(working)[ -]|(?:calendar|clear)[ -])?(day|week|month)s?\b",
    re.IGNORECASE,
)


def periods(text: str) -> tuple[str, ...]:
    """The periods that a text names, each once, as a policy writes them.

    >>> periods("Within ten working days, or a six-week interval; never after 1 month")
    ('10 working days', '6 weeks', '1 month')
    """
    found = []
    for number, working, unit in PERIOD.findall(text):
        count = int(number) if number.isdigit() else WORDS.index(number.lower())
        found.append(f"{count} {'working ' * bool(working)}{unit.lower()}{'s' * (count != 1)}")
    return tuple(dict.fromkeys(found))


def slips(policy: Policy, place: str) -> Iterator[Fault]:
    """A warning for every duty whose sentence names a period that its rule does not have."""
    for entry in policy.tables.get("duty", ()):
        known = periods(str({key: value for key, value in entry.items() if key not in TOLD}))
        if wrong := [one for one in periods(entry["says"]) if one not in known]:
            has = f"has {', '.join(known)}" if known else "has no period"
            yield Fault(
                "says-otherwise",
                f"the sentence names a period that the rule does not have; it {has}",
                ", ".join(wrong),
                f"{place}, duty {entry['id']}, says",
                "the sentence is what people read: change it with the rule",
            )
