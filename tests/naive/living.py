"""A case lived through event by event: what the lifecycle takes, what it refuses, and how things stand."""

from datetime import date

from tests.naive.case import Case, Event, named, recorded
from tests.naive.conditions import holds
from tests.naive.holidays import WorkingDays
from tests.naive.lifecycle import ENQUIRY, ON_A_PLAN, can_happen, starts_a_plan, state_after
from tests.naive.tables import Rules


def lived(history: list[Event], rules: Rules, as_of: date, known_at: date) -> Case:
    """The case as it had happened by the end of `as_of` and was recorded by the end of `known_at`."""
    case = Case(rules, WorkingDays(known_at, rules.bank_holidays_work, rules.closures))
    state, looked_after, plan, care = ENQUIRY, False, 0, 0
    for event in named(history, rules):
        if event["on"] > as_of or recorded(event) > known_at:
            continue
        kind = event["type"]
        if not can_happen(kind, rules.states[kind], state, looked_after):
            case.refused.append((event["id"], state))
            continue
        place = len(case.events)
        plan = place if starts_a_plan(event) else plan
        care = place if kind == "became_looked_after" else care
        looked_after = {"became_looked_after": True, "ceased_looked_after": False}.get(kind, looked_after)
        case.events.append(event)
        case.plan_start.append(plan)
        case.care_start.append(care)
        case.looked_after.append(looked_after)
        running = state in ON_A_PLAN and case.events[plan].get("outcome") is None
        case.on_plan.append(None if running else state in ON_A_PLAN)
        quorate = kind == "core_group_held" and holds(case, rules.quorum, place) is True
        state = state_after(event, state, quorate)
        unsure = case.events[plan].get("outcome") is None
        case.on_plan[place] = None if state in ON_A_PLAN and unsure else state in ON_A_PLAN
    return case
