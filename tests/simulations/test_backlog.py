from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from model import Event, History, InvalidInput
from model.history import write_histories
from simulations.backlog import standing, with_backlog
from simulations.draws import key_of
from simulations.inputs import Inputs, Setting, prepare
from simulations.lives import past_of
from simulations.log import histories
from simulations.loop import disagreements
from simulations.rows import Stage
from tests.simulations.offices import run, tiny

PAST = [name for name in Inputs._fields if name.startswith("past_")]


def test_the_log_of_a_run_can_be_the_backlog_of_the_next(tmp_path: Path) -> None:
    first = prepare(tiny())
    path = tmp_path / "open.jsonl"
    write_histories(histories(run(first), first), str(path))
    after = {"run": {"first": date(2023, 9, 28)}, "backlog": {"children": 0, "file": str(path)}}
    second = prepare(tiny(after))
    assert len(second.inputs.past_families) > 5
    assert same_start(second, 0, 1)
    assert disagreements(run(second), second) == []


def same_start(setting: Setting, one: int, other: int) -> bool:
    """Whether two replications begin with the same families."""
    keys = (key_of(setting.inputs.seed, replication) for replication in (one, other))
    first, second = (past_of(setting.inputs, key) for key in keys)
    return first == second


def test_a_backlog_to_be_drawn_needs_tasks_that_begin_a_plan_and_a_calendar_that_holds_it() -> None:
    setting = prepare(tiny())
    idle = setting.inputs._replace(turn=np.zeros_like(setting.inputs.turn))
    with pytest.raises(InvalidInput) as error:
        with_backlog(replace(setting, inputs=idle))
    assert [fault.fact for fault in error.value.faults] == [
        "a backlog needs a task for enquiry",
        "a backlog needs a task for conference",
    ]
    ages = [{"days": [0, 8000], "share": 1.0}]
    with pytest.raises(InvalidInput, match="8000"):
        prepare(tiny({"run": {"first": date(2012, 4, 2)}, "backlog": {"children": 3, "ages": ages}}))


def test_a_change_of_the_backlog_leaves_nothing_of_the_other(tmp_path: Path) -> None:
    first = prepare(tiny())
    path = tmp_path / "open.jsonl"
    write_histories(histories(run(first), first), str(path))
    late = {"run": {"first": date(2023, 9, 28)}}
    from_list = prepare(tiny({**late, "backlog": {"children": 8, "file": str(path)}}))
    to_draw, none = (prepare(tiny({**late, "backlog": {"children": count}})) for count in (8, 0))
    for target in (from_list, to_draw, none):
        for source in (from_list, to_draw, none):
            found = with_backlog(replace(source, scenario=target.scenario)).inputs
            assert all(np.array_equal(getattr(found, name), getattr(target.inputs, name)) for name in PAST)


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
