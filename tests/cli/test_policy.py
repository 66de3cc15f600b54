"""`coregroup policy`: what there is, what one says, what is wrong with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from model.policy import built_in, load_policy
from model.policy.load import DATA
from tests.cli.conftest import ONE_DUTY, Run
from tests.cli.pages import WIDE, rows
from tests.miniatures import NO_TIME_LIMIT, PROHIBITION_WITH_EXCEPTIONS, policy

LIMIT = "within 10 working days, until plan discharged or case closed"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page so wide that every row is one line."""
    monkeypatch.setenv("COLUMNS", WIDE)


def test_the_list_has_every_built_in_policy_with_the_name_to_call_it_by(coregroup: Run) -> None:
    said = coregroup("policy", "list")
    assert (said.code, said.err) == (0, "")
    assert [row[0] for row in said.rows] == list(built_in())
    for id, short, title, *_ in said.rows:
        assert load_policy(short or id).title == title


@pytest.mark.parametrize("name", ["brent", "york", "working-together"])
def test_a_policy_is_shown_with_every_one_of_its_entries(coregroup: Run, name: str) -> None:
    said, shown = coregroup("policy", "show", name), load_policy(name)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{shown.title} ({shown.id}), in force from {shown.in_force}, on top of ")
    entries: dict[str, Iterable[Any]] = {
        "Duties": shown.duties,
        "Words": shown.definitions,
        "Excuses": shown.excuses,
        "Powers": shown.powers,
        "Readings": shown.readings,
        "Clauses": [clause for clause in shown.clauses if clause.source == shown.id],
    }
    for title, expected in entries.items():
        if expected:
            assert [row[0] for row in rows(said.out, f"\n{title}")[1:]] == [one.id for one in expected]
    headings = [part.partition("\n")[0] for part in said.out.split("\n\n")[1:]]
    assert set(headings) == {title for title, expected in entries.items() if expected} | {"Counting"}
    assert rows(said.out, "\nCounting") == [["first day", "a due day that is closed"], ["day-after", "stays"]]


OF_ITS_OWN = """
[counting]
due_on_closed_day = "next-working-day"
[calendar]
bank_holidays_are_working_days = true
closure_days = [2015-12-29]
[[event]]
type = "birth"
chosen_by = "circumstance"
[event.attributes]
weight = "number"
"""


def test_how_a_policy_counts_and_its_own_kinds_are_shown(coregroup: Run, folder: Path) -> None:
    (folder / "mini.toml").write_text(ONE_DUTY + OF_ITS_OWN, encoding="utf-8")
    shown = coregroup("policy", "show", "mini.toml").out
    closed = "next-working-day; bank holidays are working days; closed too: 2015-12-29"
    assert rows(shown, "\nCounting")[1] == ["day-after", closed]
    assert rows(shown, "\nKinds of its own")[1] == ["birth", "circumstance", "weight"]


def test_a_duty_is_shown_in_words(coregroup: Run, folder: Path) -> None:
    (folder / "mini.toml").write_text(ONE_DUTY, encoding="utf-8")
    assert rows(coregroup("policy", "show", "mini.toml").out, "\nDuties") == [
        ["duty", "clauses", "strength", "when", "asks", "limit", "owed by"],
        ["it", "1", "must", "initial conference held where outcome is plan", "core group held", LIMIT, "anyone"],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PROHIBITION_WITH_EXCEPTIONS, ["no plan discharged, unless agencies involved has at most 1 different entries"]),
        (NO_TIME_LIMIT, ["escalated", "no time limit"]),
        ('when = "core_group_held"\nrequires = { chair = "line_manager" }\n', ["chair is line manager", "on that day"]),
    ],
)
def test_every_form_of_duty_has_its_words(coregroup: Run, folder: Path, text: str, words: list[str]) -> None:
    from tests.miniatures import DUTY, HEAD

    (folder / "own.toml").write_text(HEAD + (text if "[[duty]]" in text else DUTY + text), encoding="utf-8")
    shown = coregroup("policy", "show", "own.toml").out
    assert policy(text).title in shown
    assert [word for word in words if word not in shown] == []


def test_what_another_layer_says_is_marked_with_its_name(coregroup: Run) -> None:
    shown = rows(coregroup("policy", "show", "brent").out, "\nDuties")
    clauses = {row[0]: row[1] for row in shown}
    assert clauses["referral-decision"] == "wt-referral (working-together-2013)"
    assert clauses["first-core-group"] == "3.1, 3.10"


