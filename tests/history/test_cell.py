from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.history import cell
from model.kinds import Attribute, Type
from tests.history.strategies import texts, values


@pytest.mark.parametrize(
    ("given_cell", "type_", "means"),
    [
        ("", Type.TEXT, None),
        ("  ", Type.BOOLEAN, None),
        (" health ", Type.TEXT, "health"),
        ("True", Type.BOOLEAN, True),
        ("yes", Type.BOOLEAN, True),
        ("1", Type.BOOLEAN, True),
        ("FALSE", Type.BOOLEAN, False),
        ("no", Type.BOOLEAN, False),
        ("0", Type.BOOLEAN, False),
        ("perhaps", Type.BOOLEAN, "perhaps"),
        ("18", Type.NUMBER, 18),
        ("2.5", Type.NUMBER, 2.5),
        ("many", Type.NUMBER, "many"),
        ("18", Type.TEXT, "18"),
        ("2015-01-05", Type.DATE, "2015-01-05"),
        ("6 weeks", Type.PERIOD, "6 weeks"),
        ("[]", Type.TEXTS, []),
        ("health", Type.TEXTS, ["health"]),
        ("health; education", Type.TEXTS, ["health", "education"]),
        ("health;", Type.TEXTS, ["health", ""]),
        (r"a\;b;c\\", Type.TEXTS, ["a;b", "c\\"]),
        (r"\[]", Type.TEXTS, ["[]"]),
        ("end\\", Type.TEXTS, ["end\\"]),
        (float("nan"), Type.BOOLEAN, None),
        (1.5, Type.NUMBER, 1.5),
        (date(2015, 1, 5), Type.DATE, "2015-01-05"),
        (datetime(2015, 1, 5), Type.DATE, "2015-01-05"),  # noqa: DTZ001 - a table's days have no time zone
        (datetime(2015, 1, 5, 9, 30), Type.DATE, "2015-01-05 09:30:00"),  # noqa: DTZ001
        (17, Type.TEXT, "17"),
        (17, Type.NUMBER, 17),
        (True, Type.TEXT, True),
        (["health"], Type.TEXTS, ["health"]),
        (None, Type.TEXTS, None),
    ],
)
def test_a_cell_means(given_cell: Any, type_: Type, means: Any) -> None:
    found = cell.plain(given_cell, type_)
    assert (found, type(found)) == (means, type(means))


@given(st.lists(texts, max_size=4))
def test_a_list_of_any_texts_comes_back_from_its_cell(entries: list[str]) -> None:
    assert cell.plain(cell.written(entries), Type.TEXTS) == entries


@pytest.mark.parametrize("type_", [Type.BOOLEAN, Type.NUMBER, Type.TEXT, Type.PERIOD])
@given(data=st.data())
def test_a_value_comes_back_from_its_cell(type_: Type, data: st.DataObject) -> None:
    value = data.draw(values(Attribute(type_)))
    assert cell.plain(cell.written(value), type_) == value


def test_what_was_not_recorded_is_an_empty_cell() -> None:
    assert cell.written(None) == ""
