from codecs import BOM_UTF8
from io import BytesIO
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.events import Event
from model.history import History, read_histories
from tests.history.examples import CASE, CONFERENCE, MEETING, codes, faults_of_event, lines, read


def test_a_line_is_a_case() -> None:
    (history,), cases = read(lines(CASE))
    assert (history.case, [event.type for event in history.events]) == ("B-0001", ["icpc_held", "core_group_held"])
    assert history.events[1].attributes["agencies_present"] == ("health", "education")
    assert (cases.faults, cases.notices, cases.set_aside, cases.last_day) == ((), (), (), None)


def test_null_is_not_recorded_and_an_empty_list_is() -> None:
    events = [{**MEETING, "chair": None, "agencies_present": [], "id": None, "recorded_on": None}]
    (history,), _ = read(lines({"case": "B", "events": events, "family": None, "source": None, "carries": None}))
    (event,) = history.events
    assert event.get("chair") is None
    assert event.get("agencies_present") == ()
    assert (event.id, event.recorded_on, history.family) == ("e1", None, None)


def test_an_event_may_be_named_and_recorded_later() -> None:
    (history,), _ = read(lines({"case": "B", "events": [{**CONFERENCE, "id": "x", "recorded_on": "2015-01-09"}]}))
    (event,) = history.events
    assert (event.id, str(event.recorded_on)) == ("x", "2015-01-09")


def test_a_case_may_have_a_family_and_a_source_that_cannot_carry_everything() -> None:
    said = {"family": "F", "source": "census", "carries": {"icpc_held": ["outcome"], "child_seen": []}}
    (history,), _ = read(lines({"case": "B", "events": [], **said}))
    assert history == History(
        case="B", family="F", source="census", carries={"icpc_held": ("outcome",), "child_seen": ()}
    )


@pytest.mark.parametrize("change", [BOM_UTF8.__add__, lambda file: file.replace(b"\n", b"\r\n"), bytes.strip])
def test_marks_line_endings_and_blank_lines_do_not_matter(change: Any) -> None:
    file = b"\n" + lines(CASE) + b"  \n" + lines({"case": "B-0002", "events": []})
    histories, cases = read(change(file))
    assert ([history.case for history in histories], cases.faults) == (["B-0001", "B-0002"], ())


def test_a_case_with_a_fault_is_set_aside_as_a_whole_and_the_others_are_read() -> None:
    bad = {"case": "B-0002", "events": [CONFERENCE, {**MEETING, "on": "2015-02-30"}]}
    histories, cases = read(lines(CASE, bad, {"case": "B-0003", "events": []}))
    assert [history.case for history in histories] == ["B-0001", "B-0003"]
    assert cases.set_aside == ("B-0002",)
    assert "\n".join(map(str, cases.faults)) == (
        "the stream line 2, case B-0002, event 2 (core_group_held), on: is not a date: '2015-02-30' "
        "(day is out of range for month) [bad-date]\n"
        "the stream line 2: is not judged, with its 2 events, because of the faults above: 'B-0002' [case-set-aside]"
    )


