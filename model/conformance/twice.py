"""Twice changed: a policy that differs in two ways at once, where no single change explains what was seen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from model.conformance.mutants import Mutant, mutants
from model.conformance.suspects import Suspect, changed, judged
from model.conformance.wording import in_words
from model.policy import Policy

ENTRY = re.compile(r"(duty|excuse|power|definition) ")


def twice(policy: Policy, duty: str, near: Collection[str]) -> Iterator[Suspect]:
    """Every second change to an entry that one of the mutants with ids `near` changes, each outcome once."""
    seen: set[str] = set()
    for first in changed(policy, duty):
        if first.id in near and ENTRY.match(first.id):
            for second in further(first):
                outcome = repr(entry_of(second))
                if outcome not in seen:
                    seen.add(outcome)
                    says = both(in_words(first.id), in_words(second.id))
                    yield Suspect(f"{first.id}, and {second.id}", says, partial(judged, policy, second))


def further(first: Mutant) -> Iterator[Mutant]:
    """Every second change to the entry that a mutant changes."""
    entry = entry_of(first)
    if entry is not None:
        for second in mutants(first.tables, entry["source"]):
            if (second.section, second.entry) == (first.section, first.entry) and entry_of(second) is not None:
                yield second


def entry_of(mutant: Mutant) -> dict[str, str] | None:
    """The entry that a mutant changes, as it is then; None where it is dropped."""
    return next((one for one in mutant.tables[mutant.section] if one["id"] == mutant.entry), None)


def both(one: str, other: str) -> str:
    """Two phrases in one; where both are about one thing, it is named once.

    >>> both("does not know x (duty a)", "takes 2 for 3 (duty a)")
    'does not know x, and takes 2 for 3 (duty a)'
    """
    first, _, about = one.rpartition(" (")
    return f"{first if other.endswith(f' ({about}') else one}, and {other}"
