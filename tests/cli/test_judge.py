"""`coregroup judge`: findings in every format, exit codes, and what it says of bad input."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from model.history import read_histories
from model.oracle import judge
from model.policy import load_policy
from tests.cli.conftest import CONFERENCE, IN_TIME, LATE, REFUSED, UNSURE, Run, exit_code
from tests.history.census import FIXTURE, census, child, conference, episode, samples
from tests.miniatures import DUTY, TEN_DAYS
from tests.miniatures import HEAD as POLICY

Write = Callable[..., str]
DAY = ("--as-of", "2015-03-31")
MET = "A-1\tit\t1\t1\tmust\t2015-01-05\t2015-01-19\tmet\t2015-01-19\t0\tworking days\t"
BREACHED = "A-2\tit\t1\t1\tmust\t2015-01-05\t2015-01-19\tbreached\t2015-01-20\t-1\tworking days\t"
HEAD = "case\tduty\toccasion\tclauses\tstrength\tanchor\tdue\tstatus\tdone\tslack\tunit\twhy"


def test_in_a_pipe_findings_are_tab_separated_lines_under_a_header(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(IN_TIME, LATE), "--policy", mini, *DAY)
    assert said == (0, f"{HEAD}\n{MET}\n{BREACHED}\n", "")


def test_in_a_pipe_there_are_no_codes_of_a_terminal(coregroup: Run, mini: str, cases: Write) -> None:
    assert "\033" not in coregroup("judge", cases(IN_TIME), "--policy", mini, *DAY).out


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_every_format_tells_the_same(coregroup: Run, mini: str, cases: Write, form: str) -> None:
    said = coregroup("judge", cases(IN_TIME, LATE), "--policy", mini, *DAY, "--format", form)
    assert (said.code, said.err) == (0, "")
    found = read[form](said.out)
    assert [(one["case"], one["status"], one["done"], int(one["slack"])) for one in found] == [
        ("A-1", "met", "2015-01-19", 0),
        ("A-2", "breached", "2015-01-20", -1),
    ]


def flat(judgements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"case": one["case"], **finding} for one in judgements for finding in one["findings"]]


read: dict[str, Callable[[str], list[dict[str, Any]]]] = {
    "csv": lambda text: list(csv.DictReader(io.StringIO(text))),
    "json": lambda text: flat(json.loads(text)),
    "jsonl": lambda text: flat([json.loads(line) for line in text.splitlines()]),
}


def test_json_lines_are_what_the_oracle_says_with_all_that_it_was_asked(
    coregroup: Run, mini: str, cases: Write
) -> None:
    line = json.loads(coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--format", "jsonl").out)
    assert (line["policy"], line["as_of"], line["known_at"], line["readings"]) == (
        "miniature",
        "2015-03-31",
        "2015-03-31",
        {},
    )
    assert set(line["calendar"]) == {"id", "digest"}
    (finding,) = line["findings"]
    assert finding == {
        "duty": "it",
        "clauses": ["1"],
        "strength": "must",
        "occasion": 1,
        "anchor": "2015-01-05",
        "due": "2015-01-19",
        "status": "breached",
        "done": "2015-01-20",
        "slack": -1,
        "late_by": 1,
        "unit": "working days",
        "trigger": "e1",
        "response": "e2",
    }


def test_parquet_has_days_as_dates_and_numbers_as_numbers(
    coregroup: Run, mini: str, cases: Write, folder: Path
) -> None:
    said = coregroup("judge", cases(UNSURE, LATE), "--policy", mini, *DAY, "--output", "findings.parquet")
    assert said == (0, "", "")
    table = parquet.read_table(folder / "findings.parquet")
    unsure, late = table.to_pylist()
    assert (late["due"], late["slack"], late["late_by"]) == (date(2015, 1, 19), -1, 1)
    assert (unsure["done"], unsure["slack"], unsure["status"]) == (None, None, "unknown")


def test_parquet_of_nothing_has_the_same_columns(coregroup: Run, mini: str, cases: Write, folder: Path) -> None:
    for name, wanted in (("some.parquet", "breached"), ("none.parquet", "lapsed")):
        coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--status", wanted, "--output", name)
    some, none = (parquet.read_table(folder / name) for name in ("some.parquet", "none.parquet"))
    assert (some.num_rows, none.num_rows) == (1, 0)
    assert some.schema == none.schema


def test_parquet_can_go_into_a_pipe(mini: str, cases: Write, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from model.cli import main

    assert main(["judge", cases(LATE), "--policy", mini, *DAY, "--format", "parquet"]) == 0
    assert parquet.read_table(io.BytesIO(capsysbinary.readouterr().out)).num_rows == 1


def test_parquet_is_refused_on_a_terminal(on_terminal: Run, mini: str, cases: Write) -> None:
    said = on_terminal("judge", cases(LATE), "--policy", mini, *DAY, "--format", "parquet")
    assert (said.code, said.out) == (2, "")
    assert "add --output FILE" in said.err


@pytest.mark.parametrize(
    ("name", "start"), [("f.csv", "case,duty"), ("f.json", "[\n"), ("f.jsonl", '{"case"'), ("f.txt", "case\tduty")]
)
def test_the_format_is_the_one_that_the_name_of_the_output_says(
    coregroup: Run, mini: str, cases: Write, folder: Path, name: str, start: str
) -> None:
    assert coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--output", name) == (0, "", "")
    assert (folder / name).read_text(encoding="utf-8").startswith(start)


def test_the_format_that_is_asked_for_goes_before_the_name(
    coregroup: Run, mini: str, cases: Write, folder: Path
) -> None:
    coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--output", "f.csv", "--format", "jsonl")
    assert (folder / "f.csv").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_output_that_cannot_be_written_is_said_without_a_traceback(
    coregroup: Run, mini: str, cases: Write, form: str
) -> None:
    output = f"nowhere/f.{form}"
    said = coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--output", output)
    expected = f"coregroup: --output: cannot be written: '{output}' (No such file or directory) [unwritable]\n"
    assert said == (2, "", expected)


def test_the_cases_are_never_overwritten_by_their_findings(
    coregroup: Run, mini: str, cases: Write, folder: Path
) -> None:
    name = cases(LATE)
    before = (folder / name).read_bytes()
    said = coregroup("judge", name, "--policy", mini, *DAY, "--output", f"./{name}")
    assert said.code == 2
    assert "[same-file]" in said.err
    assert (folder / name).read_bytes() == before


# ---- exit codes


@pytest.mark.parametrize(
    ("case", "fail_on", "code"),
    [
        (LATE, None, 0),
        (LATE, "breached", 1),
        (IN_TIME, "breached", 0),
        (UNSURE, "unknown", 1),
        (UNSURE, "breached", 0),
        (REFUSED, "breached", 2),
    ],
)
def test_the_exit_code_says_no_only_where_that_was_asked(
    coregroup: Run, mini: str, cases: Write, case: object, fail_on: str | None, code: int
) -> None:
    asked = [] if fail_on is None else ["--fail-on", fail_on]
    assert coregroup("judge", cases(case), "--policy", mini, *DAY, *asked).code == code


def test_a_breach_that_is_not_shown_is_a_breach(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(LATE), "--policy", mini, *DAY, "--status", "met", "--fail-on", "breached")
    assert (said.code, said.rows) == (1, [])


@pytest.mark.parametrize("usage", [[], ["cases.jsonl", "--format", "xml"], ["cases.jsonl", "--strength", "firm"]])
def test_wrong_usage_exits_with_2(coregroup: Run, usage: list[str]) -> None:
    said = coregroup("judge", *usage)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: coregroup judge")


# ---- what to show


def test_only_the_statuses_asked_for_are_shown(coregroup: Run, mini: str, cases: Write) -> None:
    file = cases(IN_TIME, LATE, UNSURE)
    shown = coregroup("judge", file, "--policy", mini, *DAY, "--status", "met", "--status", "unknown")
    assert [row[0] for row in shown.rows] == ["A-1", "A-3"]


def test_every_wrong_status_is_named_with_the_likely_one(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(LATE), "--policy", mini, "--status", "breachd", "--status", "mett")
    assert (said.code, said.out) == (2, "")
    assert "--status: is no status: 'breachd' (did you mean 'breached'?) [bad-status]" in said.err
    assert "--status: is no status: 'mett' (did you mean 'met'?) [bad-status]" in said.err


def test_a_stronger_question_leaves_out_weaker_duties(coregroup: Run, cases: Write) -> None:
    file = cases(IN_TIME)
    strengths = {row[4] for row in coregroup("judge", file, *DAY, "--strength", "must").rows}
    every = {row[4] for row in coregroup("judge", file, *DAY).rows}
    assert strengths == {"must"} < every


EXCUSED = {"type": "core_group_delay_authorised", "on": "2015-02-02", "by": "line_manager", "reason_recorded": True}
DIRECTED = {
    "type": "chair_direction_given",
    "on": "2015-01-05",
    "subject": "core_group_interval",
    "interval": "8 weeks",
}
QUORATE = {"type": "core_group_held", "on": "2015-01-16", "agencies_present": ["health", "education"]}
ENDED = {"type": "plan_discharged", "on": "2015-01-30"}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (EXCUSED, "excused by core_group_delay_authorised of 2015-02-02, e3"),
        (ENDED, "ended by plan_discharged of 2015-01-30, e3"),
        (DIRECTED, "interval set by chair_direction_given of 2015-01-05, e2"),
        (None, ""),
    ],
)
def test_why_names_the_event_that_excused_ended_or_re_timed(
    coregroup: Run, cases: Write, event: dict[str, Any] | None, why: str
) -> None:
    events = [CONFERENCE, QUORATE] + ([] if event is None else [event])
    file = cases({"case": "A-9", "events": events})
    rows = coregroup("judge", file, "--policy", "brent", "--as-of", "2015-06-30").rows
    assert [row[-1] for row in rows if row[1] == "core-group-interval"] == [why]


def test_an_event_is_named_as_its_own_case_has_it(coregroup: Run, cases: Write) -> None:
    ended = [{**ENDED, "on": day} for day in ("2015-01-28", "2015-01-29", "2015-01-30")]
    file = cases(*({"case": f"A-{one['on']}", "events": [CONFERENCE, QUORATE, one]} for one in ended))
    rows = coregroup("judge", file, "--policy", "brent", "--as-of", "2015-06-30").rows
    told = [(row[0], row[-1]) for row in rows if row[1] == "core-group-interval"]
    assert told == [(f"A-{one['on']}", f"ended by plan_discharged of {one['on']}, e3") for one in ended]


def test_why_says_which_facts_an_unknown_lacks(coregroup: Run, mini: str, cases: Write) -> None:
    (row,) = coregroup("judge", cases(UNSURE), "--policy", mini, *DAY).rows
    assert "outcome" in row[-1]


def test_what_is_no_single_line_of_text_is_written_so_that_it_is_one(coregroup: Run, mini: str, cases: Write) -> None:
    file = cases({**LATE, "case": "tab\there \x1b[31mred"})
    (row,) = coregroup("judge", file, "--policy", mini, *DAY).rows
    assert row[0] == "tab\\there \\x1b[31mred"
    assert len(row) == 12


# ---- days


def test_without_a_day_it_is_judged_as_of_today(
    coregroup: Run, mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model.cli import options

    class Clock:
        @staticmethod
        def now(_: object) -> Any:
            return today

    from datetime import datetime

    monkeypatch.setattr(options, "datetime", Clock)
    file = cases({"case": "A-5", "events": [CONFERENCE]})
    for text, status in (("2015-01-19", "pending"), ("2015-01-20", "breached")):
        today = datetime.fromisoformat(text)
        assert coregroup("judge", file, "--policy", mini).rows[0][7] == status


def test_a_census_is_judged_as_of_its_last_day(coregroup: Run, folder: Path) -> None:
    (folder / "census.xml").write_bytes(census(child(episode(conference("2024-03-20"), on="2024-02-01"))))
    said = coregroup("judge", "census.xml", "--policy", "working-together", "--format", "jsonl")
    assert json.loads(said.out)["as_of"] == "2024-03-31"
    later = coregroup("judge", "census.xml", "--policy", "working-together", "--format", "jsonl", *DAY)
    assert json.loads(later.out)["as_of"] == "2015-03-31"


@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
@pytest.mark.parametrize("day", ["2015-02-30", "31/03/2015", "yesterday", ""])
def test_a_day_that_is_none_is_named_with_its_option(
    coregroup: Run, mini: str, cases: Write, option: str, day: str
) -> None:
    said = coregroup("judge", cases(LATE), "--policy", mini, option, day)
    assert said == (2, "", f"coregroup: {option}: is no day: '{day}' (days are written 2015-03-31) [bad-date]\n")


def test_what_was_recorded_later_was_not_known(coregroup: Run, mini: str, cases: Write) -> None:
    told = {"type": "core_group_held", "on": "2015-01-16", "recorded_on": "2015-02-20"}
    file = cases({"case": "A-6", "events": [CONFERENCE, told]})
    known = [
        coregroup("judge", file, "--policy", mini, *DAY, "--known-at", day) for day in ("2015-02-19", "2015-02-20")
    ]
    assert [said.rows[0][7] for said in known] == ["breached", "met"]


# ---- readings


def test_a_reading_changes_the_verdict(coregroup: Run, cases: Write) -> None:
    file = cases(IN_TIME)

    def status(*asked: str) -> list[str]:
        rows = coregroup("judge", file, "--policy", "working-together", *DAY, *asked).rows
        return [row[7] for row in rows if row[1] == "first-core-group"]

    assert status() == ["met"]
    assert status("--reading", "first-day=same-day") == ["breached"]
    assert status("--reading", "first-day=day-after") == ["met"]


@pytest.mark.parametrize(
    ("readings", "message"),
    [
        (["first-dya=same-day"], "brent-2014 has no such reading: 'first-dya' (did you mean 'first-day'?)"),
        (["first-day=same"], "reading first-day has no such choice: 'same' (did you mean 'same-day'?)"),
        (["first-day"], "is no reading with its choice: 'first-day' (readings are written ten-days=working-days, or"),
        (["ten-days=working-days", "ten-days=calendar-days"], "is given two choices, working-days and calendar-days"),
        (["all", "first-dya=same-day"], "brent-2014 has no such reading: 'first-dya'"),
    ],
)
def test_a_wrong_reading_is_named_with_the_likely_mistake(
    coregroup: Run, cases: Write, readings: list[str], message: str
) -> None:
    asked = [word for reading in readings for word in ("--reading", reading)]
    said = coregroup("judge", cases(LATE), *DAY, *asked)
    assert (said.code, said.out) == (2, "")
    assert f"coregroup: --reading: {message}" in said.err


# ---- policies


def test_an_unknown_policy_is_named_with_the_likely_one(coregroup: Run, cases: Write) -> None:
    said = coregroup("judge", cases(LATE), "--policy", "bernt")
    assert (said.code, said.out) == (2, "")
    assert "no policy of this name and no such file: 'bernt' (did you mean 'brent'?; a file" in said.err


def test_every_fault_of_a_policy_is_named_in_one_run(coregroup: Run, cases: Write, folder: Path, mini: str) -> None:
    text = (folder / mini).read_text(encoding="utf-8")
    (folder / mini).write_text(text.replace('"must"', '"firm"').replace("10 working", "10 workng"), encoding="utf-8")
    said = coregroup("judge", cases(LATE), "--policy", mini)
    assert (said.code, said.out) == (2, "")
    assert "mini.toml, duty it, strength: is none of the known values: 'firm'" in said.err
    assert "mini.toml, duty it, within: not a period: '10 workng days' (did you mean '10 working days'?)" in said.err


def test_a_policy_can_declare_the_kinds_of_event_that_its_cases_have(
    coregroup: Run, cases: Write, folder: Path
) -> None:
    from tests.miniatures import LONG_SUPERVISION

    (folder / "own.toml").write_text(POLICY + LONG_SUPERVISION, encoding="utf-8")
    held = {"type": "supervision_held", "on": "2015-01-12", "minutes": 29}
    said = coregroup("judge", cases({"case": "A-7", "events": [CONFERENCE, held]}), "--policy", "own.toml", *DAY)
    assert (said.code, [row[7] for row in said.rows]) == (0, ["breached"])


# ---- bad input


def test_a_faulty_case_is_named_and_the_others_are_judged(coregroup: Run, mini: str, cases: Write) -> None:
    file = cases(IN_TIME, {"case": "A-8", "events": [{"type": "icpc_hold", "on": "2015-01-05"}]}, LATE)
    said = coregroup("judge", file, "--policy", mini, *DAY)
    assert (said.code, [row[0] for row in said.rows]) == (2, ["A-1", "A-2"])
    first, unknown, aside = said.err.splitlines()
    assert first == "2 faults:"
    assert unknown.startswith("cases.jsonl line 2")
    assert "unknown kind of event: 'icpc_hold' (did you mean 'icpc_held'?)" in unknown
    assert aside.endswith("[case-set-aside]")


def test_of_many_faults_the_first_fifty_are_shown_and_all_are_counted(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(IN_TIME, *["no json"] * 60), "--policy", mini, *DAY)
    assert (said.code, len(said.rows)) == (2, 1)
    lines = said.err.splitlines()
    assert lines[0] == "60 faults:"
    assert "cases.jsonl line 51" in lines[50]
    assert lines[51:] == ["... and 10 more: 60 faults in all"]


def test_a_refused_event_is_named_with_its_state_and_the_rest_of_the_case_is_judged(
    coregroup: Run, mini: str, cases: Write
) -> None:
    said = coregroup("judge", cases(REFUSED, LATE), "--policy", mini, *DAY)
    assert (said.code, [row[0] for row in said.rows]) == (2, ["A-4", "A-2"])
    assert said.err.startswith(
        "1 fault:\ncases.jsonl line 1, case A-4, event e1: rcpc_held on 2015-01-02 cannot happen"
    )
    assert said.err.endswith("[refused-event]\n")


@pytest.mark.parametrize("more", [(), ("--reading", "all")], ids=["one reading", "every reading"])
def test_where_there_are_only_faults_no_empty_table_stands_before_them(
    coregroup: Run, mini: str, cases: Write, folder: Path, more: tuple[str, ...]
) -> None:
    said = coregroup("judge", cases("nonsense"), "--policy", mini, *DAY, *more)
    assert (said.code, said.out, said.err[:8]) == (2, "", "1 fault:")
    assert coregroup("judge", "cases.jsonl", "--policy", mini, *DAY, *more, "--output", "found.txt").code == 2
    assert (folder / "found.txt").read_text(encoding="utf-8").startswith("case\tduty\t")


def test_strict_sets_the_whole_case_aside(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(REFUSED, LATE), "--policy", mini, *DAY, "--strict")
    assert (said.code, [row[0] for row in said.rows]) == (2, ["A-2"])
    assert said.err.startswith("2 faults:\n")
    assert "the whole case was set aside (--strict): 'A-4' [case-set-aside]" in said.err


def test_a_file_without_any_case_is_a_fault(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(), "--policy", mini)
    assert (said.code, said.rows) == (2, [])
    assert "holds no case" in said.err


@pytest.mark.parametrize(
    ("name", "why"), [("missing.jsonl", "No such file or directory"), ("folder", "Is a directory")]
)
def test_a_file_that_cannot_be_opened_is_said_before_anything_is_written(
    coregroup: Run, mini: str, folder: Path, name: str, why: str
) -> None:
    (folder / "folder").mkdir()
    said = coregroup("judge", name, "--policy", mini, "--output", "f.csv")
    assert said == (2, "", f"coregroup: cannot be opened: '{name}' ({why}) [cannot-open]\n")
    assert not (folder / "f.csv").exists()


def test_a_file_that_may_not_be_read_is_said(
    coregroup: Run, mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, policy = cases(LATE), Path(mini).read_text(encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", lambda *_, **__: policy)
    monkeypatch.setattr(Path, "open", refuse)
    said = coregroup("judge", file, "--policy", mini)
    assert said == (2, "", "coregroup: cannot be opened: 'cases.jsonl' (Permission denied) [cannot-open]\n")


def test_a_file_of_an_unknown_format_is_named(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases(LATE, name="cases.xlsx"), "--policy", mini)
    assert (said.code, said.out) == (2, "")
    assert "[unknown-format]" in said.err


def test_cases_come_from_standard_input(coregroup: Run, mini: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(LATE).encode())))
    assert coregroup("judge", "-", "--policy", mini, *DAY) == (0, f"{HEAD}\n{BREACHED}\n", "")


# ---- a census


def test_what_a_census_cannot_say_is_not_assessed_and_never_breached(coregroup: Run, folder: Path) -> None:
    (folder / "census.xml").write_bytes(census(child(episode(conference("2023-04-20")))))
    said = coregroup("judge", "census.xml", "--policy", "working-together")
    assert said.code == 0
    assert "first-core-group" not in {row[1] for row in said.rows}
    assert "not assessed: CIN census has no core_group_held: first-core-group, lead-social-worker-chairs\n" in said.err


def test_the_fixture_census_is_judged_in_one_step_as_its_imported_histories_are(coregroup: Run, folder: Path) -> None:
    coregroup("import", "cin", FIXTURE, "--output", "cases.jsonl")
    at = ("--policy", "working-together", "--as-of", "2024-03-31")
    direct, imported = coregroup("judge", FIXTURE, *at), coregroup("judge", folder / "cases.jsonl", *at)
    assert direct.rows == imported.rows != []


PUBLISHED = [path for path in samples() if path.stem == "census-2024-sample"]


@pytest.mark.skipif(not PUBLISHED, reason="the published sample is not part of the repository")
def test_the_published_census_gives_findings_and_the_faults_of_the_file(coregroup: Run) -> None:
    (path,) = PUBLISHED
    said = coregroup("judge", path, "--policy", "working-together")
    assert said.code == 2
    assert "not assessed: CIN census has no core_group_held" in said.err
    assert "[authorised-before-it-began]" in said.err
    assert "[plan-before-its-conference]" in said.err
    assert "[refused-event]" in said.err
    judged = [
        [history.case, one.duty, one.status.value]
        for history in read_histories(str(path))
        for one in judge(history, load_policy("working-together"), as_of=date(2024, 3, 31)).findings
    ]
    assert [[row[0], row[1], row[7]] for row in said.rows] == judged != []


FAR = {"case": "A-9", "events": [{"type": "icpc_held", "on": "2042-12-20", "outcome": "plan"}]}
OUT_OF_THE_CALENDAR = "is not judged because of the fault above: 'A-9' [case-set-aside]"


@pytest.mark.parametrize("more", [(), ("--reading", "all")])
def test_a_case_whose_due_day_is_outside_the_calendar_is_set_aside_and_the_others_are_judged(
    coregroup: Run, mini: str, cases: Write, more: tuple[str, ...]
) -> None:
    said = coregroup("judge", cases(IN_TIME, FAR, LATE), "--policy", mini, "--as-of", "2042-12-31", *more)
    assert said.code == 2
    assert {row[0] for row in said.rows} == {"A-1", "A-2"}
    assert "case A-9: not a day of calendar england-and-wales" in said.err
    assert OUT_OF_THE_CALENDAR in said.err


@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
def test_a_day_outside_the_calendar_is_refused_once(coregroup: Run, mini: str, cases: Write, option: str) -> None:
    said = coregroup("judge", cases(IN_TIME, LATE), "--policy", mini, option, "2043-01-01")
    assert (said.code, said.out) == (2, "")
    assert said.err.count("outside-calendar") == 1
    assert option in said.err


def test_an_output_of_an_unknown_format_is_refused(coregroup: Run, mini: str, cases: Write, folder: Path) -> None:
    said = coregroup("judge", cases(IN_TIME), "--policy", mini, "--output", folder / "findings.xlsx")
    assert (said.code, said.out) == (2, "")
    assert "--output: is no known format: '.xlsx'" in said.err
    assert not (folder / "findings.xlsx").exists()


def test_no_control_character_of_a_case_reaches_a_terminal_in_a_fault(coregroup: Run, mini: str, cases: Write) -> None:
    said = coregroup("judge", cases({**REFUSED, "case": "A\x1b[31m"}), "--policy", mini)
    assert "\x1b" not in said.err
    assert "case A\\x1b[31m, event" in said.err


def test_what_is_said_to_a_closed_stream_goes_nowhere(mini: str, cases: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert exit_code(["judge", str(cases(IN_TIME)), "--policy", mini]) == 0


# ---- what is doomed

CHRISTMAS = {"case": "A-5", "events": [{"type": "icpc_held", "on": "2015-12-24", "outcome": "plan"}]}
TEN_CALENDAR_DAYS = POLICY + DUTY + TEN_DAYS


@pytest.mark.parametrize(
    ("asked", "day"),
    [(["--doomed"], "2016-01-01"), (["--doomed", "1"], "2015-12-31"), (["--doomed", "3"], "2015-12-24")],
)
def test_an_open_duty_is_doomed_since_the_day_that_leaves_too_few_attempts(
    coregroup: Run, cases: Write, folder: Path, asked: list[str], day: str
) -> None:
    (folder / "ten.toml").write_text(TEN_CALENDAR_DAYS, encoding="utf-8")
    said = coregroup("judge", cases(CHRISTMAS), "--policy", "ten.toml", "--as-of", "2016-01-02", *asked)
    assert said.out.splitlines()[0] == f"{HEAD}\tdoomed_since"
    assert [(row[7], row[-1]) for row in said.rows] == [("pending", day)]


def test_doom_that_has_not_come_is_not_told(coregroup: Run, cases: Write, folder: Path) -> None:
    (folder / "ten.toml").write_text(TEN_CALENDAR_DAYS, encoding="utf-8")
    said = coregroup("judge", cases(CHRISTMAS), "--policy", "ten.toml", "--as-of", "2015-12-31", "--doomed")
    assert [row[-1] for row in said.rows] == [""]


def test_doom_is_in_every_format_and_a_day_in_parquet(coregroup: Run, cases: Write, folder: Path) -> None:
    (folder / "ten.toml").write_text(TEN_CALENDAR_DAYS, encoding="utf-8")
    asked = ("judge", cases(CHRISTMAS), "--policy", "ten.toml", "--as-of", "2016-01-02", "--doomed")
    for form, found in read.items():
        assert [one["doomed_since"] for one in found(coregroup(*asked, "--format", form).out)] == ["2016-01-01"]
    coregroup(*asked, "--output", "f.parquet")
    assert parquet.read_table(folder / "f.parquet").to_pylist()[0]["doomed_since"] == date(2016, 1, 1)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["--doomed", "-1"], "--doomed: is at least 0: '-1' [bad-adversity]"),
        (["--doomed", "--reading", "all"], "--doomed: needs one way to read, not all: '0' "),
    ],
)
def test_doom_that_cannot_be_told_is_refused(
    coregroup: Run, mini: str, cases: Write, asked: list[str], message: str
) -> None:
    said = coregroup("judge", cases(LATE), "--policy", mini, *asked)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_at_the_edge_of_the_calendar_the_findings_are_told_and_that_doom_is_not_known(
    coregroup: Run, cases: Write, folder: Path
) -> None:
    (folder / "zero.toml").write_text(POLICY + DUTY + TEN_DAYS.replace("10 days", "0 days"), encoding="utf-8")
    first = {"case": "A-6", "events": [{"type": "icpc_held", "on": "1995-01-02", "outcome": "plan"}]}
    said = coregroup("judge", cases(first), "--policy", "zero.toml", "--as-of", "1995-01-02", "--doomed", "2")
    assert [(row[7], row[-1]) for row in said.rows] == [("pending", "")]
    assert "case A-6, it: whether it is doomed is not known: the calendar has only 1995-01-01 to 2042-12-31" in said.err
    assert said.code == 0