@pytest.mark.parametrize("columns", [100, 160])
def test_no_line_of_a_table_is_wider_than_the_page(
    coregroup: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    tables = coregroup("policy", "show", "brent").out.partition("\n\n")[2]
    assert max(map(len, tables.splitlines())) <= columns


def test_on_a_narrow_page_every_row_is_an_entry_and_nothing_is_left_out(on_terminal: Run) -> None:
    said = on_terminal("policy", "show", "brent", columns=80)
    assert "Left out" not in said.out
    lines = said.out.replace("\r", "").splitlines()
    at = lines.index("first-core-group (3.1, 3.10; must; lead social worker)")
    assert lines[at + 1 : at + 4] == [
        "  when: initial conference held where outcome is plan",
        "  asks: core group held where it is quorate",
        "  limit: within 10 working days, until plan discharged or case transferred or",
    ]
    assert max(map(len, lines)) <= 80


def test_a_sound_policy_is_said_to_be_sound(coregroup: Run, folder: Path) -> None:
    (folder / "mini.toml").write_text(ONE_DUTY, encoding="utf-8")
    said = coregroup("policy", "lint", "mini.toml", "brent")
    brent = load_policy("brent")
    sound = f"brent: sound: {len(brent.duties)} duties, {len(brent.readings)} readings"
    assert said == (0, f"mini.toml: sound: 1 duty, 0 readings\n{sound}\n", "")


def test_a_sentence_that_says_otherwise_than_its_rule_is_warned_of_and_no_fault(coregroup: Run, folder: Path) -> None:
    text = ONE_DUTY.replace('says = "', 'says = "Within 3 months. ')
    (folder / "mini.toml").write_text(text, encoding="utf-8")
    said = coregroup("policy", "lint", "mini.toml")
    assert (said.code, said.out) == (0, "mini.toml: sound: 1 duty, 0 readings\n")
    assert said.err.startswith("mini.toml: 1 warning\nmini.toml, duty it, says: the sentence names a period that ")
    assert ": '3 months' (" in said.err


def test_a_clause_that_looks_like_one_of_the_ledger_is_a_fault_and_any_other_is_warned_of(
    coregroup: Run, folder: Path
) -> None:
    text = ONE_DUTY + '[[clause]]\nid = "1.2"\nsays = "So."\ntreatment = "informative"\n'
    (folder / "mini.toml").write_text(text, encoding="utf-8")
    assert "[unlisted-clause]" in coregroup("policy", "lint", "mini.toml").err
    (folder / "mini.toml").write_text(text.replace('["1"]', '["11.2"]'), encoding="utf-8")
    said = coregroup("policy", "lint", "mini.toml")
    assert (said.code, said.out) == (2, "")
    fault = "mini.toml, duty it, clauses: no [[clause]] has this number: '11.2' (did you mean '1.2'?) [misspelt-clause]"
    assert said.err == f"mini.toml: 1 fault\n{fault}\n"


def test_a_changed_copy_that_keeps_the_id_of_the_original_is_warned_of(coregroup: Run, folder: Path) -> None:
    text = (DATA / "york-2015.toml").read_text(encoding="utf-8")
    (folder / "copy.toml").write_text(text, encoding="utf-8")
    (folder / "changed.toml").write_text(text.replace("note-taker", "notetaker"), encoding="utf-8")
    assert coregroup("policy", "lint", "copy.toml").err == ""
    said = coregroup("policy", "lint", "changed.toml")
    assert (said.code, said.err.startswith("changed.toml: 1 warning\nchanged.toml, policy, id: ")) == (0, True)
    assert ": 'york-2015' (give the copy an id of its own" in said.err


def test_every_fault_of_every_file_is_named_and_the_sound_ones_too(coregroup: Run, folder: Path) -> None:
    (folder / "mini.toml").write_text(ONE_DUTY, encoding="utf-8")
    wrong = ONE_DUTY.replace("owed_by", "owned_by").replace("icpc_held", "icpc_hold")
    (folder / "wrong.toml").write_text(wrong, encoding="utf-8")
    said = coregroup("policy", "lint", "wrong.toml", "mini.toml", "nowhere.toml")
    assert (said.code, said.out) == (2, "mini.toml: sound: 1 duty, 0 readings\n")
    assert said.err.startswith("wrong.toml: 3 faults\n")
    assert "unknown key: 'owned_by' (did you mean 'owed_by'?) [unknown-key]" in said.err
    assert "wrong.toml, duty it, when, event: unknown kind of event: 'icpc_hold' (did you mean" in said.err
    assert "nowhere.toml: 1 fault\n" in said.err


@pytest.mark.parametrize("arguments", [["show", "bernt"], ["lint"], ["delete"], []])
def test_what_cannot_be_asked_exits_with_2(coregroup: Run, arguments: list[str]) -> None:
    said = coregroup("policy", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err
