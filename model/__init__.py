"""Timed duties of child protection plans as a formal model: judge histories, read policies, explain verdicts.

The names of `__all__` are the public face; everything else may move. Each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.calendar import Calendar, england_and_wales
    from model.compiled.compiled import Compiled
    from model.compiled.spelling import spelled
    from model.errors import Fault, InvalidInput, meant
    from model.events import Event
    from model.findings import Finding, Judgement, Status
    from model.history import History, read_histories, write_histories
    from model.oracle import explain, judge, over_readings
    from model.policy import Duty, Policy, changed_by, load_policy, under
    from model.policy.calendars import as_chosen
    from model.statemachine import draw, mermaid, run

__version__ = "0.1.0"

__all__ = [
    "Calendar",
    "Compiled",
    "Duty",
    "Event",
    "Fault",
    "Finding",
    "History",
    "InvalidInput",
    "Judgement",
    "Policy",
    "Status",
    "as_chosen",
    "changed_by",
    "draw",
    "england_and_wales",
    "explain",
    "judge",
    "load_policy",
    "meant",
    "mermaid",
    "over_readings",
    "read_histories",
    "run",
    "spelled",
    "under",
    "write_histories",
]

HOMES = {
    "model.calendar": ("Calendar", "england_and_wales"),
    "model.compiled.compiled": ("Compiled",),
    "model.compiled.spelling": ("spelled",),
    "model.errors": ("Fault", "InvalidInput", "meant"),
    "model.events": ("Event",),
    "model.findings": ("Finding", "Judgement", "Status"),
    "model.history": ("History", "read_histories", "write_histories"),
    "model.oracle": ("explain", "judge", "over_readings"),
    "model.policy": ("Duty", "Policy", "changed_by", "load_policy", "under"),
    "model.policy.calendars": ("as_chosen",),
    "model.statemachine": ("draw", "mermaid", "run"),
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"module 'model' has no attribute {name!r}")
    return getattr(import_module(HOME_OF[name]), name)
