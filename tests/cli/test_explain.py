"""`coregroup explain`: a case in sentences that fit, in colours where somebody watches."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CONFERENCE, IN_TIME, LATE, REFUSED, Run
from tests.miniatures import DUTY, HEAD, TEN_DAYS

Write = Callable[..., str]
DAY = ("--as-of", "2015-03-31")
DELAY = {"type": "core_group_delay_authorised", "on": "2015-02-02", "by": "line_manager", "reason_recorded": True}
QUORATE = {"type": "core_group_held", "on": "2015-01-16", "agencies_present": ["health", "education"]}


def test_a_story_names_each_event_and_then_what_it_made_due(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("explain", cases(LATE), "--policy", mini, *DAY)
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "Case A-2 under A miniature, as things stood on Tue 31 March 2015\n"
        "\n"
        "Mon 05 Jan 2015  The initial child protection conference was held (outcome: plan).\n"
        "  breached  It is to be so. (miniature 1; must; owed by: anyone.) Due by Mon 19 January 2015 (within\n"
        "            10 working days, counted from Mon 5 January 2015). NOT KEPT: done on Tue 20 January\n"
        "            2015, 1 working day late.\n"
        "\n"
        "Tue 20 Jan 2015  The core group met.\n"
    )


def test_an_event_that_decides_is_called_by_what_it_is_and_its_day(coregroup: Run, cases: Write) -> None:
    file = cases({"case": "A-1", "events": [CONFERENCE, QUORATE, DELAY]})
    told = coregroup("explain", file, "--policy", "brent", "--as-of", "2015-06-30").out
    assert "excused: a delay of the core group was authorised on Mon 2 February 2015" in " ".join(told.split())
    assert "Mon 02 Feb 2015  A delay of the core group was authorised" in told
    assert "e3" not in told


def test_a_day_before_the_case_begins_is_said_to_know_nothing_of_it(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("explain", cases(LATE), "--policy", mini, "--as-of", "2014-12-31")
    assert said.out.endswith("2014\n\nNothing of this case is known by that day: say --as-of a later one.\n")


def test_json_holds_the_sentences_and_the_judgement(coregroup: Run, mini: str, cases: Write) -> None:
    story = json.loads(coregroup("explain", cases(LATE), "--policy", mini, *DAY, "--format", "json").out)
    assert [sentence.get("status") for sentence in story["sentences"]] == [None, "breached", None]
    assert story["judgement"]["findings"][0]["late_by"] == 1


@pytest.mark.parametrize("columns", [200, 100, 60])
def test_lines_fit_and_are_never_wider_than_a_hundred(on_terminal: Run, mini: str, cases: Write, columns: int) -> None:
    said = on_terminal("explain", cases(LATE), "--policy", mini, *DAY, columns=columns)
    lines = [re.sub(r"\033\[[\d;]*m", "", line) for line in said.out.splitlines()[1:]]
    assert max(map(len, lines)) <= min(columns, 100)
    assert any(len(line) > min(columns, 100) - 15 for line in lines)


def test_on_a_terminal_the_status_has_a_colour_unless_the_user_wants_none(
    on_terminal: Run, mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = cases(LATE)
    assert "\033[1;31m  breached" in on_terminal("explain", file, "--policy", mini, *DAY).out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = on_terminal("explain", file, "--policy", mini, *DAY).out
    assert "It is to be so." in plain
    assert "31m" not in plain


def test_the_words_on_a_terminal_are_those_of_a_pipe(
    on_terminal: Run, mini: str, cases: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    from model.cli import main

    file = cases({**LATE, "case": "[bold]A-2[/bold] :smile:"})
    assert main(["explain", file, "--policy", mini, *DAY]) == 0
    piped = capsys.readouterr().out
    shown = on_terminal("explain", file, "--policy", mini, *DAY).out
    assert re.sub(r"\033\[[\d;]*m", "", shown) == piped
    assert "Case [bold]A-2[/bold] :smile: under" in piped


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ([], "the file has 2 cases (add --case A-1 | A-2) [which-case]"),
        (["--case", "A-3"], "--case: the file has no such case: 'A-3' (did you mean 'A-2'?) [unknown-case]"),
    ],
)
def test_one_of_several_cases_has_to_be_named(
    coregroup: Run, mini: str, cases: Write, asked: list[str], message: str
) -> None:
    said = coregroup("explain", cases(IN_TIME, LATE), "--policy", mini, *asked)
    assert said == (2, "", f"coregroup: {message}\n")


def test_the_first_five_of_many_cases_are_offered(coregroup: Run, mini: str, cases: Write) -> None:
    many = [{**LATE, "case": f"A-{number}"} for number in range(6)]
    said = coregroup("explain", cases(*many), "--policy", mini)
    assert "--case A-0 | A-1 | A-2 | A-3 | A-4 | ...)" in said.err


def test_the_case_that_is_named_is_told(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("explain", cases(IN_TIME, LATE), "--policy", mini, "--case", "A-1", *DAY)
    assert said.out.startswith("Case A-1 ")


def test_where_there_is_no_case_the_faults_say_why(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("explain", cases("no json"), "--policy", mini)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("1 fault:\ncases.jsonl line 1")
    assert said.err.endswith("coregroup: the file has no case to tell [no-case]\n")


def test_a_refused_event_is_told_as_set_aside(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("explain", cases(REFUSED), "--policy", mini, *DAY)
    assert said.code == 2
    assert "set aside" in said.out
    assert "[refused-event]" in said.err


def test_a_story_is_told_under_one_way_to_read(coregroup: Run, cases: Write) -> None:
    said = coregroup("explain", cases(LATE), "--reading", "all")
    assert (said.code, said.out) == (2, "")
    assert "coregroup judge --reading all tells what is certain" in said.err


def test_an_open_duty_says_from_which_day_on_it_is_doomed(coregroup: Run, cases: Write, folder: Path) -> None:
    (folder / "ten.toml").write_text(HEAD + DUTY + TEN_DAYS, encoding="utf-8")
    file = cases({"case": "A-5", "events": [{"type": "icpc_held", "on": "2015-12-24", "outcome": "plan"}]})
    said = " ".join(coregroup("explain", file, "--policy", "ten.toml", "--as-of", "2016-01-01").out.split())
    assert "Still open. Doomed since Fri 1 January 2016: no day is left on which it could be done in time." in said
    assert "Doomed" not in coregroup("explain", file, "--policy", "ten.toml", "--as-of", "2015-12-31").out
    story = coregroup("explain", file, "--policy", "ten.toml", "--as-of", "2016-01-01", "--format", "json").out
    assert json.loads(story)["judgement"]["findings"][0]["doomed_since"] == "2016-01-01"


@pytest.mark.parametrize(
    ("failures", "said"),
    [
        ("1", "Doomed since Thu 31 December 2015: no day is left on which it could be done in time if 1 attempt at it"),
        (
            "3",
            "Doomed since Thu 24 December 2015: no day is left on which it could be done in time if 3 attempts at it",
        ),
    ],
)
def test_it_is_doomed_sooner_if_attempts_at_it_fail(
    coregroup: Run, cases: Write, folder: Path, failures: str, said: str
) -> None:
    (folder / "ten.toml").write_text(HEAD + DUTY + TEN_DAYS, encoding="utf-8")
    file = cases({"case": "A-5", "events": [{"type": "icpc_held", "on": "2015-12-24", "outcome": "plan"}]})
    asked = ("explain", file, "--policy", "ten.toml", "--as-of", "2015-12-31")
    assert said in " ".join(coregroup(*asked, "--doomed", failures).out.split())
    assert "Doomed" not in coregroup(*asked, "--doomed").out


def test_a_number_of_failures_below_0_is_refused(coregroup: Run, cases: Write) -> None:
    told = coregroup("explain", cases(LATE), "--doomed", "-1")
    assert (told.code, told.out) == (2, "")
    assert told.err == "coregroup: --doomed: is at least 0: '-1' [bad-adversity]\n"
