"""Draws what a report holds, each picture into a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from simulations.engine import run_log
from simulations.experiment import Experiment
from simulations.pictures.case import telling
from simulations.pictures.daily import by_day
from simulations.pictures.differences import paired_differences
from simulations.pictures.due_days import due_calendar
from simulations.pictures.ecdf import lateness_ecdf
from simulations.pictures.fan import fan_chart
from simulations.pictures.frontier import staffing_frontier
from simulations.pictures.gantt import case_gantt
from simulations.pictures.heat_map import lateness_heat_map
from simulations.pictures.hockey_stick import hockey_stick_chart, staffed
from simulations.pictures.sheet import save
from simulations.report import Report
from simulations.rule_change import Effect

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = tuple[str, Callable[[], "Figure"]]


def draw(report: Report, folder: Path) -> tuple[Path, ...]:
    """Writes a PNG for each picture into a folder, which is made where it is not there, and gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(save(made(), folder / f"{name}.png") for name, made in drawn(report))


def drawn(report: Report) -> Iterator[Drawn]:
    """The names of the pictures that the report has enough for, and what makes each; none where nothing was due."""
    found, front = report.found, report.front
    if not isfinite(found.on_time(found.owed).mean):
        return
    counted = by_day(found)
    yield "on_time_by_week", lambda: fan_chart(found, counted=counted)
    yield "lateness", lambda: lateness_heat_map(found)
    yield "days_late", lambda: lateness_ecdf(found)
    yield "due_by_day", lambda: due_calendar(found, counted=counted)
    effects = [one for one in report.effects if isinstance(one, Effect)]
    if effects:
        yield "rule_changes", lambda: paired_differences(found, effects)
    if front:
        yield "staffing_frontier", lambda: staffing_frontier(front, found.setting)
    busiest = max(found.loads, key=lambda one: one.demand.mean).role
    yield "busy_and_late", lambda: hockey_stick_chart(found, staffed(found, busiest), busiest)
    yield from one_case(found)


def one_case(found: Experiment) -> Iterator[Drawn]:
    """The most telling case of the first replication, where there was one."""
    number = int(found.runs.replications[0])
    log = run_log(found.setting.inputs, number)
    family = telling(found.setting, log)
    if family is not None:
        yield "one_case", lambda: case_gantt(found.setting, log, family, number)
