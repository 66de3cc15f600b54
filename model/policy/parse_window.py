"""Windows out of a duty's table: `within`, `between`, `at_least`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.policy.table import Table
from model.policy.window import ANCHOR_DAY, DAY_BEFORE, Edge, Window

WINDOW_KEYS = ("within", "between", "at_least")
BEFORE = " before"


def window(table: Table) -> Window:
    """The duty's window; no time limit where none of its keys is there."""
    given = [key for key in WINDOW_KEYS if table.get(key) is not None]
    if len(given) > 1:
        table.fault("two-windows", "only one of within, between, at_least", ", ".join(given))
    if "between" in table:
        return between(table)
    if "at_least" in table:
        return at_least(table)
    return within(table, table.get("within"))


def edge(table: Table, value: Any, key: str) -> Edge | None:
    """`10 working days` or `2 weeks before`; a fault and None where it is neither."""
    text = str(value)
    period = table.parsed_period(text.removesuffix(BEFORE), key)
    return None if period is None else Edge(period, text.endswith(BEFORE))


def within(table: Table, value: Any) -> Window:
    """A period, a period before, or the sooner or later of several periods."""
    if value is None:
        return Window()
    if isinstance(value, Mapping):
        return sooner_or_later(table.sub(value, "within"))
    found = edge(table, value, "within")
    if found is None:
        return Window()
    if found.before:
        return Window(found, (DAY_BEFORE,), text=f"within the {found}")
    text = f"within {found}" if found.period.count else "on the same day"
    return Window(ANCHOR_DAY, (found,), text=text)


def sooner_or_later(table: Table) -> Window:
    """`{ sooner_of = [...] }` or `{ later_of = [...] }`."""
    later = "later_of" in table
    key = "later_of" if later else "sooner_of"
    edges = [edge(table, value, key) for value in table.some(key, "period")]
    table.close()
    closes = tuple(found for found in edges if found is not None)
    if any(found.before for found in closes):
        table.fault("window-before", "sooner_of and later_of take periods after the anchor", key=key)
    words = "later" if later else "sooner"
    return Window(ANCHOR_DAY, closes, later, f"within the {words} of {' and '.join(str(found) for found in closes)}")


def between(table: Table) -> Window:
    """`[earliest, latest]`, both inclusive."""
    values = table.many("between")
    if len(values) != 2:
        table.fault("wrong-type", "must be [earliest, latest], two periods", values, key="between")
        return Window()
    first, last = (edge(table, value, "between") for value in values)
    if first is None or last is None:
        return Window()
    if first.period.unit is last.period.unit and first.signed > last.signed:
        table.fault("empty-window", "ends before it begins", values, "the earlier one comes first", "between")
    return Window(first, (last,), text=f"between {first} and {last}")


def at_least(table: Table) -> Window:
    """`14 days before`: by that day; `4 weeks`: from that day on, without a time limit."""
    found = edge(table, table.get("at_least"), "at_least")
    if found is None:
        return Window()
    if found.before:
        return Window(None, (found,), text=f"at least {found}")
    return Window(found, (), text=f"at least {found} after")
