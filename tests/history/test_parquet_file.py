from datetime import date, datetime
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.events import Event, Value
from model.history import History, write_histories
from tests.history.examples import codes, read

DAY = date(2015, 1, 5)
MIDNIGHT = datetime(2015, 1, 5)  # noqa: DTZ001 - a table's days have no time zone


def parquet(**columns: Any) -> bytes:
    stream = BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def one(**columns: Any) -> bytes:
    """A file with one event, a core group, and these cells."""
    return parquet(**{"case": ["B"], "type": ["core_group_held"], "on": [DAY], **columns})


GOOD = one(agencies_present=[["health"]], family_present=[True])


def test_columns_have_the_types_of_their_attributes() -> None:
    attributes: dict[str, Value] = {
        "agencies_present": ("health",),
        "family_present": True,
        "next_date": DAY,
        "chair": "social_worker",
    }
    stream = BytesIO()
    write_histories(
        [History.of("B", [Event(type="core_group_held", on=DAY, attributes=attributes)])], stream, "parquet"
    )
    schema = pq.read_schema(BytesIO(stream.getvalue()))
    assert {field.name: str(field.type) for field in schema} == {
        "case": "string",
        "type": "string",
        "on": "date32[day]",
        "id": "string",
        "chair": "string",
        "agencies_present": "list<element: string>",
        "family_present": "bool",
        "next_date": "date32[day]",
    }


def test_a_name_with_two_meanings_is_a_column_of_text() -> None:
    moved = Event(type="core_group_rescheduled", on=DAY, attributes={"to": date(2015, 1, 9)})
    sent = Event(type="record_distributed", on=DAY, attributes={"to": "some"})
    stream = BytesIO()
    write_histories([History.of("B", [moved, sent])], stream, "parquet")
    assert pq.read_table(BytesIO(stream.getvalue()))["to"].to_pylist() == ["2015-01-09", "some"]


@pytest.mark.parametrize(
    ("columns", "attributes"),
    [
        ({"agencies_present": [["health"]]}, {"agencies_present": ("health",)}),
        ({"family_present": [True]}, {"family_present": True}),
        ({"agencies_present": ["health;police"]}, {"agencies_present": ("health", "police")}),
        ({"agencies_present": [[]]}, {"agencies_present": ()}),
        ({"next_date": [MIDNIGHT]}, {"next_date": DAY}),
        ({"next_date": ["2015-01-05"]}, {"next_date": DAY}),
        ({"family_present": ["yes"]}, {"family_present": True}),
        ({"family_present": [float("nan")]}, {}),
        ({"chair": pa.array(["social_worker"]).dictionary_encode()}, {"chair": "social_worker"}),
        ({"case": [17]}, {}),
    ],
)  # fmt: skip
def test_other_programs_columns_are_understood(columns: dict[str, Any], attributes: dict[str, Any]) -> None:
    (history,), cases = read(one(**columns), "parquet")
    assert (dict(history.events[0].attributes), cases.faults) == (attributes, ())
    assert history.case in ("B", "17")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (one(family_present=[1.0]), ["wrong-type"]),
        (one(case=[b"B"]), ["wrong-type"]),
        (one(type=[["core_group_held"]]), ["unknown-kind"]),
        (one(next_date=[MIDNIGHT.replace(hour=9)]), ["bad-date"]),
        (one(agencies_present=[["health", None]]), ["wrong-type"]),
        (parquet(case=["B"], on=[DAY]), ["missing-column"]),
        (one(on=pa.array([2**31 - 1], pa.int32()).cast(pa.date32())), ["not-parquet"]),
        (GOOD[:-20], ["not-parquet"]),
        (b"", ["not-parquet"]),
        (b"case,type,on\n", ["not-parquet"]),
    ],
)
def test_a_file_that_holds_something_else_says_so(content: bytes, expected: list[str]) -> None:
    histories, cases = read(content, "parquet")
    assert (histories, codes(cases)) == ([], expected)


def test_a_fault_names_its_row_counted_with_the_header() -> None:
    content = parquet(case=["B", "C"], type=["tac_held", "tac_hold"], on=[DAY, DAY])
    histories, cases = read(content, "parquet")
    assert [history.case for history in histories] == ["B"]
    assert cases.faults[0].place == "the stream row 3, case C, type"


@settings(max_examples=30)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_file_is_cases_or_faults(at: int, new: bytes) -> None:
    histories, cases = read(GOOD[:at] + new + GOOD[at + len(new) :], "parquet")
    assert histories or cases.faults
