"""Numbers, previous and latest events come from counters that begin anew with a plan and with being looked after."""

from datetime import date

from model.calendar import FirstDay, england_and_wales
from model.events import Event
from model.kinds import BUILT_IN
from model.statemachine.memory import Memory

DAY = date(2015, 1, 5)


def remembered(*names: str) -> Memory:
    """A memory of events of these kinds; `PLAN` and `CARE` begin anew with the event behind them."""
    memory = Memory(england_and_wales(), FirstDay.DAY_AFTER)
    for name in names:
        kind = BUILT_IN.by_name[name.removeprefix("PLAN ").removeprefix("CARE ").removeprefix("NO ")]
        memory.meet(Event(type=kind.name, on=DAY), kind, False, False)
        if name.startswith("PLAN "):
            memory.new_plan()
        if name.startswith("CARE "):
            memory.new_care()
        if name.startswith("NO "):
            memory.drop()
        else:
            memory.keep(kind, name.startswith("PLAN "), name.startswith("CARE "))
    return memory


def numbers(memory: Memory) -> list[tuple[int, int | None]]:
    return [(memory.nth(place), memory.previous(place)) for place in range(len(memory.events))]


def test_events_of_a_plan_are_numbered_from_its_start() -> None:
    memory = remembered("PLAN icpc_held", "core_group_held", "core_group_held", "PLAN icpc_held", "core_group_held")
    assert numbers(memory) == [(1, None), (1, None), (2, 1), (2, 0), (1, None)]


def test_events_of_a_period_of_being_looked_after_are_numbered_from_its_start() -> None:
    review = "looked_after_review_held"
    memory = remembered("CARE became_looked_after", review, review, "CARE became_looked_after", review)
    assert [memory.nth(place) for place in (1, 2, 4)] == [1, 2, 1]
    assert memory.previous(4) is None
    assert memory.nth(3) == 2, "being looked after itself is counted over the whole case"


def test_a_dropped_event_leaves_nothing_behind() -> None:
    memory = remembered("PLAN icpc_held", "NO core_group_held", "core_group_held")
    assert numbers(memory) == [(1, None), (1, None)]
    assert memory.ever == {"icpc_held": [0], "core_group_held": [1]}
    assert memory.latest(1, "core_group_held") is None


def test_the_latest_event_of_a_kind_is_before_the_event_and_not_before_the_plan() -> None:
    memory = remembered("child_seen", "PLAN icpc_held", "child_seen", "child_seen", "core_group_held")
    assert memory.latest(0, "child_seen") is None
    assert memory.latest(1, "child_seen") is None
    assert memory.latest(2, "child_seen") is None
    assert memory.latest(2, "icpc_held") == 1
    assert memory.latest(3, "child_seen") == 2
    assert memory.latest(4, "child_seen") == 3
    assert memory.in_plan["child_seen"] == [2, 3]
    assert memory.ever["child_seen"] == [0, 2, 3]


def test_how_things_stand_just_after_an_event_is_noted_with_it() -> None:
    memory = remembered("PLAN icpc_held", "child_seen", "CARE became_looked_after")
    assert [memory.on_plan(place) for place in range(3)] == [None, False, False]  # no outcome was recorded
    assert [memory.looked_after(place) for place in range(3)] == [False, False, True]
    assert memory.event(2).type == "became_looked_after"
