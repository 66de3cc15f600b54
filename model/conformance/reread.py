"""Reading a policy again after a change, without what is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.policy import Policy
from model.policy.parse import parse


def reread(tables: Mapping[str, Any], policy: Policy) -> Policy:
    """The policy in tables that differ from those of another one; InvalidInput where it is none.

    Where only duties differ, the others are taken over, which is many times faster.
    """
    if tables == policy.tables:
        return policy
    old = {entry["id"]: entry for entry in policy.tables["duty"]}
    others = {name for name in (*tables, *policy.tables) if tables.get(name) != policy.tables.get(name)} - {"duty"}
    if others or len(old) < len(policy.tables["duty"]):
        return parse(tables, policy.id)
    new = [entry for entry in tables["duty"] if entry != old.get(entry["id"])]
    part = parse({**tables, "duty": new, "excuse": [], "power": [], "reading": [], "clause": []}, policy.id)
    read = {one.id: one for one in (*policy.duties, *part.duties)}
    duties = tuple(read[entry["id"]] for entry in tables["duty"] if entry["id"] in read)
    return replace(policy, tables=dict(tables), duties=duties)
