"""The conformance kit: somebody else's system held against the oracle.

`verify` runs a whole campaign and gives a `Report`; `assert_agrees` does so in a test suite. Each is imported when it
is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.conformance.probe import Level, Probe
    from model.conformance.report import Report
    from model.conformance.testing import assert_agrees
    from model.conformance.verifying import verify

__all__ = ["Level", "Probe", "Report", "assert_agrees", "verify"]

HOMES = {
    "Level": "model.conformance.probe",
    "Probe": "model.conformance.probe",
    "Report": "model.conformance.report",
    "assert_agrees": "model.conformance.testing",
    "verify": "model.conformance.verifying",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'model.conformance' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