def test_every_fault_is_found_in_one_run() -> None:
    first = {"case": "B-1", "events": [{**MEETING, "on": "05/01/2015", "chiar": "x", "family_present": "true"}]}
    second = {"case": "B-2", "evnts": [], "events": [{**CONFERENCE, "type": "icpc_hold"}, 5]}
    _, cases = read(lines(first) + b"{\n" + lines(second))
    assert codes(cases) == [
        "bad-date",
        "unknown-attribute",
        "wrong-type",
        "not-json",
        "unknown-key",
        "unknown-kind",
        "not-an-event",
    ]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (5, "line 1: must be an object with 'case' and 'events': '5' [not-a-case]"),
        ([CASE], "(write one case a line, without brackets around them) [not-a-case]"),
        ({"events": []}, "line 1: needs 'case' [missing-key]"),
        ({"case": "B"}, "line 1, case B: needs 'events' [missing-key]"),
        ({"case": 17, "events": []}, "case 17, case: must be a text: '17' (write \"17\", in quotes) [wrong-type]"),
        ({"case": "B", "events": {}}, "case B, events: must be a list of events: '{}' [wrong-type]"),
        ({"case": "B", "events": [], "sorce": "x"}, "unknown key: 'sorce' (did you mean 'source'?) [unknown-key]"),
        ({"case": "B", "events": [], "family": ""}, "family: is empty: '' (leave out what was not recorded)"),
        ({"case": "B", "events": [], "source": 5}, "source: must be a text"),
        ({"case": "B", "events": [], "carries": []}, "carries: must be an object of kinds"),
        ({"case": "B", "events": [], "carries": {"icpc": []}}, "unknown kind of event: 'icpc'"),
        ({"case": "B", "events": [], "carries": {"icpc_held": "outcome"}}, "icpc_held: must be a list of attributes"),
        ({"case": "B", "events": [], "carries": {"icpc_held": ["outcom"]}}, "did you mean 'outcome'?"),
        ({"case": "B", "events": [], "carries": {"icpc_held": [[]]}}, "icpc_held has no attribute: '[]'"),
        ({"case": "B", "events": [{"on": "2015-01-05"}]}, "event 1: needs 'type' [missing-key]"),
        ({"case": "B", "events": [{"type": "icpc_held"}]}, "event 1: needs 'on' [missing-key]"),
        ({"case": "B", "events": [{"type": ["x"], "on": "2015-01-05"}]}, "event 1, type: unknown kind of event"),
    ],
)
def test_a_record_that_is_no_case_says_why(record: Any, says: str) -> None:
    histories, cases = read(lines(record))
    assert histories == []
    assert says in str(cases.faults[0])
    assert cases.faults[-1].code == "case-set-aside"


def test_a_case_without_a_name_is_set_aside_too() -> None:
    _, cases = read(lines({"events": [CONFERENCE]}))
    assert cases.set_aside == ("",)
    assert str(cases.faults[-1]).startswith("the stream line 1: is not judged, with its 1 event")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"chair": "line_manger"}, "chair: is none of the values of this attribute: 'line_manger' (did you mean"),
        ({"quorate": True}, "core_group_held has no attribute: 'quorate' (did you mean 'judged_quorate'?)"),
        ({"lead_social_worker_present": 1}, "must be true or false: '1'"),
        ({"agencies_present": "health"}, "must be a list of texts: 'health'"),
        ({"record_items": ["sumary"]}, "record_items, entry 1: is none of the values"),
        ({"recorded_on": "2015-01-15"}, "recorded_on: was recorded before it happened: '2015-01-15'"),
        ({"id": ""}, "id: is empty"),
        ({"on": None}, "needs 'on'"),
    ],
)
def test_an_event_that_is_wrong_says_where(changes: dict[str, Any], says: str) -> None:
    (fault,) = faults_of_event(**changes)
    assert "the stream line 1, case B-0001, event 1" in fault
    assert says in fault


def test_an_id_of_two_facts_is_a_fault() -> None:
    events = [{**CONFERENCE, "id": "x"}, {**MEETING, "id": "x"}]
    _, cases = read(lines({"case": "B", "events": events}))
    assert codes(cases) == ["duplicate-id"]
    assert cases.faults[0].place == "the stream line 1, case B, core_group_held of 2015-01-16, id"


def test_the_same_fact_twice_under_one_id_is_one_event() -> None:
    again = {**CONFERENCE, "id": "x", "recorded_on": "2015-01-09"}
    (history,), cases = read(lines({"case": "B", "events": [again, {**CONFERENCE, "id": "x"}]}))
    assert (len(history.events), cases.faults) == (1, ())


def test_a_second_record_of_a_case_is_a_fault_that_says_where_the_first_is() -> None:
    histories, cases = read(lines(CASE, {"case": "B-0002", "events": []}, {**CASE, "events": [CONFERENCE]}))
    assert [history.case for history in histories] == ["B-0001", "B-0002"]
    (fault,) = cases.faults
    assert (fault.code, fault.place) == ("duplicate-case", "the stream line 3")
    assert "its 1 event are not judged" in fault.fact
    assert fault.hint.startswith("the stream line 1 has the case already")


