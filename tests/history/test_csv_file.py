from codecs import BOM_UTF8

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.examples import codes, csv_of, read

HEADER = ("case", "type", "on", "outcome", "agencies_present", "family_present")
CONFERENCE = ("B-1", "icpc_held", "2015-01-05", "plan", "", "")
MEETING = ("B-1", "core_group_held", "2015-01-16", "", "health;education", "yes")
GOOD = csv_of(HEADER, CONFERENCE, MEETING, ("B-2", "icpc_held", "2015-01-05", "no_plan", "", ""))


def test_a_row_is_an_event_and_the_rows_of_a_case_need_not_stand_together() -> None:
    histories, cases = read(csv_of(HEADER, CONFERENCE, ("B-2", *CONFERENCE[1:]), MEETING), "csv")
    assert [(history.case, len(history.events)) for history in histories] == [("B-1", 2), ("B-2", 1)]
    assert dict(histories[0].events[1].attributes) == {
        "agencies_present": ("health", "education"),
        "family_present": True,
    }
    assert cases.faults == ()


@pytest.mark.parametrize("before", [b"", BOM_UTF8])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_marks_line_endings_and_empty_rows_do_not_matter(before: bytes, line_end: bytes) -> None:
    file = before + (GOOD + b"\n,,,,,\n").replace(b"\n", line_end)
    histories, cases = read(file, "csv")
    assert ([history.case for history in histories], cases.faults) == (["B-1", "B-2"], ())


def test_a_row_with_nothing_but_a_case_is_a_case_without_events() -> None:
    (history,), cases = read(csv_of(("case", "type", "on", "family"), ("B-1", "", "", "F")), "csv")
    assert (history.case, history.events, history.family, cases.faults) == ("B-1", (), "F", ())


def test_what_a_source_can_carry_is_written_as_json() -> None:
    rows = 'case,type,on,carries\nB-1,,,"{""icpc_held"": [""outcome""]}"\nB-2,,,everything\n'
    (history,), cases = read(rows.encode(), "csv")
    assert history.carries == {"icpc_held": ("outcome",)}
    assert codes(cases) == ["wrong-type"]


def test_a_fault_names_its_row_and_sets_its_case_aside() -> None:
    bad = ("B-2", "core_group_held", "16/01/2015", "", "health", "perhaps")
    histories, cases = read(csv_of(HEADER, CONFERENCE, bad, ("B-2", "icpc_held", "2015-01-05", "plan", "", "")), "csv")
    assert [history.case for history in histories] == ["B-1"]
    assert [(fault.code, fault.place) for fault in cases.faults] == [
        ("bad-date", "the stream row 3, case B-2 (core_group_held), on"),
        ("wrong-type", "the stream row 3, case B-2 (core_group_held), family_present"),
        ("case-set-aside", "the stream row 3"),
    ]
    assert "with its 2 events" in cases.faults[-1].fact


def test_a_value_under_an_attribute_of_another_kind_is_a_fault() -> None:
    _, cases = read(csv_of(HEADER, ("B-1", "icpc_held", "2015-01-05", "plan", "health", "")), "csv")
    assert codes(cases) == ["unknown-attribute"]


def test_an_unknown_column_is_a_fault_and_so_is_a_value_under_it() -> None:
    header = ("case", "type", "on", "outcom")
    rows = (("B-1", "icpc_held", "2015-01-05", "plan"), ("B-2", "icpc_held", "2015-01-05", ""))
    histories, cases = read(csv_of(header, *rows), "csv")
    assert [history.case for history in histories] == ["B-2"]
    assert codes(cases) == ["unknown-column", "unknown-attribute"]
    assert cases.faults[0].place == "the stream row 1"
    assert cases.faults[0].hint == "did you mean 'outcome'?"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "icpc_held", "2015-01-05", "plan", "", ""), "missing-key"),
        (("B", "", "2015-01-05", "plan", "", ""), "missing-key"),
        (("B", "icpc_held", "", "plan", "", ""), "missing-key"),
        (("B", "icpc", "2015-01-05", "plan", "", ""), "unknown-kind"),
        (("B", "icpc_held", "2015-01-05", "plan"), "wrong-number-of-cells"),
        (("B", "icpc_held", "2015-01-05", "plan", "", "", "more"), "wrong-number-of-cells"),
        (("B", "core_group_held", "2015-01-05", "", "health;;police", ""), "empty-text"),
    ],
)
def test_a_row_that_is_no_event_is_a_fault(row: tuple[str, ...], code: str) -> None:
    histories, cases = read(csv_of(HEADER, row), "csv")
    assert (histories, codes(cases)) == ([], [code])
    assert len(cases.set_aside) == 1


def test_rows_that_disagree_about_their_case_are_a_fault() -> None:
    header = ("case", "type", "on", "family")
    rows = (("B", "tac_held", "2015-01-05", "F"), ("B", "tac_held", "2015-01-06", ""), ("B", "", "", "G"))
    _, cases = read(csv_of(header, *rows), "csv")
    assert str(cases.faults[0]).startswith("the stream row 2, family: differs between the rows of one case: 'F, G'")


@pytest.mark.parametrize(
    ("content", "expected", "says"),
    [
        (b"", ["empty-file"], "holds no case"),
        (b"case,type,on\n", ["empty-file"], "one event a row"),
        (b"case,kind,on\nB,icpc_held,2015-01-05\n", ["missing-column"], "its columns are: case, kind, on"),
        (b"case;type;on\n", ["missing-column"] * 3, "put commas between the cells"),
        (b"case,type,on,on\n", ["repeated-column"], "is the name of two columns: 'on'"),
        ("case,type,on\n".encode("utf-16"), ["not-utf-8"], "save the file as 'CSV UTF-8'"),
        (b'case,type,on\nB,"icpc_held,2015-01-05\n', ["not-csv"], "is a quotation mark not closed?"),
        (b'case,type,on\n"B"x,icpc_held,2015-01-05\n', ["not-csv"], "line 2: cannot be read as rows of cells"),
        (b"case,type,on\nZo\xeb,icpc_held,2015-01-05\n", ["not-utf-8"], "Zo\\\\udceb"),
    ],
)
def test_a_file_that_is_no_table_says_why(content: bytes, expected: list[str], says: str) -> None:
    histories, cases = read(content, "csv")
    assert (histories, codes(cases)) == ([], expected)
    assert says in str(cases.faults[0])


@given(st.binary(max_size=60))
def test_any_bytes_are_cases_or_faults(content: bytes) -> None:
    histories, cases = read(content, "csv")
    assert histories or cases.faults


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_a_damaged_file_is_cases_or_faults(at: int, new: bytes, gone: int) -> None:
    histories, cases = read(GOOD[:at] + new + GOOD[at + gone :], "csv")
    assert histories or cases.faults
    assert "".join(map(str, cases.faults)).isprintable()
