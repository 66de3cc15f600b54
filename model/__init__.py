"""Timed duties of child protection plans as a formal model: judge histories, read policies, explain verdicts.

The names of `__all__` are the public face; everything else may move. Each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.calendar import Calendar, england_and_wales
    from model.errors import InvalidInput
    from model.events import Event
    from model.findings import Finding, Judgement, Status
    from model.history import History, read_histories, write_histories
    from model.oracle import explain, judge, over_readings
    from model.policy import Policy, load_policy
    from model.statemachine import draw, mermaid, run

__version__ = "0.1.0"

__all__ = [
    "Calendar",
    "Event",
    "Finding",
    "History",
    "InvalidInput",
    "Judgement",
    "Policy",
    "Status",
    "draw",
    "england_and_wales",
    "explain",
    "judge",
    "load_policy",
    "mermaid",
    "over_readings",
    "read_histories",
    "run",
    "write_histories",
]

HOMES = {
    "model.calendar": ("Calendar", "england_and_wales"),
    "model.errors": ("InvalidInput",),
    "model.events": ("Event",),
    "model.findings": ("Finding", "Judgement", "Status"),
    "model.history": ("History", "read_histories", "write_histories"),
    "model.oracle": ("explain", "judge", "over_readings"),
    "model.policy": ("Policy", "load_policy"),
    "model.statemachine": ("draw", "mermaid", "run"),
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"module 'model' has no attribute {name!r}")
    return getattr(import_module(HOME_OF[name]), name)
