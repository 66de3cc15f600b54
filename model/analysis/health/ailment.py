"""An ailment: one thing that is wrong with a policy, with the clauses that make it so and a case that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from model.analysis.health.kinds import Kind
from model.analysis.witness import Witness
from model.policy import Policy


@dataclass(frozen=True)
class Ailment:
    """One ailment of `kind`, told in `sentence`; `on` is the day on which `witness` shows it, if there is one.

    `duties` (and `also`: excuses, powers, attributes) are what makes it so: the one that ails first, then a set of
    which none can be left out. Of an attribute, they are all duties that turn on it.
    """

    kind: Kind
    duties: tuple[str, ...]
    clauses: tuple[str, ...]
    sentence: str
    also: tuple[str, ...] = ()
    witness: Witness | None = field(default=None, compare=False)

    @property
    def on(self) -> date | None:
        """The first day on which it shows; None where no case is needed to see it."""
        return None if self.witness is None else self.witness.parts_on


def clauses_of(policy: Policy, ids: Iterable[str]) -> tuple[str, ...]:
    """The clauses of some duties, excuses and powers, each once."""
    named: dict[str, tuple[str, ...]] = {}
    for rules in (policy.excuses, policy.powers, policy.duties):
        named.update({one.id: one.clauses for one in rules})
    return tuple(dict.fromkeys(clause for id in ids for clause in named[id]))


def listed(names: Iterable[str]) -> str:
    """Names as a part of a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
