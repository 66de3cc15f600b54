from datetime import date

from model.calendar import FirstDay, Period, Unit, england_and_wales
from model.compiled.recipes import Later, OfLatest, OfTrigger, Own, Situation
from model.events import Event

MONDAY = date(2015, 6, 15)
BEFORE = [
    Event(type="core_group_scheduled", on=date(2015, 6, 1), attributes={"for": date(2015, 7, 1)}),
    Event(type="core_group_scheduled", on=date(2015, 6, 2), attributes={"for": date(2015, 7, 2)}),
    Event(type="core_group_abandoned", on=date(2015, 6, 3), attributes={}),
]


def situation(ago: int | None = None, trigger: Event | None = None) -> Situation:
    return Situation(MONDAY, BEFORE, england_and_wales(), ago, trigger)


def test_a_later_day_is_counted_as_the_policy_counts() -> None:
    three = Period(3, Unit.WORKING_DAYS)
    assert Later(three, FirstDay.DAY_AFTER).day(situation()) == date(2015, 6, 18)
    assert Later(three, FirstDay.CLEAR_DAYS).day(situation()) == date(2015, 6, 19)
    assert Later(three, FirstDay.DAY_AFTER, -1).day(situation()) == date(2015, 6, 17)


def test_its_own_day_can_be_moved_by_some_days() -> None:
    assert (Own().day(situation()), Own(-2).day(situation())) == (MONDAY, date(2015, 6, 13))


def test_a_date_of_the_latest_event_is_that_of_the_last_of_its_kind() -> None:
    assert OfLatest("core_group_scheduled", "for").day(situation()) == date(2015, 7, 2)
    assert OfLatest("core_group_scheduled", "on").day(situation()) == date(2015, 6, 2)


def test_there_is_no_date_of_an_event_that_did_not_happen_or_did_not_record_it() -> None:
    assert OfLatest("icpc_held", "on").day(situation()) is None
    assert OfLatest("core_group_abandoned", "reason").day(situation()) is None


def test_the_day_of_the_trigger_is_that_of_the_event_or_so_many_days_ago() -> None:
    assert OfTrigger().day(situation(ago=5, trigger=BEFORE[0])) == date(2015, 6, 1)
    assert OfTrigger().day(situation(ago=5)) == date(2015, 6, 10)
    assert OfTrigger().day(situation()) is None


def test_recipes_can_be_read() -> None:
    three = Period(3, Unit.WORKING_DAYS)
    found = [Later(three, FirstDay.DAY_AFTER), Later(three, FirstDay.DAY_AFTER, -1), Own(), Own(7)]
    assert [str(one) for one in found] == ["3 working days later", "3 working days later -1 day", "that day", "+7 days"]
    assert str(Later(three, FirstDay.CLEAR_DAYS, 1)) == "3 working days later +1 day (clear-days)"
    assert str(OfLatest("core_group_abandoned", "on")) == "the day of the latest core group abandoned"
    assert str(OfTrigger()) == "the day of what it answers"
