from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import meant
from model.history.value import LARGEST, converter, days, fits, misfit, shown
from model.kinds import Attribute, Type
from tests.history.strategies import values

attributes = st.builds(Attribute, st.sampled_from(Type)) | st.builds(
    Attribute, st.sampled_from([Type.TEXT, Type.TEXTS]), st.just(("health", "education"))
)
json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["", " x", "1 day"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("type_", "given_value", "expected"),
    [
        (Type.TEXT, "Zoë", "Zoë"),
        (Type.BOOLEAN, False, False),
        (Type.NUMBER, 3.0, 3),
        (Type.NUMBER, -2.5, -2.5),
        (Type.NUMBER, LARGEST, LARGEST),
        (Type.DATE, "1995-01-01", date(1995, 1, 1)),
        (Type.DATE, "2042-12-31", date(2042, 12, 31)),
        (Type.PERIOD, "10  Working DAYS", "10 working days"),
        (Type.TEXTS, ["health", "education", "health"], ("health", "education", "health")),
        (Type.TEXTS, [], ()),
    ],
)
def test_plain_json_becomes_a_typed_value(type_: Type, given_value: Any, expected: Any) -> None:
    found = converter(Attribute(type_))(given_value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("attribute", "value", "code", "says"),
    [
        (Attribute(Type.TEXT), 5, "wrong-type", "must be a text: '5' (write \"5\", in quotes)"),
        (Attribute(Type.TEXT), True, "wrong-type", "must be a text: 'True'"),
        (Attribute(Type.TEXT), "", "empty-text", "leave out what was not recorded"),
        (Attribute(Type.TEXT), "  ", "empty-text", "leave out what was not recorded"),
        (Attribute(Type.TEXT), " health", "space-around", "did you mean 'health'?"),
        (Attribute(Type.TEXT), "Zo\udceb", "not-utf-8", "save the file as UTF-8"),
        (Attribute(Type.TEXT, ("plan", "no_plan")), "pln", "unknown-value", "did you mean 'plan'?"),
        (Attribute(Type.TEXT, ("plan", "no_plan")), "x", "unknown-value", "known: no_plan, plan"),
        (Attribute(Type.TEXT, ("plan",)), ["plan"], "wrong-type", "must be a text"),
        (Attribute(Type.BOOLEAN), "true", "wrong-type", "write true or false, without quotes"),
        (Attribute(Type.BOOLEAN), 1, "wrong-type", "write true or false, without quotes"),
        (Attribute(Type.BOOLEAN), "perhaps", "wrong-type", "must be true or false: 'perhaps'"),
        (Attribute(Type.NUMBER), "3", "wrong-type", "must be a number: '3'"),
        (Attribute(Type.NUMBER), True, "wrong-type", "must be a number: 'True'"),
        (Attribute(Type.NUMBER), LARGEST + 1, "number-too-large", "is too large a number"),
        (Attribute(Type.NUMBER), float("inf"), "number-too-large", "is too large a number"),
        (Attribute(Type.PERIOD), "10 workng days", "bad-period", "did you mean '10 working days'?"),
        (Attribute(Type.PERIOD), 10, "wrong-type", "must be a period such as '6 weeks': '10'"),
        (Attribute(Type.TEXTS), "health", "wrong-type", "write a list, even of one"),
        (Attribute(Type.TEXTS), ["health", 5], "wrong-type", "place, entry 2: must be a text: '5'"),
        (Attribute(Type.TEXTS, ("health",)), ["helth"], "unknown-value", "place, entry 1: is none of the values"),
        (Attribute(Type.DATE), 20150105, "wrong-type", "must be a day such as 2015-01-05"),
        (Attribute(Type.DATE), "2015-02-30", "bad-date", "is not a date: '2015-02-30' (day is out of range for month)"),
        (Attribute(Type.DATE), "2015-13-01", "bad-date", "month must be in 1..12"),
        (Attribute(Type.DATE), "05/01/2015", "bad-date", "dates are written 2015-01-05 (year-month-day)"),
        (Attribute(Type.DATE), "5.1.2015", "bad-date", "dates are written 2015-01-05 (year-month-day)"),
        (Attribute(Type.DATE), "31/02/2015", "bad-date", "dates are written 2015-01-05 (year-month-day)"),
        (
            Attribute(Type.DATE),
            "2015-01-05 00:00:00",
            "bad-date",
            "dates are written 2015-01-05, without a time of day",
        ),
        (Attribute(Type.DATE), "2015-01-05T09:30", "bad-date", "dates are written 2015-01-05, without a time of day"),
        (Attribute(Type.DATE), "2015-W02-1", "bad-date", "dates are written 2015-01-05, without a time of day"),
        (Attribute(Type.DATE), "42009", "bad-date", "looks like a spreadsheet's day number"),
        (Attribute(Type.DATE), "last week", "bad-date", "dates are written 2015-01-05 (year-month-day)"),
        (Attribute(Type.DATE), "1994-12-31", "outside-calendar", "the calendar runs from 1995-01-01 to 2042-12-31"),
        (Attribute(Type.DATE), "2043-01-01", "outside-calendar", "the calendar runs from 1995-01-01 to 2042-12-31"),
    ],
)
def test_a_value_that_does_not_fit_gets_its_likely_mistake(
    attribute: Attribute, value: Any, code: str, says: str
) -> None:
    assert not fits(value, attribute)
    fault = misfit(value, attribute, "place")
    assert fault.code == code
    assert says in str(fault)
    assert fault.place.startswith("place")


@given(attributes, json)
def test_every_value_fits_or_has_a_fault_that_can_be_printed(attribute: Attribute, value: Any) -> None:
    assert fits(value, attribute) or str(misfit(value, attribute, "place")).isprintable()


@given(attributes.flatmap(lambda attribute: st.tuples(st.just(attribute), values(attribute))))
def test_a_typed_value_written_plainly_fits(pair: tuple[Attribute, Any]) -> None:
    attribute, value = pair
    plain = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, date) else value
    assert converter(attribute)(plain) == value


def test_every_day_of_the_calendar_has_one_spelling() -> None:
    assert len(days()) == (date(2042, 12, 31) - date(1995, 1, 1)).days + 1
    assert all(day.isoformat() == text for text, day in days().items())


def test_the_likely_word_is_the_one_that_looks_like_it() -> None:
    assert meant("helth", ("health", "education")) == "did you mean 'health'?"
    assert meant("x", ("b", "a")) == "known: a, b"


def test_what_is_shown_is_printable_and_not_endless() -> None:
    assert shown("a\x1b[31m\n") == "a\\x1b[31m\\n"
    assert shown("\udcff") == "\\udcff"
    assert shown({"a": 1}) == "{'a': 1}"
    assert len(shown("x" * 1000)) == 80
