"""The backlog: families that are open at the start, drawn from a stock and its durations or read from a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from model import Event, Fault, History, InvalidInput, read_histories
from simulations.acts import Act, Given, Turn
from simulations.draws import SIBLINGS, Purpose, Stream, key_of, uniform
from simulations.inputs import Inputs, Setting
from simulations.rows import Stage

CONFERENCE_AFTER = 20
ENQUIRY_AFTER = 9
# A child of the list who is looked after ceases to be so after so many days; a drawn backlog has none.
CARE_GOES_ON = 10_000


AFTER: dict[str, int] = {
    "plan_discharged": Stage.TAC_DUE,
    "tac_held": Stage.CHILD_IN_NEED,
    "child_in_need_ended": Stage.CLOSED,
    "case_closed": Stage.CLOSED,
    "case_transferred": Stage.CLOSED,
}


@dataclass
class Past:
    """One family up to the start: (child's place, day, act, the day it speaks of) in order, and where it stands."""

    size: int
    stage: int = Stage.ON_PLAN
    plans: int = 1
    reviews: int = 0
    began: int = 0
    care: list[int] = field(default_factory=list)
    acts: list[tuple[int, int, int, int]] = field(default_factory=list)


def with_backlog(setting: Setting) -> Setting:
    """The setting with its backlog in the arrays."""
    backlog = setting.scenario.backlog
    pasts = listed(setting, Path(backlog.file)) if backlog.file else list(drawn(setting))
    families, children, acts, before = [], [], [], 0
    for past in pasts:
        families.append([past.size, past.stage, past.plans, past.reviews, past.began])
        care = past.care or [0] * past.size
        children += [[one, setting.inputs.first + CARE_GOES_ON if one else 0] for one in care]
        acts += [[before + place, day, act, ref] for place, day, act, ref in past.acts]
        before += past.size
    inputs = setting.inputs._replace(
        past_families=np.array(families, np.int64).reshape(-1, 5),
        past_children=np.array(children, np.int64).reshape(-1, 2),
        past_acts=np.array(acts, np.int64).reshape(-1, 4),
    )
    return replace(setting, inputs=inputs)


def drawn(setting: Setting) -> Iterator[Past]:
    """Families on a plan, until there are as many children as asked; everything before the start was done in time."""
    backlog, inputs = setting.scenario.backlog, setting.inputs
    key, children, number = key_of(inputs.seed, 0), 0, 0
    shares = np.cumsum([share for _, _, share in backlog.ages])
    while children < backlog.children:
        size = 1 + sum(bool(uniform(key, Stream.PAST, number, Purpose.SIZE, 0) >= bound) for bound in inputs.sizes)
        size = min(size, backlog.children - children)
        kind = int(np.searchsorted(shares[:-1], uniform(key, Stream.PAST, number, Purpose.AGE, 0), side="right"))
        low, high, _ = backlog.ages[kind]
        age = low + int(uniform(key, Stream.PAST, number, Purpose.AGE, 1) * (high - low + 1))
        yield in_time(setting, size, age)
        children, number = children + size, number + 1


def in_time(setting: Setting, size: int, age: int) -> Past:
    """A family whose conference was so many days before the start; one child's history stands for every sibling's."""
    inputs, diary = setting.inputs, Diary(setting.inputs)
    held = until_office(inputs, inputs.first - 1 - age)
    outcomes = {turn: act_of(setting, turn) for turn in (Turn.ENQUIRY, Turn.CONFERENCE)}
    for back, act in ((CONFERENCE_AFTER, Given.STRATEGY), (CONFERENCE_AFTER, Given.STARTED)):
        diary.feed(held - back, int(act), -1)
    diary.feed(held - CONFERENCE_AFTER + ENQUIRY_AFTER, outcomes[Turn.ENQUIRY], -1)
    diary.feed(held, outcomes[Turn.CONFERENCE], -1)
    diary.keep_time()
    acts = [(place, day, act, ref) for day, act, ref in diary.acts for place in range(size)]
    return Past(size, reviews=diary.reviews, began=held, acts=acts)


def act_of(setting: Setting, turn: Turn) -> int:
    """The act of a turning point, with its first outcome; InvalidInput where no task brings it about."""
    places = np.flatnonzero(setting.inputs.turn == turn)
    if not len(places):
        fact = f"a backlog needs a task for {turn.name.lower()}"
        raise InvalidInput(Fault("no-task", fact, place=f"{setting.scenario.id}, backlog"))
    return int(setting.inputs.act_of[setting.inputs.way_from[places[0]], -1, 0])


class Diary:
    """One child's clocks before the start; `keep_time` does all that was due before it on or before its due day."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.control = 0
        self.reviews = 0
        self.acts: list[tuple[int, int, int]] = []
        self.running: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    def feed(self, day: int, act: int, ref: int) -> None:
        """One act."""
        i, place = self.inputs, self.control * self.inputs.after.shape[1] + act
        if i.after[self.control, act] < 0:
            return
        self.acts.append((day, act, ref))
        for row in range(i.effects_from[place], i.effects_from[place + 1]):
            clock, how, table = int(i.effect_clock[row]), i.effect_how[row], i.effect_table[row]
            kept = [one for one in self.running[clock] if not i.effect_ends[row] and not answered(one, how, day, ref)]
            if table >= 0 and i.due[table, day] >= 0:
                kept.append((day + int(i.due[table, day]), day, day + int(i.opening[table, day])))
            self.running[clock] = kept
        self.control = int(i.after[self.control, act])

    def keep_time(self) -> None:
        """Does what comes first, again and again, until what is left would be done at the start or later."""
        i = self.inputs
        while True:
            work = [
                (
                    max(anchor + 1, opens, until_office(i, due - 1)),
                    int(i.rank[self.usual(int(i.task_of[clock]))]),
                    clock,
                )
                for clock, running in self.running.items()
                for due, anchor, opens in running[:1]
                if i.task_of[clock] >= 0
            ]
            day, _, clock = min(work, default=(i.first, 0, 0))
            if day >= i.first:
                return
            task, occasion = int(i.task_of[clock]), self.running[clock][0]
            self.feed(day, self.usual(task), occasion[1])
            self.reviews += int(i.turn[task] == Turn.REVIEW)
            # What the usual act does not answer stays undone.
            self.running[clock] = [one for one in self.running[clock] if one != occasion]

    def usual(self, task: int) -> int:
        """The act of the usual way that breaks the least, with all partners there."""
        i = self.inputs
        ways = [way for way in range(i.way_from[task], i.way_from[task + 1]) if not i.way_cover[way]]
        return int(min((int(i.cost[self.control, i.act_of[way, -1, 0]]), i.act_of[way, -1, 0]) for way in ways)[1])


def answered(occasion: tuple[int, int, int], how: int, day: int, ref: int) -> bool:
    """Whether an act answers an occasion (due, anchor, opens)."""
    _, anchor, opens = occasion
    return bool((how == 1 and opens <= day) or (how == 2 and anchor == ref))


def until_office(inputs: Inputs, day: int) -> int:
    """The last office day on or before a day."""
    return int(inputs.office_days[inputs.office_upto[day] - 1])


def listed(setting: Setting, path: Path) -> list[Past]:
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


def known(setting: Setting, siblings: Sequence[History]) -> Past:
    """A family of the list; where siblings differ, the first says where the family stands."""
    start = setting.day(setting.inputs.first)
    past = Past(len(siblings), stage=Stage.CLOSED, plans=0)
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
