"""The cells of the table to pin up."""

from datetime import date

import pytest

from model.analysis.booking import Booking, Margin
from model.cli.booked import cell, counted_from, row
from tests.miniatures import MEET, PLAN, duty, policy

WORST = date(2015, 1, 5)


def booking(margin: Margin) -> Booking:
    return Booking("it", ("1",), 200, (10, 12), (margin,))


@pytest.mark.parametrize(
    ("margin", "text"),
    [
        (Margin(1, 3, 5, 9, 0, WORST), "3 / 5"),
        (Margin(1, -5, -1, -1, 0, WORST), "-5 / -1"),
        (Margin(1, 1, 4, 9, 5, WORST), "1 / 4 (2.5% too late)"),
        (Margin(1, None, None, None, 200, WORST), "too late"),
    ],
)
def test_a_cell_says_what_is_safe_always_what_mostly_and_how_often_nothing_is(margin: Margin, text: str) -> None:
    assert cell(booking(margin), margin) == text


def test_a_row_names_every_kind_of_event_from_which_the_duty_counts() -> None:
    either = PLAN.replace("when = ", 'when = ["core_group_held", ').replace("}\n", "}]\n", 1)
    words = policy(duty(either + MEET + 'within = "10 days"\n', "it"))
    assert counted_from("it", words) == "core group held, initial conference held"
    one = booking(Margin(1, 3, 5, 9, 0, WORST))
    assert row(one, words) == ("it", "1", "core group held, initial conference held", "10 to 12", "3 / 5", WORST)
