"""The pictures of a simulation, one function each; each is a figure of matplotlib, which `save` writes to a file.

`draw` draws whatever a report holds. Everything is imported when it is first used, matplotlib when a picture is drawn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulations.pictures.album import draw
    from simulations.pictures.case import telling
    from simulations.pictures.daily import Daily, by_day
    from simulations.pictures.differences import paired_differences
    from simulations.pictures.due_days import due_calendar
    from simulations.pictures.ecdf import lateness_ecdf
    from simulations.pictures.fan import fan_chart
    from simulations.pictures.frontier import staffing_frontier
    from simulations.pictures.gantt import case_gantt
    from simulations.pictures.heat_map import lateness_heat_map
    from simulations.pictures.hockey_stick import hockey_stick_chart, staffed
    from simulations.pictures.sheet import save
    from simulations.pictures.tornado import tornado_chart

__all__ = [
    "Daily",
    "by_day",
    "case_gantt",
    "draw",
    "due_calendar",
    "fan_chart",
    "hockey_stick_chart",
    "lateness_ecdf",
    "lateness_heat_map",
    "paired_differences",
    "save",
    "staffed",
    "staffing_frontier",
    "telling",
    "tornado_chart",
]

HOMES = {
    "album": ("draw",),
    "case": ("telling",),
    "daily": ("Daily", "by_day"),
    "differences": ("paired_differences",),
    "due_days": ("due_calendar",),
    "ecdf": ("lateness_ecdf",),
    "fan": ("fan_chart",),
    "frontier": ("staffing_frontier",),
    "gantt": ("case_gantt",),
    "heat_map": ("lateness_heat_map",),
    "hockey_stick": ("hockey_stick_chart", "staffed"),
    "sheet": ("save",),
    "tornado": ("tornado_chart",),
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"module 'simulations.pictures' has no attribute {name!r}")
    return getattr(import_module(f"simulations.pictures.{HOME_OF[name]}"), name)
