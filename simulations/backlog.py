"""The backlog: families that are open at the start, read from a list, or what to draw them from (`lives.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from model import Event, Fault, History, InvalidInput, read_histories
from simulations.acts import Act, Turn
from simulations.draws import SIBLINGS
from simulations.inputs import Inputs, Setting
from simulations.lives import CONFERENCE_AFTER, held_on
from simulations.rows import Stage

# A child of the list who is looked after ceases to be so after so many days; a drawn backlog has none.
CARE_GOES_ON = 10_000
# Enquiries begin at most so many days before a plan of an age, which begins on an office day.
BEFORE_PLAN = 60

AFTER: dict[str, int] = {
    "plan_discharged": Stage.TAC_DUE,
    "tac_held": Stage.CHILD_IN_NEED,
    "child_in_need_ended": Stage.CLOSED,
    "case_closed": Stage.CLOSED,
    "case_transferred": Stage.CLOSED,
}


@dataclass
class Known:
    """One family up to the start: (child's place, day, act, the day it speaks of) in order, and where it stands."""

    size: int
    stage: int = Stage.CLOSED
    plans: int = 0
    reviews: int = 0
    began: int = 0
    care: list[int] = field(default_factory=list)
    acts: list[tuple[int, int, int, int]] = field(default_factory=list)


def with_backlog(setting: Setting) -> Setting:
    """The setting with its backlog in the arrays: a list, or the ages from which each replication draws its own."""
    backlog = setting.scenario.backlog
    families, children, acts, before = [], [], [], 0
    for past in listed(setting, Path(backlog.file)) if backlog.file else ():
        families.append([past.size, past.stage, past.plans, past.reviews, past.began])
        children += [[one, setting.inputs.first + CARE_GOES_ON if one else 0] for one in past.care]
        acts += [[before + place, day, act, ref] for place, day, act, ref in past.acts]
        before += past.size
    ages = backlog.ages if backlog.children and not backlog.file else ()
    if ages:
        check_drawing(setting)
    inputs = setting.inputs._replace(
        past_drawn=backlog.children if ages else 0,
        past_ages=np.array([span for *span, _ in ages], np.int64).reshape(-1, 2),
        past_shares=np.cumsum([share for *_, share in ages])[:-1],
        past_families=np.array(families, np.int64).reshape(-1, 5),
        past_children=np.array(children, np.int64).reshape(-1, 2),
        past_acts=np.array(acts, np.int64).reshape(-1, 4),
    )
    return replace(setting, inputs=inputs)


def check_drawing(setting: Setting) -> None:
    """InvalidInput where no task begins a plan, or the oldest would have begun before the calendar does."""
    backlog, inputs = setting.scenario.backlog, setting.inputs
    place = f"{setting.scenario.id}, backlog"
    if faults := [
        Fault("no-task", f"a backlog needs a task for {turn.name.lower()}", place=place)
        for turn in (Turn.ENQUIRY, Turn.CONFERENCE)
        if turn not in inputs.turn
    ]:
        raise InvalidInput(*faults)
    oldest, begins = max(high for _, high, _ in backlog.ages), setting.calendar.first
    if inputs.first < oldest + BEFORE_PLAN:
        fact = f"plans of so many days would have begun before the calendar, which begins on {begins}"
        raise InvalidInput(Fault("too-old", fact, oldest, f"{place}, ages"))


def earliest(inputs: Inputs) -> int:
    """The first day of which a backlog speaks, that of the first act at the latest."""
    drawn = held_on(inputs, int(inputs.past_ages.max())) - CONFERENCE_AFTER if inputs.past_drawn else inputs.first
    return min(drawn, int(inputs.past_acts[:, 1].min(initial=inputs.first)))


def listed(setting: Setting, path: Path) -> list[Known]:
    """The families of a file of histories; what happened on the first day of the run or later is left out."""
    cases = read_histories(path, vocabulary=setting.policy.vocabulary)
    families: dict[str, list[History]] = defaultdict(list)
    for one in cases:
        families[one.family or one.case].append(one)
    large = [name for name, siblings in families.items() if len(siblings) > SIBLINGS]
    fact = f"a family of more children than a run takes ({SIBLINGS})"
    if faults := [*cases.faults, *(Fault("too-many-siblings", fact, name, path.name) for name in large)]:
        raise InvalidInput(*faults)
    return [known(setting, siblings) for siblings in families.values()]


def known(setting: Setting, siblings: Sequence[History]) -> Known:
    """A family of the list; where siblings differ, the first says where the family stands."""
    start = setting.day(setting.inputs.first)
    past = Known(len(siblings))
    stages = []
    for place, one in enumerate(siblings):
        events = [event for event in one.events if event.on < start]
        stages.append(standing(events))
        past.care.append(in_care(events))
        for event in events:
            spelt = spelling(setting, event)
            if spelt is not None:
                past.acts.append((place, column(setting, event.on), *spelt))
    past.stage, past.plans, past.reviews, began = stages[0]
    past.began = 0 if began is None else column(setting, began)
    past.acts.sort(key=lambda act: act[1])
    return past


def standing(events: Iterable[Event]) -> tuple[int, int, int, date | None]:
    """The stage, how many plans there were, reviews of the last one and its first day."""
    stage, plans, reviews, began = int(Stage.CLOSED), 0, 0, None
    for event in events:
        stage = after(stage, event)
        if event.type == "icpc_held" and stage == Stage.ON_PLAN:
            plans, reviews, began = plans + 1, 0, event.on
        reviews += event.type == "rcpc_held"
    return stage, plans, reviews, began


def after(stage: int, event: Event) -> int:
    """The stage of a family after an event of its history."""
    match event.type:
        case "strategy_discussion_held":
            begins = event.get("outcome") == "section_47" and stage != Stage.ON_PLAN
            return Stage.ENQUIRY if begins else stage
        case "section_47_concluded":
            needed = event.get("icpc_required") is not False
            return (Stage.CONFERENCE_DUE if needed else Stage.CLOSED) if stage == Stage.ENQUIRY else stage
        case "icpc_held":
            return Stage.CLOSED if event.get("outcome") == "no_plan" else Stage.ON_PLAN
        case other:
            return AFTER.get(other, stage)


def in_care(events: Iterable[Event]) -> int:
    """Whether the child is looked after."""
    last = [event.type for event in events if event.type in ("became_looked_after", "ceased_looked_after")]
    return int(bool(last) and last[-1] == "became_looked_after")


def column(setting: Setting, day: date) -> int:
    """The column of a day; InvalidInput outside the calendar."""
    return (setting.calendar.inside(day) - setting.calendar.first).days


def spelling(setting: Setting, event: Event) -> tuple[int, int] | None:
    """The act that is most like an event, and the day it speaks of; None where the office knows no such kind."""
    alike = [
        (likeness(act, event), -number) for number, act in enumerate(setting.acts.listed) if act.kind == event.type
    ]
    if not alike:
        return None
    number = -max(alike)[1]
    act = setting.acts.listed[number]
    speaks_of = event.get(act.tied) if act.tied else None
    return number, column(setting, speaks_of) if isinstance(speaks_of, date) else -1


def likeness(act: Act, event: Event) -> int:
    """How many attributes agree, less those that differ."""
    pairs = [(value, event.get(name)) for name, value in act.attributes]
    return sum(1 if value == told else -1 for value, told in pairs if told is not None)
