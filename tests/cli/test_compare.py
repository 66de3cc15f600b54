"""`coregroup compare`: small policies side by side, as text and as JSON, in a pipe and on a terminal."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.analysis import compare as analysis
from model.analysis import trial
from model.calendar import england_and_wales
from model.cli.compare import counted, plain_cell, row, standing
from model.cli.parting import others
from model.compiled import compile as compiling
from model.policy import load_policy
from tests.analysis.health.planted import BANNED, BY_MANAGER, BY_WORKER, HELD, TWENTY_DAYS, duty
from tests.cli.conftest import Run
from tests.cli.pages import rows
from tests.miniatures import HEAD, TEN_DAYS

DAY = date(2015, 1, 5)
WEEKS = ("--from", "2015-01-05", "--to", "2015-02-05")
ROOT = Path(__file__).parents[2]
OTHER = HEAD.replace("miniature", "other")
READ = """
[[reading]]
id = "how-long"
phrase = "ten days"
default = "ten"
reason = "So it stands there."

[[reading.choice]]
id = "ten"
means = "ten days"

[[reading.choice]]
id = "twelve"
means = "twelve days"
set = [{ duty = "it", within = "12 days" }]
"""


@pytest.fixture
def pair(folder: Path) -> tuple[str, str]:
    """Two policies of a user's own: ten days and a chair in the one, twenty days and another chair in the other."""
    chairs = [duty("chaired", HELD + by + 'topic = "chair"\n') for by in (BY_MANAGER, BY_WORKER)]
    days = [duty("it", within + 'topic = "how soon"\n') for within in (TEN_DAYS, TWENTY_DAYS)]
    (folder / "a.toml").write_text(HEAD + days[0] + chairs[0] + READ, encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + days[1] + chairs[1], encoding="utf-8")
    return "a.toml", "b.toml"


@pytest.fixture
def clash(folder: Path) -> tuple[str, str]:
    """What the one demands within ten days, the other forbids for three weeks."""
    (folder / "a.toml").write_text(HEAD + duty("it", TEN_DAYS), encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + duty("banned", BANNED + 'topic = "bans"\n'), encoding="utf-8")
    return "a.toml", "b.toml"


def plain(run: Run, *arguments: str) -> Any:
    said = run("compare", *arguments, *WEEKS, "--format", "json")
    assert said.code == 0
    return json.loads(said.out)


def test_the_text_tells_topics_conflicts_contradictions_and_coverage(coregroup: Run, pair: tuple[str, str]) -> None:
    said = coregroup("compare", *pair, *WEEKS)
    assert (said.code, said.err) == (0, "")
    assert rows(said.out, "Topic by topic")[:3] == [
        ["topic", "relation", "duties of A", "duties of B", "conflicts"],
        ["how soon", "A stricter", "it", "it", "1"],
        ["chair", "contradictory", "chaired", "chaired", "2"],
    ]
    assert "\nhow soon: A finds a breach of it (must), B finds none of it [A it; B it]\n" in said.out
    assert "\n    2015-01-05 initial conference held, outcome plan; they part on 2015-01-16\n" in said.out
    assert "Every case that begins from 2015-01-05 to 2015-02-05 (32 days)." in said.out
    assert "transitions, finished." in said.out


def test_a_contradiction_names_duties_clauses_event_and_the_cases_that_breach_one_alone(
    coregroup: Run, pair: tuple[str, str]
) -> None:
    told = coregroup("compare", *pair, *WEEKS).out
    assert (
        "No: A's chaired (must; chaired) and B's chaired (must; chaired) contradict each other: "
        "after 2015-01-05 initial conference held, "
        "outcome plan, the next core group held breaches one of them, whatever is done. "
        "They are all kept only where none such follows, as when the plan or the case ends first.\n"
        "    2015-01-06 core group held, chair lead social worker: of these only A's chaired is breached.\n"
        "    2015-01-06 core group held, chair line manager: of these only B's chaired is breached.\n"
    ) in told


