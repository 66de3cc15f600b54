from dataclasses import replace
from datetime import date

import pytest

from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from model.compiled.compiled import Clock, Sense
from model.errors import InvalidInput
from model.policy import load_policy
from tests import miniatures
from tests.compiled.story import arrays


def test_a_clock_holds_one_counter_for_each_place_and_a_second_where_it_opens_late_or_is_tied() -> None:
    plain = Clock(0, Sense.DEADLINE, 3, 9, opens=False, slot=0)
    assert [clock.width for clock in (plain, replace(plain, opens=True), replace(plain, tied=True))] == [3, 6, 6]


def test_a_state_has_the_counters_of_all_clocks() -> None:
    assert arrays(miniatures.TWO_SIDED, miniatures.TEN_DAYS).slots == 6 + 1


def test_a_column_is_the_number_of_days_since_the_calendar_begins() -> None:
    compiled = arrays(miniatures.TEN_DAYS)
    assert compiled.day(compiled.calendar.first) == 0
    assert compiled.day(date(2015, 1, 6)) - compiled.day(date(2015, 1, 5)) == 1


def test_a_day_outside_the_calendar_has_no_column() -> None:
    with pytest.raises(InvalidInput, match="not a day of calendar"):
        arrays(miniatures.TEN_DAYS).day(date(1066, 10, 14))


def test_a_mask_names_its_demands_in_their_order() -> None:
    compiled = arrays(miniatures.TEN_DAYS, miniatures.SIX_WEEKS, miniatures.EITHER)
    assert compiled.named(0b101) == (compiled.demands[0], compiled.demands[2])
    assert compiled.named(0) == ()


def test_the_mask_of_all_duties_names_them_all_again() -> None:
    policies = [load_policy("brent"), load_policy("york")]
    (part, *_) = compile_policies(policies, england_and_wales(), demands=lambda _, duty: duty.topic == "interval")
    assert part.named(part.mask(None, 0) | part.mask(None, 1)) == part.demands
    assert [one.duty.id for one in part.named(part.mask({"core-group-interval"}, 1))] == ["core-group-interval"]
    assert part.mask({"no-such-duty"}) == 0
