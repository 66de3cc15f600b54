"""Feasibility: what no run could make sense of, though every value alone may stand, each fault with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model import Fault, meant
from simulations.acts import TURNS, Turn
from simulations.draws import SIBLINGS
from simulations.offices import not_alone, rates, without_room
from simulations.scenario import ROLES, STAGES, Cases, Scenario, Task

# A family takes about 2.5 kB of a run's memory; a post and a day 16 bytes.
MOST_FAMILIES = 1_000_000
MOST_POST_DAYS = 100_000_000
# Beyond so many arrivals a day, the chance of none is too small for a number.
MOST_A_DAY = 700
ROUNDING = 0.002
# The stages at which a family waits for the tasks that lead it to the next.
WANTED: dict[Turn, tuple[str, ...]] = {
    Turn.ENQUIRY: ("enquiry",),
    Turn.CONFERENCE: ("enquiry", "conference_due"),
    Turn.REVIEW: ("on_plan",),
    Turn.STEP_DOWN: ("tac_due", "child_in_need"),
}
# Where one of these stands, what meetings need is not asked.
FIRST = ("no-staff", "no-hours", "no-way")


def impossible(scenario: Scenario, place: str, known: Iterable[Fault] = ()) -> list[Fault]:
    """Every fault; where some of a section are `known` already, what was read of it is not what was meant."""
    spoiled = {name for fault in known for name in ("staff", "task", "cases", "run") if f", {name}" in fault.place}
    found = [*work(scenario, place), *backlog(scenario, f"{place}, backlog")]
    if "cases" not in spoiled:
        found += course(scenario.cases, f"{place}, cases")
    if "run" not in spoiled and scenario.warm_up >= scenario.days:
        found.append(Fault("no-days", "the warm-up leaves no day to report", scenario.warm_up, f"{place}, run"))
    if not spoiled & {"cases", "run", "staff"}:
        found += beyond_memory(scenario, place)
    if "staff" not in spoiled:
        found += people(scenario, place)
    if not spoiled & {"staff", "task"} and all(fault.code not in FIRST for fault in found):
        found += without_room(scenario, place)
    return found


def course(cases: Cases, place: str) -> Iterator[Fault]:
    """Shares that do not add up, families that are too large, arrivals on no day."""
    if cases.enquiries and not (sum(cases.weekdays) and sum(cases.months)):
        yield Fault("no-pattern", "enquiries come on no day", place=place)
    if len(cases.sizes) > SIBLINGS:
        fact = f"has a share for more children than a family may have ({SIBLINGS})"
        yield Fault("too-many-siblings", fact, len(cases.sizes), f"{place}, sizes")
    if abs(sum(cases.sizes) - 1) > ROUNDING:
        yield Fault("bad-shares", "shares do not add up to 1", round(sum(cases.sizes), 4), f"{place}, sizes")


def beyond_memory(scenario: Scenario, place: str) -> Iterator[Fault]:
    """More families, or more posts, than memory holds."""
    families = scenario.cases.enquiries * scenario.days / 365
    if families > MOST_FAMILIES:
        fact = f"more cases than memory holds: families of the whole run, of which {MOST_FAMILIES:,} have room"
        yield Fault("too-many-cases", fact, round(families), f"{place}, cases, enquiries")
    elif (most := max(rates(scenario.cases))) > MOST_A_DAY:
        fact = f"more enquiries on the busiest day than a run takes ({MOST_A_DAY})"
        yield Fault("too-many-cases", fact, round(most), f"{place}, cases, enquiries")
    posts = sum(one.posts for one in scenario.staff)
    if posts * scenario.days > MOST_POST_DAYS:
        fact = f"more posts than memory holds for {scenario.days:,} days"
        yield Fault("too-many-posts", fact, posts, f"{place}, staff, posts")


def work(scenario: Scenario, place: str) -> Iterator[Fault]:
    """Tasks without a way, or alone with several people; time that is kept for no task."""
    for task in scenario.tasks:
        if not any(not way.cover for way in task.ways):
            yield Fault("no-way", "has no usual way to be done", task.event, f"{place}, task")
        yield from never(task, len(scenario.partners), f"{place}, task {task.event}")
    yield from not_alone(scenario, place)
    events, protected = [task.event for task in scenario.tasks], scenario.protected[0]
    if protected and protected not in events:
        fact, hint = "time is kept for what is no task", meant(protected, events)
        yield Fault("unknown-word", fact, protected, f"{place}, work, protected, event", hint)


def never(task: Task, partners: int, place: str) -> Iterator[Fault]:
    """What can never be done: not at the stages that are named, with too few partners, or always in vain."""
    if task.meeting and task.quorum > partners:
        fact = f"asks for more partners than there are ({partners}), and so is never held"
        yield Fault("never-done", fact, task.quorum, f"{place}, quorum")
    if task.fails >= 1:
        yield Fault("never-done", "always fails, and so is never done", task.fails, f"{place}, fails")
    wanted = WANTED.get(TURNS.get(task.event, Turn.NOTHING), STAGES)
    if not set(task.stages) & set(wanted):
        hint = f"a family that needs it is at stage {' or '.join(wanted)}"
        fact = "is never done at these stages"
        yield Fault("never-done", fact, ", ".join(task.stages), f"{place}, stages", hint)


def people(scenario: Scenario, place: str) -> Iterator[Fault]:
    """Roles without a post, posts without hours, managers of no team."""
    place = f"{place}, staff"
    for role in ROLES:
        events = [task.event for task in scenario.tasks if role in asked(task)]
        if events and not any(one.posts for one in scenario.staff if one.role == role):
            fact = f"there is no post of a {role.replace('_', ' ')}, and there must be one for {', '.join(events)}"
            yield Fault("no-staff", fact, place=place)
    teams = {one.team for one in scenario.staff if one.role == ROLES[0] and one.posts}
    for one in (one for one in scenario.staff if one.posts):
        if round(one.minutes * (1 - one.other)) < 1:
            yield Fault("no-hours", "posts without hours for this work", one.role, place)
        if teams and one.role == ROLES[1] and one.team not in teams:
            fact = "line managers of a team that has no lead social worker"
            yield Fault("unknown-team", fact, one.team, place, meant(one.team, teams))


def asked(task: Task) -> set[str]:
    """Whom the usual ways of a task ask for."""
    return {name for way in task.ways if not way.cover for name, _ in way.who}


def backlog(scenario: Scenario, place: str) -> Iterator[Fault]:
    """Ages whose shares do not add up."""
    whole = sum(share for *_, share in scenario.backlog.ages)
    if scenario.backlog.ages and abs(whole - 1) > ROUNDING:
        yield Fault("bad-shares", "shares do not add up to 1", round(whole, 4), f"{place}, ages")
