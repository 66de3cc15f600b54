"""Plain tables as TOML: what `tomllib` reads, written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def written(tables: Mapping[str, Any]) -> str:
    """One line a key at the top, everything below in line; `tomllib.loads` gives the same tables back."""
    return "".join(f"{json.dumps(key)} = {value_of(value)}\n" for key, value in tables.items())


def value_of(value: Any) -> str:
    """One value."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)} = {value_of(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(value_of, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