@pytest.mark.parametrize(
    "line",
    [
        b'{"case": "B", "events": [], "events": []}',
        b'{"case": "B", "case": "C", "events": []}',
        b'{"case": "B", "events": [{"type": "child_seen", "on": "2015-01-05", "on" : "2015-01-06"}]}',
        b'{"case": "B:1", "events": [], "events": []}',
        b'{"case": "B", "events": [], "carries": {"child_seen": [], "child_seen": ["alone"]}}',
    ],
)
def test_a_key_that_is_twice_in_one_object_is_a_fault(line: bytes) -> None:
    histories, cases = read(line)
    assert (histories, codes(cases)) == ([], ["repeated-key"])
    assert len(cases.set_aside) == 1


def test_a_colon_in_a_text_is_no_repeated_key() -> None:
    (history,), cases = read(lines({"case": "B:1", "events": []}))
    assert (history.case, cases.faults) == ("B:1", ())


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty-file", "holds no case"),
        (b" \n\n", "empty-file", "holds no case"),
        (b"\xef\xbb\xbf", "empty-file", "holds no case"),
        ('{"case": "B"}'.encode("utf-16"), "not-utf-8", "is written in UTF-16"),
        (b'{\n  "case": "B"\n}\n', "not-json-lines", "one JSON text over many lines"),
        (b'[\n{"case": "B", "events": []}\n]\n', "not-json-lines", "one JSON text over many lines"),
        (b'{"case": "B", "events": [\n  {"type": "icpc_held"},\n  {}]}\n', "not-json-lines", "one case a line"),
        (b"case,type,on\n", "not-json", "is not JSON, and is not judged: 'case,type,on'"),
        (b'{"case": "Zo\xeb", "events": []}', "not-utf-8", "has bytes that are not UTF-8 text"),
        (b'{"case": "B", "events": []', "not-json", "Input data was truncated"),
        (b"[" * 100_000, "not-json", "recursion"),
    ],
)
def test_a_file_or_line_that_is_no_json_is_one_fault(content: bytes, code: str, says: str) -> None:
    histories, cases = read(content)
    assert (histories, codes(cases)) == ([], [code])
    assert says in str(cases.faults[0])


@pytest.mark.parametrize("second", [b'{"case": "B-0002", "events": []}', b'{"case": "B-0002", "events": ['])
def test_a_first_line_that_is_cut_off_takes_no_other_line_away(second: bytes) -> None:
    histories, cases = read(b'{"case": "B-0001", "events": [\n' + second + b"\n" + lines(CASE))
    assert histories[-1].case == CASE["case"]
    assert codes(cases) == ["not-json"] * (3 - len(histories))


good = lines(CASE, {"case": "B-0002", "events": [{**CONFERENCE, "agencies_involved": ["health"]}], "family": "F"})


@given(st.binary(max_size=60))
def test_any_bytes_are_cases_or_faults(content: bytes) -> None:
    histories, cases = read(content)
    assert histories or cases.faults


@given(st.integers(0, len(good) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_a_damaged_file_is_cases_or_faults(at: int, new: bytes, gone: int) -> None:
    histories, cases = read(good[:at] + new + good[at + gone :])
    assert len(histories) + len(cases.faults) > 0
    assert "".join(map(str, cases.faults)).isprintable()


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "B", "x", "2015-01-05", "icpc_held", "plan"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "on", "id", "recorded_on", "outcome", "x"]), inner, max_size=4)
        | st.dictionaries(st.sampled_from(["case", "events", "family", "source", "carries", "y"]), inner, max_size=5)
    ),
    max_leaves=8,
)


@given(plain)
def test_a_record_is_a_case_or_has_a_fault_and_never_both(record: Any) -> None:
    histories, cases = read(msgspec.json.encode(record))
    assert len(histories) == (1 if not cases.faults else 0)


def test_cases_come_while_the_file_is_read() -> None:
    class Endless(BytesIO):
        def __next__(self) -> bytes:
            return lines({"case": f"B-{self.tell()}", "events": []}) if self.read(1) else b"never"

    cases = read_histories(Endless(b"123"))
    assert next(cases).case == "B-1"
    assert next(cases).case == "B-2"


def test_an_event_without_attributes_is_an_event() -> None:
    (history,), _ = read(lines({"case": "B", "events": [{"type": "tac_held", "on": "2015-01-05"}]}))
    assert isinstance(history.events[0], Event)
    assert dict(history.events[0].attributes) == {}
