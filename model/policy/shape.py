"""The outer shape of a policy's tables: a section is a list of tables; what is none is a fault, and left out."""

from __future__ import annotations

from typing import Any

from model.errors import Fault
from model.policy.policy import Tables
from model.policy.table import Table

ENTRIES = ("duty", "excuse", "power", "definition", "reading", "clause", "event")
PLAIN = ("policy", "counting", "calendar")
OPERATIONS = ("set", "abolish")


def sound(tables: Tables, place: str, faults: list[Fault]) -> dict[str, Any]:
    """The tables in which every section is a list of tables, and every plain table is one; other keys as they are.

    A section of one table may be written without the list.
    """
    root = Table(tables, place, faults)
    kept: dict[str, Any] = {}
    for key, value in root.tables.items():
        if key in (*ENTRIES, *OPERATIONS):
            kept[key] = [one for one in root.many(key) if root.holds_table(one, key)]
        elif key not in PLAIN or root.holds_table(value, key):
            kept[key] = value
    return kept
