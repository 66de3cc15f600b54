"""The lifecycle of a case as one explicit table of arrows, and the event that meets it: taken, or `Refused`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from transitions import Machine, MachineError

from model.events import Event
from model.kinds import ANYWHERE, ON_PLAN, OPEN, State, Vocabulary
from model.policy.conditions import All
from model.statemachine.arrows import Arrow, Carrier, Guard, Step, fire, shared_machine
from model.statemachine.memory import Memory


class Standing(Carrier[State]):
    """Where a case stands: its state, whether the child is looked after, and the event that is just meeting it."""

    __slots__ = ("looked_after", "memory", "quorum")

    def __init__(self, memory: Memory, quorum: All) -> None:
        super().__init__(State.ENQUIRY)
        self.looked_after = False
        self.memory = memory
        self.quorum = quorum

    @property
    def on_plan(self) -> bool:
        """Whether a plan runs."""
        return self.state in ON_PLAN

    @property
    def event(self) -> Event:
        """The event that is just meeting the case."""
        return self.memory.events[-1]


class Refused(Exception):
    """An event that the lifecycle cannot take in `state`; `guard` is the guard that failed, None for a wrong state."""

    def __init__(self, event: Event, state: State, guard: str | None, why: str) -> None:
        super().__init__(f"{event.type} of {event.on} ({event.id}) in {state.value}: {why}")
        self.event = event
        self.state = state
        self.guard = guard
        self.why = why


def is_required(case: Standing) -> bool:
    """Whether the enquiry asks for a conference."""
    return case.event.get("icpc_required") is True


def is_not_required(case: Standing) -> bool:
    """Whether the enquiry rules a conference out."""
    return case.event.get("icpc_required") is False


def makes_plan(case: Standing) -> bool:
    """Whether the conference makes a plan; it is taken to where its outcome was not recorded."""
    return case.event.get("outcome") != "no_plan"


def is_quorate(case: Standing) -> bool:
    """Whether the core group is certainly quorate under the policy."""
    return case.quorum.holds(len(case.memory.events) - 1, case.memory, None) is True


def begin_plan(case: Standing) -> None:
    """A plan starts."""
    case.memory.new_plan()


def begin_care(case: Standing) -> None:
    """The child becomes looked after."""
    case.looked_after = True
    case.memory.new_care()


def end_care(case: Standing) -> None:
    """The child ceases to be looked after."""
    case.looked_after = False


REQUIRED = Guard("conference_required", "conference required", is_required)
NOT_REQUIRED = Guard("conference_not_required", "no conference required", is_not_required)
PLAN = Guard("plan_made", "plan", makes_plan)
NO_PLAN = Guard("no_plan_made", "no plan", lambda case: not makes_plan(case))
QUORATE = Guard("quorate", "quorate", is_quorate)
LOOKED_AFTER = Guard("looked_after", "a child who is looked after", lambda case: case.looked_after)
NOT_LOOKED_AFTER = Guard("not_looked_after", "a child who is not looked after", lambda case: not case.looked_after)

ENQUIRY, CONFERENCE_DUE, FIRST, RUNNING, TAC_DUE, CHILD_IN_NEED, CLOSED = State

MOVES: tuple[Arrow, ...] = (
    Arrow("referral_received", CLOSED, ENQUIRY),
    Arrow("strategy_discussion_held", CLOSED, ENQUIRY),
    Arrow("section_47_started", CLOSED, ENQUIRY),
    Arrow("section_47_concluded", ENQUIRY, CONFERENCE_DUE, (REQUIRED,)),
    Arrow("section_47_concluded", CONFERENCE_DUE, ENQUIRY, (NOT_REQUIRED,)),
    Arrow("icpc_held", ENQUIRY, FIRST, (PLAN,), begin_plan),
    Arrow("icpc_held", CONFERENCE_DUE, FIRST, (PLAN,), begin_plan),
    Arrow("icpc_held", TAC_DUE, FIRST, (PLAN,), begin_plan),
    Arrow("icpc_held", CHILD_IN_NEED, FIRST, (PLAN,), begin_plan),
    Arrow("icpc_held", CLOSED, FIRST, (PLAN,), begin_plan),
    Arrow("icpc_held", CONFERENCE_DUE, ENQUIRY, (NO_PLAN,)),
    Arrow("icpc_held", CLOSED, ENQUIRY, (NO_PLAN,)),
    Arrow("core_group_held", FIRST, RUNNING, (QUORATE,)),
    Arrow("plan_discharged", FIRST, TAC_DUE),
    Arrow("plan_discharged", RUNNING, TAC_DUE),
    Arrow("tac_held", TAC_DUE, CHILD_IN_NEED),
    Arrow("child_in_need_ended", TAC_DUE, ENQUIRY),
    Arrow("child_in_need_ended", CHILD_IN_NEED, ENQUIRY),
    *(Arrow(kind, state, CLOSED) for kind in ("case_closed", "case_transferred") for state in State if state in OPEN),
)

# What can happen and moves nothing; where a move above is guarded, this is what remains when its guard fails.
STAYS: tuple[tuple[frozenset[State], str], ...] = (
    (ANYWHERE, "referral_decided assessment_completed record_received record_distributed record_disclosed"),
    (ANYWHERE, "child_seen escalated"),
    (OPEN, "referral_received strategy_discussion_held section_47_started section_47_concluded"),
    (frozenset({ENQUIRY, TAC_DUE, CHILD_IN_NEED}), "icpc_held"),
    (ON_PLAN, "core_group_scheduled core_group_rescheduled core_group_abandoned core_group_delay_authorised"),
    (ON_PLAN, "core_group_held rcpc_held chair_direction_given member_added member_removed person_excluded"),
    (ON_PLAN, "plan_amended plan_deviated plan_stalled alternatives_considered risk_to_professionals_found"),
    (ON_PLAN, "impasse_reached contingency_recommended"),
    (frozenset({CHILD_IN_NEED}), "tac_held"),
    (frozenset({ENQUIRY, CONFERENCE_DUE}), "child_in_need_ended"),
)

# The second region: looked after or not, beside every state. Closing a case changes nothing here.
CARE: tuple[Arrow, ...] = tuple(
    Arrow(kind, state, None, (guard,), effect)
    for kind, guard, effect in (
        ("became_looked_after", NOT_LOOKED_AFTER, begin_care),
        ("looked_after_review_held", LOOKED_AFTER, None),
        ("ceased_looked_after", LOOKED_AFTER, end_care),
    )
    for state in State
)


def staying(kinds: Iterable[str], states: frozenset[State]) -> Iterator[Arrow]:
    """An arrow for each kind in each state that changes nothing."""
    return (Arrow(kind, state) for kind in kinds for state in State if state in states)


TABLE: tuple[Arrow, ...] = (
    *MOVES,
    *(arrow for states, kinds in STAYS for arrow in staying(kinds.split(), states)),
    *CARE,
)
OWN = frozenset(arrow.trigger for arrow in TABLE)

Declared = tuple[tuple[str, frozenset[State]], ...]


def declared(vocabulary: Vocabulary) -> Declared:
    """The kinds that the table does not know, with the states in which their policy lets them happen."""
    return tuple((kind.name, kind.states) for kind in vocabulary.kinds if kind.name not in OWN)


def table(vocabulary: Vocabulary) -> tuple[Arrow, ...]:
    """The table with the kinds that a policy declares; those move nothing."""
    return (*TABLE, *(arrow for name, states in declared(vocabulary) for arrow in staying([name], states)))


def lifecycle(vocabulary: Vocabulary) -> Machine:
    """The one machine for all cases whose policies declare the same kinds."""
    return _machine(declared(vocabulary))


@lru_cache(maxsize=64)
def _machine(more: Declared) -> Machine:
    arrows = (*TABLE, *(arrow for name, states in more for arrow in staying([name], states)))
    return shared_machine(State, State.ENQUIRY, arrows)


def meet(machine: Machine, case: Standing) -> Step:
    """The step that the event, which memory has just met, makes the case take; `Refused` where it can take none."""
    event, source = case.event, case.state
    try:
        passed = fire(machine, case, event.type)
    except MachineError:
        raise Refused(event, source, None, where_it_can(machine, event)) from None
    if not passed:
        failed = case.tried[-1][0]
        raise Refused(event, source, failed, f"{words(event.type)} needs {NEEDS[failed]}")
    return Step(event.on, event.id, "case", None, event.type, source.value, case.state.value, tuple(case.tried), True)


NEEDS = {guard.name: guard.says for guard in (LOOKED_AFTER, NOT_LOOKED_AFTER)}


def words(name: str) -> str:
    """A kind or state in words."""
    return name.replace("_", " ")


def where_it_can(machine: Machine, event: Event) -> str:
    """The rule behind a wrong state."""
    sources = machine.events[event.type].transitions
    able = ", ".join(state.value for state in State if state.name in sources)
    return f"{words(event.type)} can happen only in: {able}"
