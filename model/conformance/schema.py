"""The JSON Schema of the protocol's messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

SCHEMA = Path(__file__).parent / "schemas" / "v1.json"


def protocol_schema() -> dict[str, Any]:
    """The schema, in the dialect of 2020-12; each message is under `$defs` by its name."""
    return msgspec.json.decode(SCHEMA.read_bytes(), type=dict[str, Any])
