"""`coregroup judge --reading all`: what is certain, and which readings decide what is not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from model.cli.certainty import NOTE
from tests.cli.conftest import IN_TIME, LATE, REFUSED, Run
from tests.history.census import FIXTURE

Write = Callable[..., str]
DAY = ("--as-of", "2015-03-31")
ALL = ("--policy", "working-together", *DAY, "--reading", "all")


def test_each_occasion_says_whether_it_is_certain_and_what_decides(coregroup: Run, cases: Write) -> None:
    said = coregroup("judge", cases(IN_TIME, LATE), *ALL)
    assert (said.code, said.err) == (0, "")
    found = {(row[0], row[1]): row for row in said.rows}
    # In time by the last of ten working days; were the day of the conference day 1, it would be a day late.
    assert found["A-1", "first-core-group"][3:8] == [
        *("met", "no", "first-day"),
        "breached, met",
        "2015-01-16, 2015-01-19",
    ]
    assert found["A-2", "first-core-group"][3:7] == ["breached", "yes", "", "breached"]


def test_a_reading_that_is_named_is_held_while_the_others_vary(coregroup: Run, cases: Write) -> None:
    said = coregroup("judge", cases(IN_TIME), *ALL, "--reading", "first-day=same-day")
    (row,) = (row for row in said.rows if row[1] == "first-core-group")
    assert row[3:7] == ["breached", "yes", "", "breached"]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_formats_for_machines_hold_the_usual_finding(coregroup: Run, cases: Write, form: str) -> None:
    out = coregroup("judge", cases(LATE), *ALL, "--format", form).out
    found = json.loads(out) if form == "json" else [json.loads(line) for line in out.splitlines()]
    (one,) = (one for one in found if one["duty"] == "first-core-group")
    assert (one["case"], one["certain"], one["default"]["due"]) == ("A-2", True, "2015-01-19")


def test_parquet_holds_truth_values_and_numbers(coregroup: Run, cases: Write, folder: Path) -> None:
    coregroup("judge", cases(LATE), *ALL, "--output", "certain.parquet")
    one = parquet.read_table(folder / "certain.parquet").to_pylist()[0]
    assert (type(one["certain"]), type(one["assignments"])) == (bool, int)


@pytest.mark.slow
def test_an_occasion_that_only_some_reading_makes_is_told_too(coregroup: Run, cases: Write) -> None:
    events = [
        {"type": "icpc_held", "on": "2015-01-05", "outcome": "plan"},
        {"type": "core_group_held", "on": "2015-01-16", "agencies_present": []},
    ]
    asked = ("judge", cases({"case": "A-1", "events": events}), *DAY, "--reading", "all")
    said = coregroup(*asked)
    (row,) = (row for row in said.rows if row[3] == "not asked for")
    assert row[6] == "breached, not asked for"
    assert said.err == f"{NOTE}\n"
    out = coregroup(*asked, "--format", "jsonl")
    assert '"not asked for"' in out.out
    assert "no occasion" not in out.out
    assert out.err == ""


def test_a_status_shows_what_can_come_to_it_under_some_reading(coregroup: Run, cases: Write) -> None:
    file = cases(IN_TIME)
    shown = coregroup("judge", file, *ALL, "--status", "breached").rows
    every = coregroup("judge", file, *ALL).rows
    assert shown == [row for row in every if "breached" in row[6]]
    assert 0 < len(shown) < len(every)


def test_failing_on_a_breach_needs_one_way_to_read(coregroup: Run, cases: Write) -> None:
    said = coregroup("judge", cases(LATE), *ALL, "--fail-on", "breached")
    assert (said.code, said.out) == (2, "")
    assert "--fail-on: needs one way to read, not all: 'breached'" in said.err


def test_refused_events_are_named_and_strict_sets_their_case_aside(coregroup: Run, cases: Write) -> None:
    file = cases(REFUSED)
    loose, strict = coregroup("judge", file, *ALL), coregroup("judge", file, *ALL, "--strict")
    assert (loose.code, strict.code) == (2, 2)
    assert loose.rows != []
    assert strict.rows == []
    assert "[refused-event]" in loose.err
    assert "[case-set-aside]" in strict.err


def test_what_a_source_cannot_say_is_not_assessed(coregroup: Run) -> None:
    said = coregroup("judge", FIXTURE, "--policy", "working-together", "--reading", "all")
    assert "not assessed: CIN census has no core_group_held: first-core-group" in said.err
    assert "first-core-group" not in {row[1] for row in said.rows}
