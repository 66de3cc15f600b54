"""The claims of `coregroup check`: from a file of one's own, with what is so of holidays that nobody has announced."""

import json
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from model.analysis import unannounced
from model.analysis.abstract import strung
from model.analysis.result import Result, Verdict
from model.analysis.unannounced import NOT_ASKED
from model.analysis.worst import Worst
from model.calendar import england_and_wales
from model.cli.claimed import claim_lines
from tests.analysis.test_claim import read
from tests.cli.conftest import Run
from tests.miniatures import HEAD, PLAN, duty, policy

WEEKS = ("--from", "2015-06-01", "--to", "2015-06-12", "--only", "claims")
MEETS = PLAN + 'then = "core_group_held"\nwithin = "3 working days"\nuntil = "plan_discharged"\n'
CLAIMS = """
policy = "miniature"

[[claim]]
id = "apart"
says = "Nobody waits for more than {N} days."
sometimes = "Somebody waits for {N} days."
form = "longest-gap"
from = { event = "icpc_held", outcome = "plan" }
to = "core_group_held"
until = ["plan_discharged", "case_transferred", "case_closed"]
at_most = 7
"""


@pytest.fixture
def own(folder: Path) -> tuple[str, ...]:
    """A policy and a file of claims about it, as arguments."""
    (folder / "mine.toml").write_text(HEAD + duty(MEETS, "it"), encoding="utf-8")
    (folder / "claims.toml").write_text(CLAIMS, encoding="utf-8")
    return ("check", "mine.toml", *WEEKS, "--claims", "claims.toml")


def result(**more: object) -> Result:
    calendar = england_and_wales()
    claim = read({"id": "it", "form": "latest-due", "says": "{N}.", "sometimes": "{N}.", "duty": "it", "at_most": 1})[0]
    empty = Result(claim, policy(MEETS), calendar, calendar.first, calendar.first, Verdict.PROVED)
    return replace(empty, **more)  # type: ignore[arg-type]


def test_claims_of_ones_own_are_proved_of_a_policy_of_ones_own(coregroup: Run, own: tuple[str, ...]) -> None:
    said = coregroup(*own)
    assert (said.code, said.err) == (0, "")
    kept = ", as long as every duty that is a must is kept"
    assert f"\nproved: Nobody waits for more than 7 days{kept}.\n" in said.out
    assert "\n    The least number for which it holds: 7, reached from 20" in said.out
    assert f"    Holidays not announced yet: {NOT_ASKED} (add --abstract).\n" in said.out
    assert "(apart).\n" in said.out


NOT_THAT_LONG = CLAIMS.replace("at_most = 7", "at_most = 4")
SHOWN = "2015-06-03 initial conference held, outcome plan; from 2015-06-03 to 2015-06-07, 4 days"


def test_a_claim_that_is_refuted_is_told_with_the_shortest_case_against_it(
    coregroup: Run, own: tuple[str, ...], folder: Path
) -> None:
    (folder / "claims.toml").write_text(NOT_THAT_LONG.replace("at_most = 4", "at_most = 3"), encoding="utf-8")
    said = coregroup(*own)
    assert "\nrefuted: Nobody waits for more than 3 days" in said.out
    assert "The first day on which a case shows it" not in said.out
    assert f"    The shortest case against it: {SHOWN}.\n" in said.out


def of_form(text: str) -> str:
    head = CLAIMS.partition("says")[0]
    return f'{head}says = "A."\nsometimes = "B."\n{text}'


def test_a_due_day_that_is_too_late_is_told_with_its_case_and_clauses(
    coregroup: Run, own: tuple[str, ...], folder: Path
) -> None:
    text = (
        of_form('form = "latest-due"\nduty = "it"\nat_most = 4\n').replace('"A."', '"{N}."').replace('"B."', '"{N}."')
    )
    (folder / "claims.toml").write_text(text, encoding="utf-8")
    said = coregroup(*own)
    assert "    The shortest case against it: 2015-06-03 initial conference held, outcome plan;" in said.out
    assert "plan; due on 2015-06-08, counted from 2015-06-03, 5 days.\n    it (1): It is to be so.\n" in said.out
    assert "reached under holidays not announced yet only (from " in said.out
    assert ", were these such holidays: Monday 20" in said.out
    assert "; under those known today 5, from 2015-06-03)." in said.out


def test_what_cannot_be_kept_is_told_with_the_case_after_which_nothing_saves_it(
    coregroup: Run, own: tuple[str, ...], folder: Path
) -> None:
    (folder / "claims.toml").write_text(of_form('form = "keepable"\nfailed_meetings = 3\n'), encoding="utf-8")
    said = coregroup(*own, "--tests", "tests", "--pictures", "pictures")
    nothing = "From 2015-06-01 on nothing saves it, if 3 more attempts can fail, though nothing is breached yet."
    case = f"2015-06-01 initial conference held, outcome plan. {nothing}"
    assert f"    The shortest case against it: {case}\n    it (1): It is to be so.\n" in said.out
    assert [file.name for file in (folder / "tests").iterdir()] == ["test_apart_against.py"]
    (claim,) = json.loads(coregroup(*own, "--format", "json").out)["claims"]
    assert claim["against"]["claim"] == nothing
    assert claim["against"]["sides"][0]["expected"] == {"doomed": ["it"], "kept": ["it"]}


def test_a_refutation_that_has_no_case_tells_the_first_day_on_which_one_shows_it() -> None:
    lines = list(claim_lines(result(verdict=Verdict.REFUTED, seen=date(2015, 6, 1))))
    assert lines[0] == "The first day on which a case shows it: 2015-06-01."


