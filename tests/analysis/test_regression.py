"""The pytest source of a witness runs green as it is, turns red where the oracle changes, and passes the linter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.analysis.regression import as_pytest, event_source, listed, sentence_name, text_source, value_source
from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Witness
from model.events import Event
from tests.analysis.witnesses import BRENT, YORK, alone, christmas, duties, event, odd, quorum, unseen
from tests.repository.files import ROOT

BUILT_IN = (christmas, quorum, unseen, alone)
GOLDEN = '''\
"""One agency is a quorum only where it is judged so."""

from datetime import date

from model import Event, History, judge, load_policy

PARTS_ON = date(2015, 4, 18)
EVENTS = [
    Event(
        type="icpc_held",
        on=date(2015, 4, 1),
        attributes={"outcome": "plan", "agencies_involved": ("health", "education")},
    ),
    Event(
        type="core_group_held",
        on=date(2015, 4, 15),
        attributes={"agencies_present": ("health",), "judged_quorate": True},
    ),
]


def verdicts(name: str, readings: dict[str, str], duties: set[str]) -> list[tuple[object, ...]]:
    """Duty, occasion, status, due day, day done; a policy is told only the kinds of event that it knows."""
    policy = load_policy(name)
    events = [event for event in EVENTS if event.type in policy.vocabulary.by_name]
    history = History.of("witness", events, vocabulary=policy.vocabulary)
    found = judge(history, policy, readings, as_of=PARTS_ON).findings
    return [(one.duty, one.occasion, one.status.value, one.due, one.done) for one in found if one.duty in duties]


def test_one_agency_is_a_quorum_only_where_it_is_judged_so() -> None:
    found = verdicts("brent-2014", {}, {"first-core-group"})
    assert found == [
        ("first-core-group", 1, "breached", date(2015, 4, 17), None),
    ], "Brent"

    found = verdicts("york-2015", {}, {"first-core-group"})
    assert found == [
        ("first-core-group", 1, "met", date(2015, 4, 17), date(2015, 4, 15)),
    ], "York"
'''


def wide() -> Witness:
    """Long lists of duties and attributes, which take a line for each entry."""
    items = (
        "date_time_venue",
        "introductions",
        "attendance",
        "plan_reason",
        "summary",
        "progress",
        "actions",
        "visits",
    )
    events = [
        event("2015-01-05", "icpc_held", outcome="plan"),
        event("2015-01-07", "core_group_held", chair="line_manager", record_items=items, next_date=date(2015, 2, 2)),
    ]
    kept = duties(
        "first-core-group-chair", "next-date-fixed", "core-group-interval", "chaired-by-social-care", "x" * 40
    )
    expected = [Expected(kept=kept, about=kept), Expected(kept=duties("nothing-of-the-kind"))]
    return confirmed("A very long claim, " * 12, events, [BRENT, YORK], expected, date(2015, 2, 1))


def runnable(source: str) -> dict[str, Callable[[], None]]:
    """The tests of a source, by name."""
    names: dict[str, Any] = {}
    exec(compile(source, "witness", "exec"), names)  # noqa: S102 - to run it is the question
    return {name: value for name, value in names.items() if name.startswith("test_")}


def test_the_source_is_a_plain_test_with_the_claim_for_its_name() -> None:
    assert as_pytest(quorum()) == GOLDEN


@pytest.mark.parametrize("example", [*BUILT_IN, wide], ids=lambda example: example.__name__)
def test_it_runs_green_as_it_is(example: Callable[[], Witness]) -> None:
    (run,) = runnable(as_pytest(example())).values()
    run()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"breached"', '"met"'),
        ("date(2014, 12, 28), None", "date(2014, 12, 29), None"),
        ("date(2015, 1, 6), None", "date(2015, 1, 6), date(2015, 1, 5)"),
        ('{"ten-days": "working-days"}', "{}"),
        ("on=date(2014, 12, 18)", "on=date(2014, 12, 19)"),
    ],
)
def test_it_turns_red_where_status_due_day_day_done_reading_or_history_differ(right: str, wrong: str) -> None:
    source = as_pytest(christmas())
    assert right in source
    (run,) = runnable(source.replace(right, wrong)).values()
    with pytest.raises(AssertionError):
        run()


@pytest.mark.slow
def test_pytest_runs_it_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "test_witness_of_christmas.py"
    path.write_text(as_pytest(christmas()), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        str(path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("example", [*BUILT_IN, odd, wide], ids=lambda example: example.__name__)
@pytest.mark.parametrize("command", ["check", "format --check"])
def test_it_passes_the_linter_and_is_laid_out_as_the_formatter_would(
    example: Callable[[], Witness], command: str
) -> None:
    pytest.importorskip("ruff", reason="the linter is not installed")
    path = "tests/analysis/test_generated.py"
    line = [sys.executable, "-m", "ruff", *command.split(), "--no-cache", "--stdin-filename", path, "-"]
    done = subprocess.run(line, cwd=ROOT, input=as_pytest(example()), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_policy_is_loaded_by_the_name_that_the_side_gives() -> None:
    witness = replace(unseen(), sides=(replace(BRENT, source="brent"),))
    assert 'verdicts("brent", {}, {"child-seen"})' in as_pytest(witness)


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("Ten days (10!) run out.", "ten_days_10_run_out"),
        ("word " * 30, "_".join(["word"] * 18)),
        ("Ünder £5", "nder_5"),
    ],
)
def test_a_name_is_the_claim_in_small_letters_cut_between_words(claim: str, name: str) -> None:
    assert sentence_name(claim) == name


@pytest.mark.parametrize(
    "value", [True, 3, 2.5, 'a "quoted" \\ text: £5, \U0001f642', date(2015, 1, 5), (), ("a",), ("a", "b")]
)
def test_every_value_is_written_so_that_it_reads_back(value: bool | float | str | date | tuple[str, ...]) -> None:
    source = value_source(value, 0, 0)
    assert source.isascii()
    assert eval(source, {"date": date}) == value  # noqa: S307 - to read it back is the question


def test_a_day_of_recording_is_written_and_an_id_is_not() -> None:
    one = Event(type="tac_held", on=date(2015, 1, 5), id="e7", recorded_on=date(2015, 1, 9))
    assert event_source(one, 4) == 'Event(type="tac_held", on=date(2015, 1, 5), recorded_on=date(2015, 1, 9))'


def test_a_list_takes_a_line_for_each_entry_only_where_it_does_not_fit() -> None:
    words = [text_source("x" * 20)] * 5
    assert listed("[", words, "]", 0, 0).count("\n") == 0
    assert listed("[", words, "]", 0, 2).count("\n") == 6
