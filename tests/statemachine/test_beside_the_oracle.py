"""A first look at whether both meanings agree; the campaign is in tests/agreement."""

from datetime import date, timedelta

import msgspec
import pytest

from model.events import Event
from model.findings import Finding, Judgement
from model.history import History
from model.oracle import judge
from model.policy import load_policy
from model.statemachine import run

START = date(2015, 1, 5)
CORE_GROUP = {"chair": "line_manager", "agencies_present": ("health", "education"), "judged_quorate": True}
LIVES: dict[str, list[tuple[int, str, dict[str, object]]]] = {
    "on time": [
        (0, "icpc_held", {"outcome": "plan", "agencies_involved": ("health", "education")}),
        (10, "core_group_held", CORE_GROUP),
        (14, "record_distributed", {"meeting": START + timedelta(10), "to": "all_members"}),
        (45, "core_group_held", CORE_GROUP),
        (80, "rcpc_held", {"outcome": "continue"}),
        (120, "plan_discharged", {}),
        (125, "tac_held", {}),
    ],
    "wild": [
        (0, "core_group_held", CORE_GROUP),
        (1, "icpc_held", {}),
        (1, "became_looked_after", {}),
        (2, "chair_direction_given", {"subject": "core_group_interval", "interval": "2 weeks"}),
        (9, "core_group_held", {"chair": "line_manager"}),
        (20, "core_group_delay_authorised", {"by": "line_manager"}),
        (30, "plan_discharged", {}),
        (30, "plan_discharged", {"by": "conference"}),
        (31, "case_closed", {}),
        (32, "child_seen", {"by": "social_worker"}),
        (33, "icpc_held", {"outcome": "plan"}),
        (40, "ceased_looked_after", {}),
    ],
    "nothing": [],
}


def without_why(judged: Judgement) -> tuple[list[Finding], list[tuple[str, str, date, str]]]:
    findings = [msgspec.structs.replace(one, why=None) for one in judged.findings]
    return findings, [(one.event, one.type, one.on, one.state) for one in judged.refused]


@pytest.mark.parametrize("name", ["brent", "york", "working-together"])
@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("days", [0, 15, 200])
def test_both_meanings_give_the_same_findings_and_refusals(name: str, life: str, days: int) -> None:
    events = [Event(type=kind, on=START + timedelta(on), attributes=says) for on, kind, says in LIVES[life]]  # type: ignore[arg-type]
    history, policy, day = History.of("c", events), load_policy(name), START + timedelta(days)
    by_definition, by_operation = judge(history, policy, as_of=day), run(history, policy, as_of=day).judgement
    assert without_why(by_operation) == without_why(by_definition)
    assert by_operation.calendar == by_definition.calendar
    assert [one.why is None for one in by_operation.findings] == [one.why is None for one in by_definition.findings]
