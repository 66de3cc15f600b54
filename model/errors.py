"""One fault in somebody's input, and the error that carries all the faults found in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

FAULTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (`fact`), with which `value`, at which `place`, the likely mistake (`hint`) and a stable `code`.

    >>> print(Fault("bad-date", "not a date", "2015-02-30", "cases.jsonl line 3, on", "February 2015 has 28 days"))
    cases.jsonl line 3, on: not a date: '2015-02-30' (February 2015 has 28 days) [bad-date]
    """

    code: str
    fact: str
    value: object = None
    place: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        value = "" if self.value is None else f": {str(self.value)!r}"
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.fact}{value}{hint} [{self.code}]"


class InvalidInput(ValueError):
    """Input that cannot be used; `faults` holds every fault found, in the order of the input.

    The text of the error shows the first 50 faults and says how many there are in all.
    """

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(report(faults))


def report(faults: tuple[Fault, ...]) -> str:
    """The faults, one a line, at most 50 of them, and a last line with the count where there are more."""
    lines = [str(fault) for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"... and {len(faults) - FAULTS_SHOWN} more: {len(faults)} faults in all")
    return "\n".join(lines)


def meant(word: str, known: Iterable[str]) -> str:
    """The likely mistake: the known word that looks like `word`, else the known words, if there are any."""
    words = sorted(known)
    close = get_close_matches(str(word), words, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(words)}" if words else ""