def test_a_claim_that_something_never_happens_is_told_with_a_case_in_which_it_does(
    coregroup: Run, own: tuple[str, ...], folder: Path
) -> None:
    head = CLAIMS.partition("says")[0]
    plain = 'says = "No."\nsometimes = "Yes."\nform = "never"\nhappens = "core_group_held"\n'
    (folder / "claims.toml").write_text(head + plain, encoding="utf-8")
    said = coregroup(*own)
    case = "2015-06-01 initial conference held, outcome plan; 2015-06-01 core group held"
    assert f"    The shortest case against it: {case}; as it stands on 2015-06-02.\n" in said.out


def test_the_cases_of_a_claim_are_written_as_json_pictures_and_tests(
    coregroup: Run, own: tuple[str, ...], folder: Path
) -> None:
    (folder / "claims.toml").write_text(NOT_THAT_LONG, encoding="utf-8")
    said = coregroup(*own, "--format", "json", "--tests", "tests", "--pictures", "pictures")
    (claim,) = json.loads(said.out)["claims"]
    assert [event["type"] for event in claim["against"]["history"]["events"]] == ["icpc_held"]
    assert claim["largest"] == {"days": 7, "from": claim["reaching"]["sides"][0]["expected"]["gap"]["between"][0]}
    assert sorted(file.name for file in (folder / "tests").iterdir()) == [
        "test_apart_against.py",
        "test_apart_reached.py",
    ]
    assert len(list((folder / "pictures").iterdir())) == 2


def test_claims_of_ones_own_take_the_place_of_those_of_a_policy_that_comes_with_the_package(
    coregroup: Run, folder: Path
) -> None:
    text = 'policy = "brent-2014"\n[[claim]]\nid = "mine"\nsays = "By {N}."\nsometimes = "On {N}."\n'
    (folder / "claims.toml").write_text(text + 'form = "latest-due"\nduty = "child-seen"\nat_most = 20\n', "utf-8")
    said = coregroup("check", "brent", *WEEKS, "--claims", "claims.toml")
    assert said.out.count("\nproved: ") == 1
    assert "\nproved: By 20.\n" in said.out
    assert "not finished" not in said.out


def test_every_fault_of_a_file_of_claims_is_told_at_once(coregroup: Run, own: tuple[str, ...], folder: Path) -> None:
    wrong = (
        CLAIMS.replace("miniature", "other").replace('"core_group_held"', '"core_group_hold"').replace("{N}", "some")
    )
    (folder / "claims.toml").write_text(wrong.replace("at_most = 7", "at_mots = 7"), encoding="utf-8")
    said = coregroup(*own)
    assert (said.code, said.out) == (2, "")
    codes = ("other-policy", "unknown-kind", "unknown-key", "number-in-sentence")
    assert [code in said.err for code in codes] == [True] * len(codes)
    assert "claims.toml" in said.err


def test_a_file_of_claims_that_is_not_there_is_one_error(coregroup: Run, own: tuple[str, ...], folder: Path) -> None:
    (folder / "claims.toml").unlink()
    said = coregroup(*own)
    assert (said.code, said.out) == (2, "")
    assert "claims.toml: cannot be read" in said.err


@pytest.mark.parametrize("option", [("--claims", "claims.toml"), ("--abstract",)], ids=["claims", "abstract"])
def test_an_option_about_claims_is_an_error_where_none_are_asked_for(
    coregroup: Run, own: tuple[str, ...], option: tuple[str, ...]
) -> None:
    said = coregroup(*own[:2], "--only", "booking", *option)
    assert said.code == 2
    assert f"{option[0]}: is about claims, which are not asked for (add --only claims) [not-asked]" in said.err


def test_abstract_calendars_are_searched_where_that_is_asked(
    coregroup: Run, own: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unannounced, "strung", lru_cache(lambda: strung(1, 7, 4)))
    (claim,) = json.loads(coregroup(*own, "--abstract", "--format", "json").out)["claims"]
    assert (claim["verdict"], claim["exact"], claim["abstract_calendars"]) == ("proved", 7, 43_372)
    assert claim["holidays_not_announced_yet"] == unannounced.EVERY


def test_a_claim_without_a_number_or_a_twin_has_no_line_of_them() -> None:
    assert list(claim_lines(result(verdict=Verdict.NOT_FINISHED, why="too long"))) == [
        "Why: too long.",
        "Searched: 1 start day (it).",
    ]


def test_a_remark_on_what_was_settled_is_a_note() -> None:
    assert next(claim_lines(result(verdict=Verdict.REFUTED, why="no time limit"))) == "Note: no time limit."


def test_what_nothing_is_known_of_under_other_holidays_is_told_so() -> None:
    assert next(claim_lines(result())) == "Holidays not announced yet: only with the bank holidays known today."


def test_what_no_abstract_calendar_speaks_against_is_told_so() -> None:
    lines = list(claim_lines(result(abstract_calendars=43_372)))
    assert lines[0] == "Holidays not announced yet: it holds on every abstract calendar too."
    assert lines[1].endswith("43,372 abstract calendars (it).")


def test_a_gap_that_only_an_abstract_calendar_makes_as_long_says_so() -> None:
    calendar = england_and_wales()
    found = result(exact=9, largest=Worst(7, calendar.first, calendar))
    assert next(claim_lines(found)) == "The least number for which it holds: 9, reached on an abstract calendar only."
