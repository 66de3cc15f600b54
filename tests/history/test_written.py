from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import InvalidInput
from model.events import Event
from model.history import History, read_histories, write_histories
from model.kinds import ANYWHERE, BUILT_IN, Attribute, Chooser, Kind, Type, Vocabulary
from tests.history.strategies import files

DAY = date(2015, 1, 5)
formats = st.sampled_from(["jsonl", "csv", "parquet"])


@given(files(), formats)
def test_what_is_written_is_read_back_as_the_same_histories(file: tuple[Vocabulary, list[History]], form: str) -> None:
    vocabulary, histories = file
    stream = BytesIO()
    assert write_histories(histories, stream, form, vocabulary) == len(histories)
    cases = read_histories(BytesIO(stream.getvalue()), vocabulary, form)
    assert (list(cases), cases.faults) == (histories, ())


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_no_history_makes_a_file_that_holds_no_case(form: str) -> None:
    stream = BytesIO()
    assert write_histories([], stream, form) == 0
    cases = read_histories(BytesIO(stream.getvalue()), format=form)
    assert list(cases) == []
    assert [fault.code for fault in cases.faults] == ["empty-file"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize(
    ("history", "code"),
    [
        (History.of(" B", []), "space-around"),
        (History.of("B", [Event(type="icpc_held", on=DAY, attributes={"mood": "good"})]), "unknown-attribute"),
        (History.of("B", [Event(type="icpc_held", on=date(1970, 1, 1))]), "outside-calendar"),
        (History.of("B", [], family="\udcff"), "not-utf-8"),
        (
            History.of("B", [Event(type="child_seen", on=DAY, recorded_on=date(2015, 1, 1))]),
            "recorded-before-it-happened",
        ),
    ],
)
def test_what_could_not_be_read_back_is_not_written(history: History, code: str, form: str) -> None:
    with pytest.raises(InvalidInput) as error:
        write_histories([history], BytesIO(), form)
    assert error.value.faults[0].code == code
    assert "history 1" in error.value.faults[0].place


def test_a_case_is_not_written_twice() -> None:
    with pytest.raises(InvalidInput, match="duplicate-case"):
        write_histories([History.of("B", []), History.of("B", [])], BytesIO(), "jsonl")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_attribute_called_like_a_column_of_the_case_has_no_place_in_a_table(form: str) -> None:
    told = Kind("told", Chooser.AGENCY, ANYWHERE, {"family": Attribute(Type.BOOLEAN)})
    vocabulary = BUILT_IN.inserted(told, "icpc_held")
    histories = [History.of("B", [Event(type="told", on=DAY, attributes={"family": True})], vocabulary=vocabulary)]
    with pytest.raises(InvalidInput, match="reserved-name"):
        write_histories(histories, BytesIO(), form, vocabulary)
    stream = BytesIO()
    write_histories(histories, stream, "jsonl", vocabulary)
    assert list(read_histories(BytesIO(stream.getvalue()), vocabulary)) == histories


def test_a_table_has_columns_for_what_is_used_and_no_more() -> None:
    event = Event(type="icpc_held", on=DAY, attributes={"agencies_involved": ("health", "education")}, id="x")
    stream = BytesIO()
    write_histories([History.of("B", [event]), History.of("C", [], family="F")], stream, "csv")
    assert stream.getvalue().decode().splitlines() == [
        "case,type,on,id,family,agencies_involved",
        "B,icpc_held,2015-01-05,x,,health;education",
        "C,,,,F,",
    ]
