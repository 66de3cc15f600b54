"""Stories told to compiled arrays: lines of events, and on which day which duties are first breached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from model.calendar import england_and_wales
from model.compiled.compile import compile_policies, unsplit
from model.compiled.compiled import Compiled
from model.compiled.letters import Letter
from model.compiled.step import State, begin, met, nightfall
from tests import miniatures

ENGLAND = england_and_wales()


@lru_cache(maxsize=64)
def arrays(*texts: str, endings: bool = True) -> Compiled:
    """All the policies in some texts as one."""
    return unsplit([miniatures.policy(text) for text in texts], ENGLAND, endings=endings)


def reason(text: str) -> str:
    """Why the only duty of a policy is not searched; empty where it is."""
    parts = compile_policies([miniatures.policy(text)], ENGLAND)
    return next(iter(arrays(text).omitted.values())) if not parts else ""


def letters(compiled: Compiled, kind: str) -> list[str]:
    """The letters of a kind, as they are read."""
    return [str(letter) for letter in compiled.letters if letter.kind == kind]


def fits(letter: Letter, words: Sequence[str]) -> bool:
    """Whether a letter is the event that some words tell: `child_seen alone=True by=None ago=2`."""
    kind, *given = words
    told = {name: str(value).replace(" ", "_") for name, value in letter.attributes} | {"ago": str(letter.ago)}
    asked = dict(word.split("=", 1) for word in given)
    return letter.kind == kind and all(told.get(name, "None") == text for name, text in asked.items())


def place(compiled: Compiled, words: Sequence[str]) -> int:
    """The first letter that some words tell."""
    return next(number for number, letter in enumerate(compiled.letters) if fits(letter, words))


def breach(compiled: Compiled, lines: str, last: str = "2016-12-31") -> str:
    """The first day, up to the last, on which duties are breached, with their ids; empty where none is.

    One event a line, as in `tests.miniatures`; the words need not name what no condition tells apart.
    """
    told = [line.split() for line in lines.strip().splitlines()]
    state, today = begin(compiled), date.fromisoformat(told[0][0])
    while today <= date.fromisoformat(last):
        state, mask = lived(compiled, state, today, [words for on, *words in told if on == today.isoformat()])
        if mask:
            return f"{today} {' '.join(demand.duty.id for demand in compiled.named(mask))}"
        today += timedelta(days=1)
    return ""


def lived(compiled: Compiled, state: State, today: date, events: Sequence[Sequence[str]]) -> tuple[State, int]:
    """One day with its night, and what is breached on it."""
    mask = 0
    for words in events:
        found = met(compiled, state, place(compiled, words), compiled.day(today))
        assert found.state is not None, f"{today}: {words} cannot happen"
        assert not found.full, f"{today}: no place for another occasion"
        state, mask = found.state, mask | found.broken
    night = nightfall(compiled, state)
    assert night.state is not None
    return night.state, mask | night.broken
