"""The deadlines of a policy, each in a few words, and the arrows and states of the lifecycle on which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from model.kinds import ON_PLAN, State, Vocabulary
from model.policy.conditions import Defined, Nth, Pattern
from model.policy.duty import Duty, Form
from model.policy.policy import Policy
from model.statemachine.arrows import Arrow
from model.statemachine.lifecycle import MOVES

LONG_NAMES = {"icpc": "initial conference", "rcpc": "review conference", "tac": "team around the child"}
ORDINALS = {1: "first", 2: "second", 3: "third"}
SAME_DAY = "on the same day"


class Home(Enum):
    """Where the clocks of a duty run: before a plan, on it, after it, or while the child is looked after."""

    BEFORE = "before a plan"
    ON_PLAN = "on a plan"
    AFTER = "after the plan"
    CARE = "looked after"


@dataclass(frozen=True)
class Deadline:
    """A duty's time limit: what answers it, `within` what, `since` what, and the first clause that says so.

    `on_entry` where every clock of the duty starts as the plan does.
    """

    duty: str
    event: str
    within: str
    since: str
    clause: str
    on_entry: bool


def spoken(name: str) -> str:
    """A kind of event or a state in words: `icpc_held` is `initial conference held`."""
    return " ".join(LONG_NAMES.get(part, part) for part in name.split("_"))


def timed(policy: Policy) -> tuple[Duty, ...]:
    """The duties that have a time limit, requirements apart: those are due on the day of their trigger."""
    return tuple(duty for duty in policy.duties if duty.window.closes and duty.form is not Form.REQUIRES)


def deadline(duty: Duty) -> Deadline:
    """The duty's time limit in words."""
    within = duty.window.text
    return Deadline(
        duty=duty.id,
        event=" or ".join(dict.fromkeys(answer(pattern) for pattern in duty.then)),
        within=f"not {within}" if duty.form is Form.FORBID else within,
        since=since(duty),
        clause=duty.clauses[0],
        on_entry=all(State.FIRST_CORE_GROUP_DUE in dests(kind) for kind in duty.trigger_kinds),
    )


def answer(pattern: Pattern) -> str:
    """A response in words: its kind, and what the policy's own word for it is."""
    defined = (part.name for part in pattern.condition.parts if isinstance(part, Defined) and part.wanted)
    return ", ".join([spoken(pattern.event), *defined])


def since(duty: Duty) -> str:
    """What the window counts from."""
    what = which(duty.when) if recurring(duty) else " or ".join(occasion(kind) for kind in duty.trigger_kinds)
    if duty.window.text.endswith("before"):
        return f" {what}"
    return f" as {what}" if duty.window.text == SAME_DAY else f" of {what}"


def occasion(kind: str) -> str:
    """A kind of event as what something is counted from: `the initial conference`, `becoming looked after`."""
    name = spoken(kind)
    if name.startswith("became "):
        return name.replace("became", "becoming", 1)
    return f"the {name.removesuffix(' held').removesuffix(' received')}"


def which(patterns: Iterable[Pattern]) -> str:
    """Which one of its kind a recurring duty counts from."""
    numbers = [part for pattern in patterns for part in pattern.condition.parts if isinstance(part, Nth)]
    if not numbers or numbers[0].low is None:
        return "the last"
    first = ORDINALS.get(numbers[0].low, f"{numbers[0].low}th")
    return f"the {first}" if numbers[0].low == numbers[0].high else f"the {first} and each later one"


def recurring(duty: Duty) -> bool:
    """Whether a response starts the next clock of the same duty."""
    return not set(duty.trigger_kinds).isdisjoint(duty.response_kinds)


def on_move(policy: Policy, arrow: Arrow) -> tuple[Deadline, ...]:
    """The deadlines that stand on a moving arrow: it answers a clock that was started on the way into its source.

    Where there is none, those whose clock may have been started while the case stood there.
    """
    asked = [duty for duty in timed(policy) if arrow.trigger in duty.response_kinds and not recurring(duty)]
    asked = [duty for duty in asked if not duty.window.backward]
    entering = [duty for duty in asked if any(arrow.source in dests(kind) for kind in duty.trigger_kinds)]
    staying = [duty for duty in asked if any(stays(kind, arrow, policy.vocabulary) for kind in duty.trigger_kinds)]
    return tuple(deadline(duty) for duty in entering or staying)


def dests(kind: str) -> set[Enum | None]:
    """The states into which an event of this kind moves a case."""
    return {arrow.dest for arrow in MOVES if arrow.trigger == kind}


def stays(kind: str, arrow: Arrow, vocabulary: Vocabulary) -> bool:
    """Whether an event of this kind can happen where the arrow starts, and leave the case there."""
    leaving = any((move.trigger, move.source) == (kind, arrow.source) and not move.guards for move in MOVES)
    return arrow.source in vocabulary.by_name[kind].states and not leaving


def at_home(policy: Policy) -> Iterator[tuple[Home, Deadline]]:
    """The deadlines that stand on no moving arrow, each with the place where its clock runs."""
    moving = {one.duty for arrow in MOVES for one in on_move(policy, arrow)}
    for duty in timed(policy):
        if duty.id not in moving:
            yield home(duty, policy.vocabulary), deadline(duty)


def home(duty: Duty, vocabulary: Vocabulary) -> Home:
    """Where a duty's clocks run, told by the states in which its events can happen."""
    kinds = [vocabulary.by_name[name] for name in (*duty.trigger_kinds, *duty.response_kinds, *duty.ending_kinds)]
    if any(kind.looked_after is not None for kind in kinds):
        return Home.CARE
    if any(kind.states <= ON_PLAN for kind in kinds):
        return Home.ON_PLAN
    after = any(kind.states <= frozenset({State.TAC_DUE, State.CHILD_IN_NEED}) for kind in kinds)
    return Home.AFTER if after else Home.BEFORE
