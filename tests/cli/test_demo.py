"""`coregroup demo`: one child under Brent and York, with what was due, done, late, why, and where the two part."""

import re
from datetime import date

import pytest

from model.examples import CASES, CASES_AS_OF
from model.findings import Finding, Status
from model.history import read_histories
from model.oracle import judge
from model.policy import load_policy
from tests.cli import pages
from tests.cli.conftest import Run
from tests.cli.pages import WIDE

AS_OF = date.fromisoformat(CASES_AS_OF)
HISTORY = next(iter(read_histories(str(CASES))))
ON = {event.id: event.on for event in HISTORY.events}
SIDES = ("brent", "york")


def occasions(policy: str) -> dict[tuple[str, str], Finding]:
    """What the judge finds, by duty and the day of the trigger as the demonstration writes it."""
    judged = judge(HISTORY, load_policy(policy), as_of=AS_OF).findings
    return {(one.duty, f"{ON[one.trigger]:%d %b %Y}"): one for one in judged}


@pytest.fixture
def shown(coregroup: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", WIDE)
    said = coregroup("demo")
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.fixture
def rows(shown: str) -> list[list[str]]:
    """The rows of the table."""
    return pages.rows(shown, "What was due, and what came of it (* where the two policies part)")[1:]


@pytest.mark.parametrize(("side", "column"), [("brent", 3), ("york", 4)])
def test_the_verdicts_are_those_of_the_judge(rows: list[list[str]], side: str, column: int) -> None:
    found = occasions(side)
    for row in rows:
        verdict, _, days = row[column].partition(" ")
        finding = found.get((row[1], row[2]))
        assert verdict == ("-" if finding is None else finding.status.value)
        if finding is not None and finding.due != finding.anchor:
            assert f"due {finding.due:%d %b}" in days


def test_every_duty_with_a_window_that_either_judge_finds_is_shown(rows: list[list[str]]) -> None:
    timed = {
        key for side in SIDES for key, one in occasions(side).items() if one.due is not None and one.due != one.anchor
    }
    assert timed <= {(row[1], row[2]) for row in rows}


def test_a_star_stands_where_the_two_part_and_nowhere_else(rows: list[list[str]]) -> None:
    brent, york = map(occasions, SIDES)
    for star, duty, since, *_ in rows:
        pair = [side[duty, since].status.truth for side in (brent, york) if (duty, since) in side]
        parts = pair[0] != pair[1] if len(pair) == 2 else pair == [False]
        assert star == ("*" if parts else "")


def test_every_star_is_told_with_both_sides_and_their_clauses(shown: str, rows: list[list[str]]) -> None:
    parting = shown.partition("Where the two policies part, and why")[2]
    told = re.findall(r"^  (\S+), from \w+ (.*)$\n((?:    .*\n)+)", parting, re.MULTILINE)
    assert len(told) == sum(row[0] == "*" for row in rows) > 0
    for duty, _, sides in told:
        text = " ".join(sides.split())
        assert text.startswith("Brent ")
        assert " York " in text
        for side in SIDES:
            policy = load_policy(side)
            known = duty in policy.duty_ids and f"): {policy.duty(duty).says}" in text
            assert known or f"{side.capitalize()} does not ask for it." in text


def test_it_shows_what_was_due_what_was_done_and_what_was_late(shown: str) -> None:
    text = " ".join(shown.split())
    assert "met due 06 Jan, done 06 Jan" in text
    assert "breached due 29 Jan, done 30 Jan, 1 working day late" in text
    assert "pending due 17 Sep" in text
    assert "EXCUSED: due 17 Feb, done 24 Feb, 7 days late; a delay of the core group was authorised." in text


def test_it_counts_the_findings_of_both_sides(shown: str) -> None:
    for side in SIDES:
        statuses = [one.status for one in occasions(side).values()]
        judged = judge(HISTORY, load_policy(side), as_of=AS_OF).findings
        assert len(statuses) == len(judged)
        counted = ", ".join(f"{statuses.count(one)} {one.value}" for one in Status if one in statuses)
        assert f"  {side.capitalize():<6} {load_policy(side).title}: {counted}\n" in shown


def test_every_event_of_the_case_is_told(shown: str) -> None:
    happened = shown.partition("What happened")[2].partition("What was due")[0]
    assert sum(line.count(";") + 1 for line in happened.strip().splitlines()) == len(HISTORY.events)


def test_every_verdict_has_one_line_on_a_page_of_100_columns(coregroup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    page = pages.rows(coregroup("demo").out, "What was due, and what came of it (* where the two policies part)")
    assert ["", "later-reviews", "17 Mar 2015", "pending due 17 Sep", "pending due 17 Sep"] in page
    assert ["", "first-review", "18 Dec 2014", *["met due 18 Mar, done 17 Mar"] * 2] in page


def test_nothing_but_the_table_is_wider_than_the_page(coregroup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    before, _, after = coregroup("demo").out.partition("What was due")
    prose = [*before.splitlines(), *after.partition("Where the two policies part")[2].splitlines()]
    assert max(map(len, prose)) <= 60


@pytest.mark.parametrize("columns", [80, 130])
def test_on_a_terminal_it_is_a_table_in_colours_that_fits(on_terminal: Run, columns: int) -> None:
    said = on_terminal("demo", columns=columns)
    assert "\033[1;31mbreached" in said.out
    lines = re.sub(r"\033\[[\d;]*m", "", said.out).splitlines()
    assert max(map(len, lines)) <= max(columns, 104)


def test_the_examples_are_synthetic_cases_that_judge_without_a_fault(coregroup: Run) -> None:
    for side in (*SIDES, "working-together"):
        said = coregroup("judge", CASES, "--policy", side, "--as-of", "2024-06-30")
        assert (said.code, said.err) == (0, "")
        assert {row[0] for row in said.rows} == {f"EXAMPLE-{number}" for number in (1, 2, 3)}
