"""The clauses that a policy cites, held against its ledger: one that the ledger lacks is likely a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from model.errors import Fault
from model.policy.policy import Policy

SECTIONS = ("definition", "duty", "excuse", "power", "reading")
# The codes of a clause that looks like one of the ledger, and of any other.
MISSPELT, UNLISTED = "misspelt-clause", "unlisted-clause"


def unknown_clauses(policy: Policy, place: str) -> Iterator[Fault]:
    """A fault or warning for every clause that is cited and has no `[[clause]]`; none where there is no ledger at all.

    It is `misspelt-clause` where it looks like one of the ledger, and the layer that cites it has a ledger of its own;
    another one may be a clause of a text that is not listed: `unlisted-clause`.
    """
    ledger = policy.tables.get("clause", ())
    known, listing = [one["id"] for one in ledger], {one["source"] for one in ledger}
    for section in SECTIONS if ledger else ():
        for entry in policy.tables.get(section, ()):
            where = f"{place}, {section} {entry['id']}, clauses"
            for cited in entry.get("clauses", ()):
                if cited not in known:
                    yield unknown(cited, where, known if entry["source"] in listing else ())


def unknown(cited: str, place: str, known: Sequence[str]) -> Fault:
    """What to say of a clause without a row; `known` are those that it may have been meant to be."""
    fact, close = "no [[clause]] has this number", get_close_matches(cited, known, n=1)
    if close:
        return Fault(MISSPELT, fact, cited, place, f"did you mean {close[0]!r}?")
    return Fault(UNLISTED, fact, cited, place, f'if the text has it, add a [[clause]] with id = "{cited}"')
