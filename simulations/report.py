"""The report of a simulation: what a planner reads, and the same for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import timedelta
from enum import Enum
from math import isfinite
from textwrap import fill
from typing import Any

from model import __version__
from simulations.estimates import Interval
from simulations.experiment import CAUSES, PRACTICE, Experiment, not_simulated
from simulations.frontier import Frontier, told
from simulations.rule_change import Effect, NoEffect, Obstacle
from simulations.stability import NAMES, binding, percent, stability, unsteady

PAGE = 100
# So many duties are told of for a change: those that it moves most.
MOST_MOVED = 3
UNSTABLE = " (unstable)"
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Report:
    """An experiment, what rule changes would do, and the frontier where one was asked for."""

    found: Experiment
    effects: tuple[Effect | NoEffect, ...] = ()
    front: Frontier | None = None


def text(report: Report) -> str:
    """The report to read."""
    found = report.found
    parts = [head(found), on_time(found), people(found), in_the_way(found)]
    changes = [told_of(one, found) for one in report.effects]
    parts += ["RULE CHANGES\n" + "\n\n".join(changes)] if changes else []
    parts += [f"STAFFING FRONTIER\n{paragraph(told(report.front))}\n{points(report.front)}"] if report.front else []
    return "\n\n".join(parts) + "\n"


def head(found: Experiment) -> str:
    """What was run."""
    scenario = found.setting.scenario
    first = scenario.first + timedelta(days=scenario.warm_up)
    last = scenario.first + timedelta(days=scenario.days - 1)
    return (
        f"{scenario.title} ({scenario.id}, policy {scenario.policy})\n"
        f"{first} to {last}, {len(found.runs.replications)} replications, seed {scenario.seed}. "
        "In parentheses: 95% intervals of the mean.\n"
        f"What it assumes: coregroup simulate {scenario.named} --describe"
    )


def on_time(found: Experiment) -> str:
    """Duty by duty."""
    rows = [
        [one.duty, one.strength, f"{one.a_year.mean:,.0f}", share(one.on_time), days(one.days_late)]
        for one in found.compliance
    ]
    rows.append(["all that the policy demands", "", "", share(found.on_time(found.owed)), ""])
    over = unsteady(found)
    title = paragraph(f"ON TIME IN THIS RUN ONLY, no steady state: {stability(found)}") if over else "ON TIME"
    columns = ["duty", "strength", "due a year", "on time", "days late, if late"]
    practice = any(one.strength == PRACTICE for one in found.compliance)
    note = f"\n{PRACTICE}: office practice that the scenario assumes; not counted in the last line." if practice else ""
    return "\n".join([f"{title}\n{aligned([columns, *rows], right=(2,))}{note}", *missing(found)])


def missing(found: Experiment) -> list[str]:
    """The duties whose work is missing, each with the reason."""
    gone = "; ".join(f"{duty} ({why})" for duty, why in not_simulated(found.setting).items())
    return [paragraph(f"Not simulated, so that their work is missing from every figure: {gone}.")] if gone else []


def share(value: Interval) -> str:
    """A share, nothing where there is none."""
    return percent(value) if isfinite(value.mean) else ""


def days(value: Interval) -> str:
    """Calendar days, nothing where nothing was late."""
    return f"{value.mean:.1f}" if isfinite(value.mean) else ""


def people(found: Experiment) -> str:
    """Role by role."""
    columns = ["role", "posts", "hours a month", "used", "demand"]
    rows = [
        [NAMES[one.role], str(one.posts), f"{one.hours.mean:,.0f}", percent(one.used), percent(one.demand)]
        for one in found.loads
    ]
    stock, held = found.stock, found.meetings
    verdict = stability(found)
    verdict = paragraph(f"{verdict[0].upper()}{verdict[1:]}.")
    return (
        f"PEOPLE\n{aligned([columns, *rows], right=(1, 2))}\n"
        "Demand is what the same cases take if nobody ever waits, as a share of the hours there are.\n"
        f"{verdict}\n"
        f"Children on a plan: {around(stock, 0)} on average. Meetings a month: {around(held, 0)}."
    )


def around(value: Interval, digits: int) -> str:
    """A figure with its interval."""
    return f"{value.mean:,.{digits}f} ({value.low:,.{digits}f} to {value.high:,.{digits}f})"


def in_the_way(found: Experiment) -> str:
    """The binding constraint and the ledger of causes."""
    columns = ["why jobs that the policy demands were late", "jobs a year", "share"]
    rows = [[CAUSES[one.cause], f"{one.a_year.mean:,.0f}", share(one.share)] for one in found.ledger(found.owed)]
    return f"BINDING CONSTRAINT\n{paragraph(binding(found))}\n\n{aligned([columns, *rows], right=(1,))}"


def told_of(effect: Effect | NoEffect, found: Experiment) -> str:
    """What one change does."""
    if isinstance(effect, NoEffect):
        return paragraph(f"{effect.title} ({effect.name}): {nothing(effect)}.")
    before = found.on_time(found.owed)
    over = unsteady(effect.changed)
    lines = [
        f"{effect.title} ({effect.name})",
        f"  meetings a month: {signed(effect.meetings.change)}",
        *(priced(effect)),
        *(compared(effect, before) if isfinite(before.mean) else ["  on time: nothing was due"]),
        *([f"  then {stability(effect.changed)}"] if over else []),
        *(f"  {line}" for line in missing(effect.changed)),
    ]
    return "\n".join(fill(line, PAGE, subsequent_indent="    ") for line in lines)


def nothing(effect: NoEffect) -> str:
    """Why a change has no effect to be told."""
    words = {
        Obstacle.DOES_NOT_APPLY: "does not apply to this policy, as",
        Obstacle.NOT_SIMULATED: "its effect is not known: what it asks for is not simulated, and would be missing:",
        Obstacle.READING_DECIDES: "changes nothing here, as",
    }
    return f"{words[effect.obstacle]} {effect.why}"


def compared(effect: Effect, before: Interval) -> list[str]:
    """What becomes of what was on time, and what would make up for it."""
    change = effect.on_time[""].change
    return [
        f"  on time: {points_of(change)}, from {before.mean:.1%}; {', '.join(moved(effect))}",
        f"  {again(effect)}",
    ]


def priced(effect: Effect) -> Iterator[str]:
    """Hours and posts, of the roles that are asked for more or less."""
    for one in effect.prices:
        if one.hours.low > 0 or one.hours.high < 0:
            yield f"  hours a month of {NAMES[one.role]}: {signed(one.hours)}, or {one.posts:+.1f} posts"


def signed(value: Interval) -> str:
    """A difference with its interval."""
    # No figure is shown as -0.0.
    mean, low, high = (round(one, 1) + 0.0 for one in (value.mean, value.low, value.high))
    return f"{mean:+,.1f} ({low:+,.1f} to {high:+,.1f})"


def points_of(value: Interval) -> str:
    """A difference of shares in percentage points."""
    return f"{signed(value.times(100))} points"


def moved(effect: Effect) -> list[str]:
    """The duties whose share moves most, of those that surely move, all of them at once."""
    sure = {duty: change for duty, change in effect.by_duty.items() if change.low > 0 or change.high < 0}
    chosen = sorted(sure, key=lambda duty: -abs(sure[duty].mean))[:MOST_MOVED]
    return [f"{duty} {100 * sure[duty].mean:+.1f}" for duty in chosen] or ["no single duty surely moves"]


def again(effect: Effect) -> str:
    """What it takes to be as good as before."""
    name = NAMES[effect.role]
    if effect.as_good is None:
        return f"as much as before is not on time again with twice as many {name}"
    change = effect.on_time[""].change
    if change.low < 0 <= change.high:
        return "it is not sure that less is on time than before, so that no posts are counted for it"
    if effect.as_good == 0:
        return "as much as before is on time without another post"
    posts = "1 more post" if effect.as_good == 1 else f"{effect.as_good} more posts"
    return f"as much as before is on time with {posts} of {name}"


def points(front: Frontier) -> str:
    """The frontier as a table."""
    listed = [*front.points, front.asymptote]
    rows = [[str(one.posts), percent(one.on_time), f"{rounded(one.demand)}{UNSTABLE * one.unsteady}"] for one in listed]
    table = aligned([["posts", "on time", "demand"], *rows], right=(0,))
    sure = f"In parentheses here: {front.asymptote.on_time.level:.0%} intervals; each lower end holds with"
    return f"{table}\n{paragraph(f'{sure} {front.confidence:.0%} confidence. Demand is that of the busiest role.')}"


def rounded(value: Interval) -> str:
    """A share in whole per cent; `none` where there is no whole."""
    return f"{value.mean:.0%}" if isfinite(value.mean) else "none"


def paragraph(words: str) -> str:
    """Words in lines."""
    return fill(words, PAGE)


def aligned(rows: Rows, right: Sequence[int]) -> str:
    """Rows in columns; those of `right` end together."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def plain(report: Report) -> dict[str, Any]:
    """The report for machines: numbers, texts, lists and tables; None where a share has no whole."""
    found = report.found
    scenario = found.setting.scenario
    return {
        "scenario": scenario.id,
        "title": scenario.title,
        "seed": scenario.seed,
        "replications": len(found.runs.replications),
        "version": __version__,
        "calendar_digest": found.setting.calendar.digest,
        "unstable": unsteady(found),
        "stability": stability(found),
        "compliance": simple(found.compliance),
        "on_time": simple(found.on_time(found.owed)),
        "people": simple(found.loads),
        "children_on_plan": simple(found.stock),
        "meetings_a_month": simple(found.meetings),
        "binding": binding(found),
        "causes": simple(found.ledger(found.owed)),
        "changes": [changed(one) for one in report.effects],
        "frontier": {**simple(report.front), "answer": told(report.front)} if report.front else None,
        "left_out": dict(found.setting.left_out),
        "not_simulated": not_simulated(found.setting),
    }


def changed(effect: Effect | NoEffect) -> dict[str, Any]:
    """One change for machines."""
    if isinstance(effect, NoEffect):
        return {"name": effect.name, "title": effect.title, effect.obstacle.value: effect.why}
    return {
        "name": effect.name,
        "title": effect.title,
        "meetings_a_month": simple(effect.meetings.change),
        "prices": simple(effect.prices),
        "on_time": {duty or "all": simple(pair.change) for duty, pair in effect.on_time.items()},
        "role": effect.role,
        "posts_to_be_as_good": effect.as_good,
        "stability": stability(effect.changed),
        "not_simulated": not_simulated(effect.changed.setting),
    }


def simple(value: Any) -> Any:
    """Frozen values as plain tables."""
    if isinstance(value, Enum):
        return value.name.lower()
    if is_dataclass(value) and not isinstance(value, type):
        return simple({key: getattr(value, key) for key in value.__dataclass_fields__})
    if isinstance(value, dict):
        return {key: simple(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [simple(one) for one in value]
    return value if not isinstance(value, float) or isfinite(value) else None
