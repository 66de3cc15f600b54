"""The tally that stands under the findings on a terminal."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import IN_TIME, LATE, REFUSED, Run
from tests.history.census import FIXTURE

Write = Callable[..., str]


def test_on_a_terminal_the_findings_of_each_status_are_counted(on_terminal: Run, mini: str, cases: Write) -> None:
    said = on_terminal("judge", cases(IN_TIME, LATE), "--policy", mini)
    assert said.err == "2 cases: 1 met, 1 breached\n"


def test_those_that_are_not_shown_are_counted_too(on_terminal: Run, mini: str, cases: Write) -> None:
    said = on_terminal("judge", cases(LATE), "--policy", mini, "--status", "met")
    assert said.err == "1 case: 1 breached\n"


def test_a_case_without_findings_is_a_case(on_terminal: Run, mini: str, cases: Write) -> None:
    assert on_terminal("judge", cases({"case": "A-1", "events": []}), "--policy", mini).err == "1 case: no findings\n"


def test_each_reason_for_not_assessing_is_said_once_with_its_duties(coregroup: Run) -> None:
    said = coregroup("judge", FIXTURE, "--policy", "brent")
    lines = [line for line in said.err.splitlines() if line.startswith("not assessed: ")]
    reasons = [line.split(": ")[1] for line in lines]
    assert len(reasons) == len(set(reasons)) > 3
    assert any(line.endswith(": impasse-escalated") for line in lines)


@pytest.mark.parametrize("more", [(), ("--reading", "all")], ids=["one reading", "every reading"])
def test_where_nothing_had_happened_by_the_day_the_first_event_is_named(
    coregroup: Run, mini: str, cases: Write, more: tuple[str, ...]
) -> None:
    said = coregroup("judge", cases(IN_TIME, REFUSED), "--policy", mini, "--as-of", "2014-01-01", *more)
    told = (
        "nothing had happened by 2014-01-01 in 2 of 2 cases: the first event is of 2015-01-02; say --as-of a later day"
    )
    assert (said.code, said.rows, said.err) == (0, [], f"{told}\n")


def test_where_one_case_had_begun_nothing_is_said_of_the_others(coregroup: Run, mini: str, cases: Write) -> None:
    assert coregroup("judge", cases(IN_TIME, REFUSED), "--policy", mini, "--as-of", "2015-01-03").err.count("had") == 0
