"""Breaches that the other policy finds in the same case, of the same facts, but on another topic."""

from __future__ import annotations

from model.analysis.witness import Witness
from model.policy import Policy
from model.policy.duty import Form

Fact = tuple[str, str]


def elsewhere(witness: Witness, side: int, duty: str) -> tuple[str, ...]:
    """The duties that the policy opposite `side` finds breached by what breaches `duty`, and which `side` has kept.

    Those of which the witness tells anyway are not among them.
    """
    facts = speaks_of(witness.sides[side].policy, duty)
    other, both = witness.sides[1 - side].policy, {one.duty for one in witness.others(side)}
    found = (one.duty for one in witness.others(1 - side) if one.duty not in both)
    return tuple(dict.fromkeys(id for id in found if facts & speaks_of(other, id)))


def speaks_of(policy: Policy, id: str) -> set[Fact]:
    """The facts that decide whether a duty is kept: a kind of event that answers it, or attributes of its trigger."""
    found: set[Fact] = set()
    for duty in policy.duties:
        if duty.id == id:
            found |= {(kind, "") for kind in duty.response_kinds}
            if duty.form is Form.REQUIRES:
                found |= {(kind, name) for kind in duty.trigger_kinds for name in duty.requires.asks()}
    return found
