"""Readings and the clause ledger out of the tables of a policy file."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from model.errors import meant
from model.policy.policy import Choice, Clause, Reading, Treatment
from model.policy.shape import sound
from model.policy.table import Table

CHANGES = ("set", "abolish", "duty", "excuse", "power", "definition")


def reading(table: Table) -> Reading:
    """An ambiguous phrase; its default choice changes nothing, since the policy's own tables take it."""
    choices = tuple(choice(one) for one in table.each("choice"))
    default = table.text("default", needed=True)
    ids = {one.id for one in choices}
    if default not in ids:
        table.fault("unknown-value", "the default is none of the choices", default, meant(default, ids), "default")
    for twice in sorted(id for id, count in Counter(one.id for one in choices).items() if count > 1):
        table.fault("duplicate-id", "two choices have one id", twice, "rename one")
    for one in choices:
        if (one.id == default) == bool(one.overlay):
            fact = (
                "the default choice changes nothing"
                if one.overlay
                else "a choice that is not the default must change something"
            )
            table.fault("choice-overlay", fact, one.id, "the policy's own tables say the default")
    return Reading(
        id=table.text("id", needed=True),
        phrase=table.text("phrase", needed=True),
        clauses=table.texts("clauses"),
        default=default,
        reason=table.text("reason", needed=True),
        choices=choices,
    )


def choice(table: Table) -> Choice:
    """One choice: its id, what it means, and the overlay that makes it so."""
    given = {key: table.get(key) for key in CHANGES if key in table}
    overlay = sound(given, table.place, table.faults)
    found = Choice(table.text("id", needed=True), table.text("means", needed=True), MappingProxyType(overlay))
    table.close()
    return found


def clause(table: Table) -> Clause:
    """One row of the ledger: modelled by these ids, or informative or not modelled, for a reason."""
    found = Clause(
        id=table.text("id", needed=True),
        says=table.text("says", needed=True),
        treatment=table.one_of("treatment", Treatment, Treatment.INFORMATIVE, needed=True),
        by=table.texts("by"),
        why=table.text("why"),
        source=table.text("source"),
    )
    if found.treatment is Treatment.MODELLED and not found.by:
        table.fault("missing-key", "a modelled clause names what models it in 'by'")
    if found.treatment is Treatment.NOT_MODELLED and not found.why:
        table.fault("missing-key", "a clause that is not modelled gives the reason in 'why'")
    return found
