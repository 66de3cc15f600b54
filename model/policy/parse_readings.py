"""Readings and the clause ledger out of the tables of a policy file."""

from __future__ import annotations

from types import MappingProxyType

from model.policy.policy import Choice, Clause, Reading, Treatment
from model.policy.table import Table, meant


def reading(table: Table) -> Reading:
    """An ambiguous phrase; its default choice changes nothing, since the policy's own tables take it."""
    choices = tuple(choice(table.sub(one, "choice")) for one in table.many("choice"))
    default = table.text("default", needed=True)
    ids = {one.id for one in choices}
    if default not in ids:
        table.fault("unknown-value", "the default is none of the choices", default, meant(default, ids), "default")
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
    overlay = {
        key: table.get(key) for key in ("set", "abolish", "duty", "excuse", "power", "definition") if key in table
    }
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