def test_a_contradiction_that_takes_a_fact_names_the_fact(coregroup: Run, folder: Path) -> None:
    alone = 'when = { event = "core_group_held", family_present = false }\n'
    (folder / "a.toml").write_text(HEAD + duty("one", alone + BY_MANAGER), encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + duty("two", HELD + BY_WORKER), encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert "the next core group held, family present no, breaches one of them" in told
    (found,) = plain(coregroup, "a.toml", "b.toml")["contradictions"]
    assert found["given"] == {"family_present": False}


def test_days_that_do_not_meet_are_told_with_the_case_that_comes_to_it(coregroup: Run, clash: tuple[str, str]) -> None:
    said = coregroup("compare", *clash, *WEEKS, "--fail-on", "contradiction")
    assert said.code == 1
    assert "No: the days that A's it (must; it) and B's banned (must; banned) leave do not meet: after 20" in said.out
    assert "whatever is done breaches one of them, unless the plan or the case ends first.\n" in said.out


def test_a_policy_that_contradicts_itself_is_told_apart_from_the_two(coregroup: Run, folder: Path) -> None:
    (folder / "a.toml").write_text(HEAD + duty("one", HELD + BY_MANAGER) + duty("two", HELD + BY_WORKER), "utf-8")
    (folder / "b.toml").write_text(OTHER + duty("it", TEN_DAYS), encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert "\nNo: A cannot be kept even alone, as is told below. Nothing else against it was found in cases" in told
    assert "\nA alone: A's one (must; one) and A's two (must; two) contradict each other: " in told


def test_what_contradicts_nothing_is_said_to_have_nothing_found_against_it(
    coregroup: Run, pair: tuple[str, str]
) -> None:
    told = coregroup("compare", pair[0], pair[0], *WEEKS).out
    (said,) = plain(coregroup, pair[0], pair[0])["can_both_be_kept"]
    assert said.startswith("Nothing against it was found in cases up to ")
    assert f"\n{said}\n" in told
    assert "\nNo: " not in told


def test_json_carries_the_same_findings_as_the_text(coregroup: Run, pair: tuple[str, str]) -> None:
    found = plain(coregroup, *pair)
    cells = {cell["topic"]: cell for cell in found["topics"]}
    (conflict,) = cells["how soon"]["conflicts"]
    assert (conflict["breached"], conflict["by"], conflict["parts_on"]) == ("it", "A", "2015-01-16")
    assert conflict["witness"]["history"]["events"] == [
        {"type": "icpc_held", "on": "2015-01-05", "id": "e1", "outcome": "plan"}
    ]
    assert (cells["how soon"]["relation"], cells["chair"]["relation"]) == ("A stricter", "contradictory")
    assert cells["how soon"]["coverage"]["start_days"] == 32
    assert cells["how soon"]["coverage"]["exhaustive"]
    (contradiction,) = found["contradictions"]
    told = coregroup("compare", *pair, *WEEKS).out
    assert contradiction["says"] in told
    assert contradiction["duties"] == {"A": ["chaired"], "B": ["chaired"]}
    assert contradiction["events"] == [{"type": "icpc_held", "on": "2015-01-05", "outcome": "plan"}]
    assert len(contradiction["witnesses"]) == 2
    assert found["can_both_be_kept"] == [contradiction["says"]]
    assert (conflict["says"], conflict["case"]) == (
        "It is to be so.",
        "2015-01-05 initial conference held, outcome plan",
    )
    assert (found["finished"], found["first"], found["last"]) == (True, "2015-01-05", "2015-02-05")


def test_the_code_says_whether_there_is_what_was_asked_for(coregroup: Run, pair: tuple[str, str]) -> None:
    a, b = pair
    assert coregroup("compare", a, b, *WEEKS, "--fail-on", "conflict").code == 1
    assert coregroup("compare", a, b, *WEEKS, "--fail-on", "contradiction").code == 1
    assert coregroup("compare", a, a, *WEEKS, "--fail-on", "conflict").code == 0


def test_a_policy_beside_itself_is_equal_on_every_topic(coregroup: Run, pair: tuple[str, str]) -> None:
    found = plain(coregroup, pair[0], pair[0])
    assert {cell["relation"] for cell in found["topics"]} == {"equal"}
    assert found["contradictions"] == []


@pytest.mark.parametrize(("option", "relation"), [("--reading-a", "B stricter"), ("--reading-b", "A stricter")])
def test_a_reading_changes_its_own_side(coregroup: Run, pair: tuple[str, str], option: str, relation: str) -> None:
    found = plain(coregroup, pair[0], pair[0], option, "how-long=twelve")
    assert [cell["relation"] for cell in found["topics"]] == [relation, "equal"]
    assert f"{option[-1].upper()}: A miniature (miniature) with how-long=twelve\n" in (
        coregroup("compare", pair[0], pair[0], option, "how-long=twelve", *WEEKS).out
    )


def test_a_weaker_duty_is_left_out_where_that_is_asked(coregroup: Run, folder: Path) -> None:
    (folder / "a.toml").write_text(
        HEAD + duty("it", TEN_DAYS) + duty("soft", "topic = 'soft'\n" + TWENTY_DAYS, "may"), encoding="utf-8"
    )
    found = plain(coregroup, "a.toml", "a.toml", "--strength", "must")
    assert [cell["topic"] for cell in found["topics"]] == [""]


def test_what_is_not_searched_is_said(coregroup: Run, folder: Path) -> None:
    unlimited = 'when = "impasse_reached"\nthen = "escalated"\n'
    (folder / "a.toml").write_text(HEAD + duty("it", unlimited), encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + duty("it", TEN_DAYS), encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert "Not searched: miniature: it: it has no time limit, so that no history breaches it.\n" in told


def test_a_topic_of_which_histories_were_only_tried_is_said_to_prove_nothing(
    coregroup: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "MOST_TRIED", 200)
    around = HELD + 'then = "child_seen"\nbetween = ["1 week before", "3 days"]\n'
    for name, head, days in (("a.toml", HEAD, "3 days"), ("b.toml", OTHER, "4 days")):
        (folder / name).write_text(head + duty("it", around.replace("3 days", days)), encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert "Not searched: miniature: it: its window lies before and after the trigger.\n" in told
    assert "\nWithout a topic: 32 start days, 0 states, 0 transitions; not exhaustive: small histories were " in told


def test_stories_tell_every_conflict_in_sentences(coregroup: Run, pair: tuple[str, str]) -> None:
    told = coregroup("compare", *pair, *WEEKS, "--stories").out
    assert "\nHow soon\n\nminiature finds a breach of it where other finds none on the topic how soon\n" in told
    assert "On Mon 5 January 2015 the initial child protection conference was held (outcome: plan)." in told


@pytest.mark.slow
def test_pictures_and_tests_are_written_and_the_tests_are_green(
    coregroup: Run, pair: tuple[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said = coregroup("compare", *pair, *WEEKS, "--pictures", "drawn/all", "--tests", "tested")
    stems = {"how-soon-a-it", "contradiction-chaired-chaired"}
    pictures = sorted((folder / "drawn" / "all").iterdir())
    tests = sorted((folder / "tested").iterdir())
    assert stems < {path.stem for path in pictures}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    drawn = {f"test_{path.stem.replace('-', '_')}.py" for path in pictures}
    assert {path.name for path in tests} == drawn | {"test_contradiction_chaired_chaired_2.py"}
    assert said.err == (
        f"coregroup: {len(pictures)} pictures written to drawn/all\ncoregroup: {len(tests)} tests written to tested\n"
    )
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "tested")]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(run, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, f"{len(tests)} passed" in done.stdout) == (0, True), done.stdout


def test_a_file_where_a_folder_should_be_is_one_clear_line(coregroup: Run, pair: tuple[str, str]) -> None:
    said = coregroup("compare", *pair, *WEEKS, "--tests", "a.toml")
    told = "coregroup: --tests: cannot be written: 'a.toml' (it is a file, not a folder) [unwritable]\n"
    assert (said.code, said.err) == (2, told)


def test_on_a_terminal_conflicts_are_sentences_that_fit(on_terminal: Run, pair: tuple[str, str]) -> None:
    said = on_terminal("compare", *pair, *WEEKS, columns=72)
    assert "how soon: A finds a breach of it (must), B finds none of it [A it; B it]\n" in said.out
    assert "2015-01-05 initial conference held, outcome plan; they part on 2015-01-16" in " ".join(said.out.split())
    assert "\t" not in said.out
    prose = said.out[said.out.index("Conflicts:") :]
    assert max(map(len, prose.splitlines())) <= 72


def test_on_a_terminal_a_side_that_says_nothing_is_told_so(on_terminal: Run, clash: tuple[str, str]) -> None:
    told = on_terminal("compare", *clash, *WEEKS).out
    assert "without a topic: A finds a breach of it (must), B has no duty on this [A it; B -]" in told


def test_the_duties_of_a_side_that_do_not_arise_are_named(coregroup: Run, folder: Path) -> None:
    (folder / "a.toml").write_text(HEAD + duty("it", TEN_DAYS), encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + duty("chaired", HELD + BY_MANAGER), encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert (
        "without a topic: A finds a breach of it (must), B finds none: chaired does not arise in this case [A it; B -]"
        in told
    )


def test_what_a_side_cannot_tell_of_is_said_and_counted(pair: tuple[str, str]) -> None:
    a, b = map(load_policy, pair)
    found = analysis.compare(a, b, england_and_wales(), date(2015, 1, 5), date(2015, 2, 5))
    cell = found.cell("how soon")
    unsure = replace(cell.conflicts[0], spared=(), untold=("it",))
    assert others(unsure, cell) == "cannot tell of it, for which the case does not say enough"
    assert others(replace(unsure, spared=("that",)), cell) == f"finds none of that and {others(unsure, cell)}"
    assert counted((cell.conflicts[0], unsure)) == "2, of 1 of which the other cannot tell"


def test_a_conflict_says_what_makes_it(coregroup: Run, folder: Path) -> None:
    excuse = '[[excuse]]\nid = "delay"\nclauses = ["2"]\ncovers = ["it"]\nsays = "x."\nwhen = "escalated"\n'
    (folder / "a.toml").write_text(HEAD + duty("it", TEN_DAYS), encoding="utf-8")
    (folder / "b.toml").write_text(OTHER + duty("it", TEN_DAYS) + excuse, encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    assert "A finds a breach of it (must), B finds none of it [A it; B it, 2]" in told
    assert "\n    Because of the excuse delay: B says (2): x.\n" in told


def test_strengths_that_differ_are_told_where_nothing_else_does(coregroup: Run, folder: Path) -> None:
    (folder / "a.toml").write_text(HEAD + duty("it", TEN_DAYS) + duty("other", HELD + BY_MANAGER), encoding="utf-8")
    weak = duty("it", TEN_DAYS, "should") + duty("other", HELD + BY_MANAGER)
    (folder / "b.toml").write_text(OTHER + weak, encoding="utf-8")
    (cell,) = plain(coregroup, "a.toml", "b.toml")["topics"]
    assert cell["relation"] == "equal"
    assert cell["strength"] == [{"duty": "it", "A": "must", "B": "should"}]
    found = analysis.compare(load_policy("a.toml"), load_policy("b.toml"), england_and_wales(), DAY, DAY)
    assert standing(found.cells[0]) == "equal, but it must in A and should in B"
    alone = replace(found.cells[0], duties=(("it",), ("it",)), so_far=analysis.Relation.A_STRICTER)
    assert standing(alone) == "A stricter; must in A and should in B"


def test_ctrl_c_tells_what_was_covered(coregroup: Run, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*told: object) -> None:
        assert told[1:] == ("topics", 1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("model.cli.searching.Telling.__call__", stop)
    said = coregroup("compare", *pair, *WEEKS)
    assert said.code == 130
    assert rows(said.out, "Topic by topic")[1:] == [["how soon", "A stricter", "it", "it", "1"]]
    assert "NOT FINISHED" in said.out
    assert "\nSTOPPED after 1 of 2 topics. What is said holds for these alone: how soon.\n" in said.out
    assert "\nNot searched, so that nothing is said of them: chair.\n" in said.out
    assert said.err == ""
    assert coregroup("compare", *pair, *WEEKS, "--fail-on", "conflict").code == 1


def test_what_is_said_of_a_topic_that_was_not_searched_to_the_end_is_said_so_far(pair: tuple[str, str]) -> None:
    a, b = map(load_policy, pair)
    found = analysis.compare(a, b, england_and_wales(), date(2015, 1, 5), date(2015, 2, 5))
    (cell, _) = found.cells
    assert row(cell)[1] == "A stricter"
    stopped = replace(cell, coverage=replace(cell.coverage, unfinished=("it is too large",)))
    assert row(stopped)[1] == "not finished; so far A stricter"
    assert (plain_cell(stopped, found)["relation"], plain_cell(stopped, found)["so_far"]) == (
        "not finished",
        "A stricter",
    )
    assert plain_cell(stopped, found)["coverage"]["not_finished_because"] == ["it is too large"]


def test_ctrl_c_before_anything_is_found_is_no_yes(
    coregroup: Run, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "contradictions", stopped)
    said = coregroup("compare", *pair, *WEEKS)
    assert said.code == 130
    assert "That is not known: the search was stopped before.\n" in said.out
    assert "STOPPED after 0 of 2 topics. What is said holds for these alone: none of them.\n" in said.out
    assert "none on the topic in the other (0 so far)\n" in said.out
    assert "Every case that begins" not in said.out


def test_what_does_not_fit_is_one_clear_line_each_and_the_rest_is_compared(
    coregroup: Run, folder: Path, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "MOST_TRIED", 20)
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 2)
    many = (duty(f"d{number}", HELD + f'then = "child_seen"\nwithin = "{number + 1} days"\n') for number in range(3))
    (folder / "many.toml").write_text(HEAD + "".join(many), encoding="utf-8")
    said = coregroup("compare", pair[1], "many.toml", *WEEKS)
    assert (said.code, said.err.count("\n")) == (2, 2)
    large = "duties are more than 2 that can be searched together"
    assert f"coregroup: not finished: whether both can be kept together: 3 {large} (" in said.err
    assert "coregroup: not finished: without a topic: d0, d1, d2: 3 " in said.err
    assert f": 3 {large} (choose a topic, a strength or single duties)\n" in said.err
    assert f"\nThat is not known: 3 {large} (" in said.out
    assert rows(said.out, "Topic by topic")[1] == ["how soon", "only in A", "it", "", "1"]
    assert "not finished; so far" in said.out


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        ("nope=x", "miniature has no such reading"),
        ("how-long=seven", "reading how-long has no such choice"),
        ("all", "is no reading with its choice: 'all' (readings are written ten-days=working-days) [bad-reading]"),
    ],
)
def test_a_reading_that_is_none_is_told_at_the_option_that_was_typed(
    coregroup: Run, pair: tuple[str, str], side: str, choice: str, fault: str
) -> None:
    said = coregroup("compare", pair[0], pair[0], f"--reading-{side}", choice)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"coregroup: --reading-{side}: {fault}")


def test_a_policy_that_is_none_is_not_told_at_a_reading(coregroup: Run) -> None:
    assert coregroup("compare", "nowhere", "brent").err.startswith("coregroup: no policy of this name and no such file")


def test_duties_that_cannot_be_searched_are_named_where_nothing_else_is_left(
    coregroup: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_time = '[[excuse]]\nid = "late"\nclauses = ["2"]\ncovers = ["it"]\nsays = "x."\ndecided = "any-time"\n'
    any_time += 'when = "escalated"\n'
    monkeypatch.setattr(trial, "MOST_TRIED", 20)
    for name, head, days in (("a.toml", HEAD, TEN_DAYS), ("b.toml", OTHER, TWENTY_DAYS)):
        (folder / name).write_text(head + duty("it", days) + any_time, encoding="utf-8")
    told = coregroup("compare", "a.toml", "b.toml", *WEEKS).out
    why = "it: an excuse may be decided at any time, so that no breach is final.\n"
    for name in ("miniature", "other"):
        assert f"Not searched: {name}: {why}" in told
        assert f"Left out of this: {name}: {why}" in told


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_no_line_of_the_table_is_wider_than_the_page(
    coregroup: Run, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table = coregroup("compare", *pair, *WEEKS).out.partition("Topic by topic\n\n")[2].partition("\n\n")[0]
    assert max(map(len, table.splitlines())) <= columns


def test_a_changed_copy_that_kept_its_id_is_called_by_its_file(coregroup: Run, folder: Path) -> None:
    for name, within in (("mine.toml", TEN_DAYS), ("theirs.toml", TWENTY_DAYS), ("again.toml", TEN_DAYS)):
        (folder / name).write_text(HEAD + duty("it", within), encoding="utf-8")
    said = coregroup("compare", "mine.toml", "theirs.toml", *WEEKS, "--stories")
    assert said.out.startswith("A: A miniature (mine.toml)\nB: A miniature (theirs.toml)\n")
    assert "mine.toml finds a breach of it where theirs.toml finds none" in said.out
    said = coregroup("compare", "mine.toml", "again.toml", *WEEKS)
    assert said.out.startswith("A: A miniature (miniature)\nB: A miniature (miniature)\n")


def test_a_reading_of_neither_side_is_told_how_to_say_of_which(coregroup: Run) -> None:
    said = coregroup("compare", "brent", "york", "--reading", "ten-days=working-days")
    assert said.code == 2
    assert "--reading: of which side? Say --reading-a ID=CHOICE for A, --reading-b ID=CHOICE for B" in said.err
