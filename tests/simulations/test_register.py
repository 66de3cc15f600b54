from typing import Any

from simulations.register import Assumption, described, leaves, undocumented

TABLES: dict[str, Any] = {
    "run": {"days": 365},
    "cases": {"plan": 0.8, "exits": [0.1, 0.5]},
    "staff": [{"role": "line_manager", "posts": 2}],
    "task": [{"event": "child_seen", "fails": 0.1, "way": [{"who": {"social_worker": 150}}]}],
}


def assumed(key: str, source: str = "assumed", **told: Any) -> Assumption:
    return Assumption(**{"key": key, "about": "", "source": source, "unit": "", "low": None, "high": None, **told})


def test_every_number_of_a_scenario_has_a_key_of_its_own() -> None:
    keys = [key for key, _ in leaves(TABLES)]
    assert keys == [
        "run.days",
        "cases.plan",
        "cases.exits",
        "staff.line_manager.role",
        "staff.line_manager.posts",
        "task.child_seen.event",
        "task.child_seen.fails",
        "task.child_seen.way.1.who.social_worker",
    ]


def test_a_number_of_which_no_assumption_speaks_is_a_fault() -> None:
    register = [assumed("cases.*"), assumed("task.*")]
    assert [fault.value for fault in undocumented(TABLES, register, "file")] == ["staff.line_manager.posts"]
    assert undocumented(TABLES, [*register, assumed("staff.*")], "file") == []


def test_an_assumption_without_a_source_is_a_fault() -> None:
    register = [assumed("cases.*", source=""), assumed("task.*"), assumed("staff.*")]
    assert [fault.value for fault in undocumented(TABLES, register, "file")] == ["cases.*"]


def test_a_value_is_told_with_its_unit_its_source_and_its_range() -> None:
    register = [assumed("cases.plan", source="table 9", unit="of conferences", low=0.5, high=0.95)]
    assert "  cases.plan = 0.8 of conferences (table 9; range 0.5 to 0.95)" in described(register, TABLES).splitlines()


def test_the_last_assumption_about_a_key_stands() -> None:
    register = [assumed("cases.*", source="base"), assumed("cases.plan", source="a council")]
    lines = described(register, TABLES).splitlines()
    assert "  cases.plan = 0.8 (a council)" in lines
    assert "  cases.exits = [0.1, 0.5] (base)" in lines


def test_what_needs_no_source_is_told_without_one() -> None:
    assert "  run.days = 365" in described([], TABLES).splitlines()
