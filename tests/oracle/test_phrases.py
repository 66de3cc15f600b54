"""Events in words."""

from datetime import date

import pytest

from model.events import Event, Value
from model.kinds import BUILT_IN
from model.oracle.phrases import PHRASES, counted, spoken, spoken_day, what_happened


def test_every_built_in_kind_has_a_phrase_and_nothing_else_has() -> None:
    assert set(PHRASES) == set(BUILT_IN.by_name)
    assert len(set(PHRASES.values())) == len(PHRASES)


def test_a_kind_of_the_policys_own_goes_by_its_name() -> None:
    assert what_happened(Event(type="supervision_held", on=date(2015, 1, 5))) == "supervision held"


def test_what_was_recorded_is_told_in_the_order_of_its_names() -> None:
    told: dict[str, Value] = {
        "next_date": date(2015, 2, 16),
        "agencies_present": ("health", "adult_care"),
        "family_present": False,
    }
    event = Event(type="core_group_held", on=date(2015, 1, 5), attributes=told)
    assert what_happened(event) == (
        "the core group met (agencies present: health, adult care; family present: no; next date: Mon 16 February 2015)"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (date(2015, 1, 5), "Mon 5 January 2015"),
        (("health", "adult_care"), "health, adult care"),
        ((), "none"),
        ("line_manager", "line manager"),
        ("10 working days", "10 working days"),
        (3, "3"),
        (2.5, "2.5"),
    ],
    ids=repr,
)
def test_a_value_is_told_in_words(value: Value, words: str) -> None:
    assert spoken(value) == words


def test_one_day_is_one_day() -> None:
    assert [counted(1, "days"), counted(0, "days"), counted(2, "working days"), counted(1, "working days")] == [
        "1 day",
        "0 days",
        "2 working days",
        "1 working day",
    ]
    assert spoken_day(date(2024, 2, 29)) == "Thu 29 February 2024"
