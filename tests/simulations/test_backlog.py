from datetime import date
from pathlib import Path

import pytest

from model import Event, History, InvalidInput
from model.history import write_histories
from simulations.backlog import standing
from simulations.inputs import prepare
from simulations.log import histories
from simulations.loop import disagreements, judged
from simulations.rows import Stage
from tests.simulations.offices import run, tiny


def test_a_drawn_backlog_has_as_many_children_on_a_plan_as_asked() -> None:
    inputs = prepare(tiny({"backlog": {"children": 23}})).inputs
    assert inputs.past_families[:, 0].sum() == 23
    assert set(inputs.past_families[:, 1]) == {Stage.ON_PLAN}
    assert inputs.past_acts[:, 1].max() < inputs.first


def test_a_drawn_backlog_was_in_time_before_the_start() -> None:
    setting = prepare(tiny({"run": {"days": 1}, "cases": {"enquiries": 0}}))
    findings = [one for case in judged(run(setting), setting, setting.inputs.first - 1) for one in case.findings]
    clocked = {duty.id for duty in setting.duties if setting.inputs.task_of[setting.duties.index(duty)] >= 0}
    assert any(one.duty in clocked for one in findings)
    assert not [one for one in findings if one.duty in clocked and one.status.value == "breached"]


def test_the_log_of_a_run_can_be_the_backlog_of_the_next(tmp_path: Path) -> None:
    first = prepare(tiny())
    path = tmp_path / "open.jsonl"
    write_histories(histories(run(first), first), str(path))
    after = {"run": {"first": date(2023, 9, 28)}, "backlog": {"children": 0, "file": str(path)}}
    second = prepare(tiny(after))
    assert len(second.inputs.past_families) > 5
    assert disagreements(run(second), second) == []


def test_where_a_family_stands_is_read_off_its_history() -> None:
    def on(day: int, kind: str, **attributes: str | bool) -> Event:
        return Event(type=kind, on=date(2023, 1, day), attributes=attributes)

    plan = [on(2, "strategy_discussion_held", outcome="section_47"), on(3, "section_47_concluded", icpc_required=True)]
    plan += [on(4, "icpc_held", outcome="plan"), on(9, "rcpc_held", outcome="continue")]
    assert standing(plan[:1]) == (Stage.ENQUIRY, 0, 0, None)
    assert standing(plan[:2])[0] == Stage.CONFERENCE_DUE
    assert standing(plan) == (Stage.ON_PLAN, 1, 1, date(2023, 1, 4))
    assert standing([*plan, on(20, "plan_discharged")])[0] == Stage.TAC_DUE
    assert standing([*plan, on(20, "plan_discharged"), on(25, "tac_held")])[0] == Stage.CHILD_IN_NEED
    assert standing([*plan, on(20, "case_closed")])[0] == Stage.CLOSED


def test_a_family_of_more_children_than_draws_can_tell_apart_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    cases = [History.of(f"C{number}", [], family="F1") for number in range(17)]
    write_histories(cases, str(path))
    with pytest.raises(InvalidInput, match="a family of more children than a run takes"):
        prepare(tiny({"backlog": {"children": 0, "file": str(path)}}))
