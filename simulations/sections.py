"""The sections of a scenario file, each read into its frozen value; and what no run could make sense of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model import meant
from simulations.reading import Reader
from simulations.register import assumptions
from simulations.scenario import (
    ORDERS,
    PRESETS,
    ROLES,
    RULES,
    STAGES,
    WHO,
    Backlog,
    Cases,
    People,
    Scenario,
    Staff,
    Task,
    Way,
)

MINUTES_OF_DAY = 24 * 60
MOST_DAYS = 20_000
# One piece of work, in minutes: about a year of somebody's time.
MOST_MINUTES = 100_000


def read(root: Reader, tables: Mapping[str, Any], path: Path) -> Scenario:
    """Every section of the file."""
    head, run, work = root.inner("scenario"), root.inner("run"), root.inner("work")
    protected = work.optional("protected")
    scenario = Scenario(
        id=head.text("id"),
        title=head.text("title"),
        policy=near(path, head.text("policy")),
        readings=dict(head.get("readings", (dict,), "a table", {})),
        changes=tuple(beside(path, name) for name in head.texts("changes")),
        ignore=head.texts("ignore"),
        first=run.day("first"),
        days=run.whole("days", 1, MOST_DAYS),
        warm_up=run.whole("warm_up", 0, MOST_DAYS, 0),
        seed=run.whole("seed", 0, 2**32, 1),
        closures=run.days("closure_days"),
        order=work.one_of("order", ORDERS, ORDERS[0]),
        protected=(protected.text("event", ""), protected.whole("minutes", 0, MINUTES_OF_DAY, 0)),
        reach=work.whole("reach", 0, 366, 60),
        partners=partners(root.inner("partners")),
        tasks=tuple(task(one) for one in root.each("task")),
        staff=tuple(staff(one) for one in root.each("staff")),
        people=people(root.inner("people")),
        cases=cases(root.inner("cases")),
        backlog=backlog(root.optional("backlog"), path),
        register=assumptions(root.each("assumption")),
        tables=tables,
        file=path,
    )
    for reader in (head, run, work, protected):
        reader.close()
    return scenario


def beside(path: Path, name: str) -> Path:
    """A change file: beside the scenario, else as it stands there, or one that comes with the package."""
    own = path.parent / f"{name}.toml"
    places = (path.parent / name, own, Path(name), Path(f"{name}.toml"), PRESETS / f"{name}.toml")
    return next((one for one in places if one.is_file()), own)


def near(path: Path, name: str) -> str:
    """A file that a scenario names: beside it, else as it stands there."""
    own = path.parent / name
    return str(own) if name and own.is_file() else name


def partners(reader: Reader) -> tuple[tuple[str, float], ...]:
    """The partner agencies, each with the chance that it comes."""
    return tuple((name, reader.share(name)) for name in reader.table)


def task(reader: Reader) -> Task:
    """One `[[task]]`."""
    built = Task(
        event=reader.text("event"),
        family=reader.flag("family"),
        meeting=reader.flag("meeting"),
        ways=tuple(way(one) for one in reader.each("way")),
        stages=tuple(stage for stage in reader.texts("stages", STAGES)),
        lead=reader.whole("lead", 0, 366, 0),
        margin=reader.span("margin", 0, 366, (0, 0)),
        notice=reader.whole("notice", 1, 60, 1),
        notice_again=reader.whole("notice_again", 1, 60, 1),
        quorum=reader.whole("quorum", 0, 16, 0),
        fails=reader.share("fails", 0.0),
        tied=reader.text("tied", ""),
        attendance=reader.text("attendance", ""),
        judgement=reader.text("judgement", ""),
        scheduled=reader.text("scheduled", ""),
        rescheduled=reader.text("rescheduled", ""),
        abandoned=reader.text("abandoned", ""),
    )
    for stage in built.stages:
        if stage not in STAGES:
            reader.fault("unknown-word", "is no stage of a case", stage, "stages", meant(stage, STAGES))
    reader.close()
    return built


def way(reader: Reader) -> Way:
    """One `[[task.way]]`."""
    who, records = reader.inner("who"), reader.optional("records")
    minutes = tuple((name, who.whole(name, 1, MOST_MINUTES)) for name in who.table)
    if not minutes and isinstance(reader.table.get("who"), dict):
        reader.fault("nobody", "names nobody who does it", None, "who")
    for name, _ in minutes:
        if name not in WHO:
            who.fault("unknown-word", "is nobody of the office", name, name, meant(name, WHO))
    told = tuple((key, recorded(records, key)) for key in records.table)
    built = Way(minutes, told, reader.flag("cover"))
    reader.close()
    return built


def recorded(reader: Reader, key: str) -> Any:
    """What an event records: a word, a number, true or false, or a list of words."""
    if isinstance(reader.table[key], list):
        return reader.texts(key)
    return reader.get(key, (str, int, float, bool), "a word, a number, true or false, or a list of words", "")


def staff(reader: Reader) -> Staff:
    """One `[[staff]]`."""
    hours = reader.number("hours", 0, 60)
    built = Staff(
        team=reader.text("team", ""),
        role=reader.one_of("role", ROLES),
        posts=reader.whole("posts", 0, 10_000),
        minutes=round(hours * 60 / 5),
        other=reader.share("other", 0.0),
        meetings=reader.share("meetings", 1.0),
    )
    reader.close()
    return built


def people(reader: Reader) -> People:
    """`[people]`."""
    built = People(
        leave_weeks=reader.whole("leave_weeks", 0, 26),
        ill_spells=reader.number("ill_spells", 0, 50),
        ill_days=reader.span("ill_days", 1, 366),
        turnover=reader.number("turnover", 0, 5),
        vacant=reader.share("vacant"),
        gap_days=reader.span("gap_days", 1, 1000),
        agency=reader.share("agency"),
        agency_delay=reader.whole("agency_delay", 0, 366),
        newcomer_days=reader.whole("newcomer_days", 0, 1000),
        newcomer_load=reader.share("newcomer_load"),
        limit=reader.whole("limit", 0, 1000, 0),
        allocation=reader.one_of("allocation", RULES, RULES[0]),
        cover_within=reader.whole("cover_within", 0, 366, 0),
    )
    reader.close()
    return built


def cases(reader: Reader) -> Cases:
    """`[cases]`."""
    built = Cases(
        enquiries=reader.number("enquiries", 0, 1_000_000),
        weekdays=reader.numbers("weekdays", 0, 100),
        months=reader.numbers("months", 0, 100),
        sizes=reader.numbers("sizes", 0, 1),
        high_risk=reader.share("high_risk"),
        needed=reader.share("needed"),
        plan=reader.share("plan"),
        exits=reader.numbers("exits", 0, 1),
        exits_in_care=reader.numbers("exits_in_care", 0, 1),
        leaves=reader.share("leaves"),
        leaves_after=reader.span("leaves_after", 1, 4000),
        child_in_need=reader.span("child_in_need", 1, 4000),
        returns=reader.share("returns"),
        returns_after=reader.span("returns_after", 1, 4000),
        care=reader.share("care"),
        care_after=reader.span("care_after", 1, 4000),
        care_lasts=reader.span("care_lasts", 1, 4000),
    )
    for key, count in (("weekdays", 7), ("months", 12)):
        if len(getattr(built, key)) != count:
            reader.fault("bad-length", f"needs {count} numbers", list(getattr(built, key)), key)
    for key in ("exits", "exits_in_care", "sizes"):
        if not getattr(built, key):
            reader.fault("bad-length", "needs at least one number", [], key)
    reader.close()
    return built


def backlog(reader: Reader, path: Path) -> Backlog:
    """`[backlog]`."""
    ages = []
    for one in reader.each("ages"):
        span = one.span("days", 0, 8000)
        ages.append((*span, one.share("share")))
        one.close()
    built = Backlog(reader.whole("children", 0, 100_000, 0), tuple(ages), near(path, reader.text("file", "")))
    if built.children and not ages:
        reader.fault("missing-key", "needs the ages of the plans", None, "ages")
    reader.close()
    return built
