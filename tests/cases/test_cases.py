"""Every program that gives verdicts gives those of the hand-worked cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import pytest

from model.findings import Finding, Refusal
from model.history import History
from model.oracle import judge
from model.policy import Policy
from model.statemachine import run
from tests.cases.loader import Case, Expectation, all_cases, distinct, read_cases


class Answer(Protocol):
    """What a program gives back."""

    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def refused(self) -> Sequence[Refusal]: ...


Program = Callable[[History, Policy, Mapping[str, str], date, date | None], Answer]

# A program that is added here is held to every case; `tests/agreement` holds the naive one to them.
PROGRAMS: Mapping[str, Program] = {"by-definition": judge, "by-operation": run}

OF_EVERY_CASE = pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
BY_EVERY_PROGRAM = pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)


def answer(program: Program, case: Case, expected: Expectation) -> Answer:
    """What the program says of the case on the day of an expectation."""
    return program(case.history, case.policy, case.readings, expected.as_of, expected.known_at)


def found_in(given: Answer, expected: Expectation) -> Finding | None:
    """The finding that an expectation speaks of, None where there is none."""
    alike = [one for one in given.findings if (one.duty, one.occasion) == (expected.duty, expected.occasion)]
    assert len(alike) <= 1, f"two findings on one occasion: {alike}"
    return alike[0] if alike else None


def typed(expected: Expectation) -> dict[str, Any]:
    """The verdict that was typed by hand."""
    if expected.status == "no-occasion":
        return {"status": "no-occasion"}
    fields = {name: getattr(expected, name) for name in ("status", "due", "done", "late_by")}
    strength = {} if expected.strength is None else {"strength": expected.strength}
    return {**fields, "slack": expected.typed_slack, **strength}


def given(finding: Finding | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A program's verdict, in the words of the cases."""
    if finding is None:
        return {"status": "no-occasion"}
    return {**{name: getattr(finding, name, None) for name in asked}, "status": finding.status.value}


def differences(program: Program, case: Case) -> Iterator[str]:
    """Where the program and the case part, each in one line with the reason that was typed."""
    for expected in case.expect:
        by_hand = typed(expected)
        by_program = given(found_in(answer(program, case, expected), expected), by_hand)
        if by_program != by_hand:
            parts = {
                name: (str(by_hand.get(name)), str(by_program.get(name)))
                for name in {**by_hand, **by_program}
                if by_hand.get(name) != by_program.get(name)
            }
            place = f"{expected.as_of} {expected.duty} occasion {expected.occasion}"
            yield f"{place}: (by hand, by program) {parts}; because {expected.because}"


@BY_EVERY_PROGRAM
@OF_EVERY_CASE
def test_a_program_gives_the_verdicts_that_were_typed_by_hand(case: Case, program: Program) -> None:
    assert list(differences(program, case)) == []


@BY_EVERY_PROGRAM
@OF_EVERY_CASE
def test_a_program_refuses_the_events_that_were_marked_by_hand(case: Case, program: Program) -> None:
    assert {one.event for one in answer(program, case, case.expect[-1]).refused} == set(case.refused)


WELL_WRITTEN = """
[[case]]
id = "miniature"
story = "A conference."
policy = "brent"
cites = ["3.1"]
refused = []
events = [{ id = "one", type = "icpc_held", on = 2015-01-05, outcome = "plan", agencies_involved = ["health"] }]
[[case.expect]]
as_of = 2015-01-05
duty = "first-core-group"
status = "pending"
due = 2015-01-19
because = "6, 7, 8, 9, 12, 13, 14, 15, 16, 19 Jan."
"""

MISTAKES = {
    "an unknown key of a case": ("story =", "tale ="),
    "an unknown key of an expectation": ("because =", "since ="),
    "an unknown status": ('"pending"', '"open"'),
    "an unknown duty": ('"first-core-group"', '"first-core-groop"'),
    "an unknown policy": ('"brent"', '"camden"'),
    "an unknown kind of event": ('"icpc_held"', '"icpc"'),
    "an unknown attribute": ("outcome =", "result ="),
    "a value that is no choice": ('"plan"', '"plans"'),
    "a value of the wrong type": ('["health"]', '"health"'),
    "a day in quotes": ("on = 2015-01-05", 'on = "2015-01-05"'),
    "a day with a time": ("on = 2015-01-05", "on = 2015-01-05T10:00:00"),
    "a day of recording in quotes": ("on = 2015-01-05", 'on = 2015-01-05, recorded_on = "2015-01-06"'),
    "a refused event that is not there": ("refused = []", 'refused = ["two"]'),
    "a second table": ("[[case]]", "[note]\n[[case]]"),
    "no TOML": ("[[case]]", "[[case"),
}


def test_the_loader_reads_a_case_that_is_well_written() -> None:
    (case,) = read_cases(WELL_WRITTEN, "good/miniature.toml")
    assert (case.id, case.side, case.policy.id) == ("miniature", "good", "brent-2014")
    assert case.history.events[0].attributes == {"outcome": "plan", "agencies_involved": ("health",)}
    assert list(differences(judge, case)) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_loader_refuses(mistake: str) -> None:
    right, wrong = MISTAKES[mistake]
    with pytest.raises(ValueError, match=r"tests/cases/good/miniature\.toml: "):
        read_cases(WELL_WRITTEN.replace(right, wrong, 1), "good/miniature.toml")


def test_the_loader_refuses_an_id_of_two_events() -> None:
    twins = WELL_WRITTEN.replace("events = [", 'events = [{ id = "one", type = "escalated", on = 2015-01-06 }, ')
    with pytest.raises(ValueError, match="an id of two events"):
        read_cases(twins, "good/miniature.toml")


def test_the_loader_refuses_an_id_of_two_cases() -> None:
    with pytest.raises(ValueError, match="ids of more than one case: miniature"):
        distinct(read_cases(WELL_WRITTEN + WELL_WRITTEN, "good/miniature.toml"))


def test_a_wrong_verdict_is_told_with_what_was_typed_and_why() -> None:
    (case,) = read_cases(WELL_WRITTEN.replace("2015-01-19", "2015-01-20"), "good/miniature.toml")
    (line,) = differences(judge, case)
    assert line.startswith("2015-01-05 first-core-group occasion 1: ")
    assert "'due': ('2015-01-20', '2015-01-19')" in line
    assert line.endswith("because 6, 7, 8, 9, 12, 13, 14, 15, 16, 19 Jan.")
