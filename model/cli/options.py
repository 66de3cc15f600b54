"""What the options of `judge` and `explain` say, as values."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from model.calendar import england_and_wales
from model.errors import Fault, InvalidInput
from model.policy import Policy, Strength, load_policy, under

EVERY = "all"


class Asked(NamedTuple):
    """A policy, the days and readings it is asked at, and the weakest strength that counts.

    `every_reading` is True where the question is what is certain whatever is chosen for the readings not named.
    """

    policy: Policy
    readings: dict[str, str]
    as_of: date | None
    known_at: date | None
    strength: Strength
    every_reading: bool

    def on(self, last_day: date | None) -> date:
        """The day as of which is judged: the one asked for, else today, or the last that the file tells of."""
        today = datetime.now(UTC).date()
        return self.as_of or min(today, last_day or today)


def asked(arguments: Namespace) -> Asked:
    """The options as values; InvalidInput names the option that is wrong."""
    policy = load_policy(arguments.policy)
    as_of, known_at = day(arguments.as_of, "--as-of"), day(arguments.known_at, "--known-at")
    named = [text for text in arguments.reading if text != EVERY]
    every, chosen = EVERY in arguments.reading, readings(named)
    under(policy, chosen)  # a reading that does not exist is one fault, not one a case
    return Asked(policy, chosen, as_of, known_at, Strength(arguments.strength), every)


def day(text: str | None, option: str) -> date | None:
    """A day written 2015-03-31; None where the option was not given."""
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(Fault("bad-date", "is no day", text, option, "days are written 2015-03-31")) from None
    if not england_and_wales().covers(found):
        raise InvalidInput(replace(england_and_wales().outside(text), place=option))
    return found


def readings(texts: Iterable[str]) -> dict[str, str]:
    """The choices by reading; InvalidInput where a reading is given two of them."""
    chosen: dict[str, str] = {}
    for id, choice in map(reading, texts):
        if chosen.setdefault(id, choice) != choice:
            fact = f"is given two choices, {chosen[id]} and {choice}"
            raise InvalidInput(Fault("two-choices", fact, id, "--reading", "name one, or all for every choice"))
    return chosen


def reading(text: str) -> tuple[str, str]:
    """`ten-days=working-days` as a pair."""
    id, equals, choice = text.partition("=")
    if not equals:
        hint = "readings are written ten-days=working-days, or all"
        raise InvalidInput(Fault("bad-reading", "is no reading with its choice", text, "--reading", hint))
    return id, choice
