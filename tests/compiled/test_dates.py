import pytest

from model.calendar import FirstDay, Period
from model.compiled.dates import Distance, Use, agree, beyond_letters, clashing, uses
from model.policy.values import Apart
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach, letters, reason

BANK_HOLIDAYS_WORK = ENGLAND.counting_bank_holidays()
RESCHEDULED = 'when = "core_group_rescheduled"\n'
ABSOLUTE = RESCHEDULED + "requires = { from = { at_least = 2015-06-01 } }\n"
ON_A_DAY = RESCHEDULED + "requires = { from = [2015-06-01, 2015-06-08] }\n"
WITHIN_FOUR_DAYS = RESCHEDULED + 'requires = { from = { at_least = "4 days", after = "on" } }\n'
AS_ABANDONED = RESCHEDULED + ('requires = { latest = { event = "core_group_abandoned", on = { same_as = "from" } } }\n')


def used(text: str) -> tuple[Use, ...]:
    policy = miniatures.policy(text)
    return uses(policy.duties[0], policy, ENGLAND)


def distance(text: str, *, low: bool = True, way: FirstDay = FirstDay.DAY_AFTER, works: bool = False) -> Use:
    period = Period.parse(text)
    apart = Apart("on", period if low else None, None if low else period)
    return Use("it", "from", "distance", Distance(apart, way, BANK_HOLIDAYS_WORK if works else ENGLAND))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (miniatures.NOT_TOO_FAR, "it compares two dates that one event names"),
        (miniatures.MEETS_WHEN_SET, "it compares an event with what an earlier one names"),
        ('when = "child_seen"\nrequires = { previous = { by = { same_as = "by" } } }\n', "an earlier one names"),
        (
            'when = { event = "child_seen", on = { at_least = 2015-06-01 } }\nrequires = { alone = true }\n',
            "on which day",
        ),
        (miniatures.NOTICE, ""),
        (AS_ABANDONED, ""),
    ],
)
def test_what_no_letter_can_say_of_a_date_is_named(text: str, words: str) -> None:
    policy = miniatures.policy(text)
    found = beyond_letters(policy.duties[0], policy)
    assert words in found
    assert bool(words) == bool(found)
    assert reason(text) == found


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (miniatures.NOTICE, ("core_group_rescheduled", "from", "distance")),
        (miniatures.SAME_MEETING, ("record_distributed", "meeting", "trigger")),
        (AS_ABANDONED, ("core_group_rescheduled", "from", "earlier")),
        (ABSOLUTE, ("core_group_rescheduled", "from", "day")),
        (ON_A_DAY, ("core_group_rescheduled", "from", "day")),
    ],
)
def test_a_duty_uses_a_date_in_one_of_four_ways(text: str, how: tuple[str, str, str]) -> None:
    (found,) = used(text)
    assert (found.kind, found.attribute, found.how) == how


def test_what_is_no_date_is_not_used_as_one() -> None:
    assert used(miniatures.LONG_SUPERVISION) == ()
    assert used(miniatures.REMOTE_SUPERVISION) == ()


def test_a_distance_is_counted_as_the_policy_counts_or_as_the_test_says() -> None:
    (own,) = used('[counting]\nfirst_day = "same-day"\n' + miniatures.DUTY + miniatures.NOTICE)
    (clear,) = used(miniatures.CLEAR_NOTICE)
    assert [one.distance and one.distance.way for one in (own, clear)] == [FirstDay.SAME_DAY, FirstDay.CLEAR_DAYS]


def test_dates_of_different_events_never_clash() -> None:
    assert agree(Use("it", "from", "day"), Use("it", "to", "earlier"), ENGLAND)
    assert agree(Use("it", "from", "day"), Use("other", "from", "earlier"), ENGLAND)


def test_two_uses_of_one_date_agree_where_they_are_of_one_sort() -> None:
    assert agree(Use("it", "from", "day"), Use("it", "from", "day"), ENGLAND)
    assert not agree(Use("it", "from", "day"), Use("it", "from", "trigger"), ENGLAND)
    assert not agree(Use("it", "from", "day"), distance("3 days"), ENGLAND)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (distance("3 working days"), distance("3 working days", way=FirstDay.CLEAR_DAYS)),
        (distance("3 days"), distance("8 days")),
        (distance("2 weeks"), distance("14 days", low=False)),
        (distance("3 working days", works=True), distance("3 working days", works=True)),
    ],
)
def test_distances_agree_where_the_same_ones_are_kept_from_every_day(one: Use, other: Use) -> None:
    calendar = one.distance.calendar if one.distance else ENGLAND
    assert agree(one, other, calendar)
    assert agree(other, one, calendar)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (distance("3 working days"), distance("4 days")),
        (distance("3 working days"), distance("3 working days", way=FirstDay.SAME_DAY)),
        (distance("3 working days"), distance("3 working days", works=True)),
        (distance("10 working days"), distance("14 days", low=False)),
    ],
)
def test_distances_clash_where_some_days_keep_both_and_others_one(one: Use, other: Use) -> None:
    assert not agree(one, other, ENGLAND)
    assert not agree(other, one, ENGLAND)


def test_the_day_of_an_earlier_event_lies_before_any_distance_that_is_no_day_or_one() -> None:
    earlier = Use("it", "from", "earlier")
    assert agree(earlier, distance("3 working days"), ENGLAND)
    assert not agree(distance("1 days"), earlier, ENGLAND)


def test_a_use_clashes_with_any_of_several() -> None:
    assert clashing([distance("3 working days")], [Use("it", "to", "day"), distance("4 days")], ENGLAND)
    assert not clashing([distance("3 working days")], [Use("it", "to", "day")], ENGLAND)


def test_of_two_duties_that_clash_the_second_is_left_out_and_the_first_stays_exact() -> None:
    both = arrays(miniatures.duty(miniatures.NOTICE, "first") + miniatures.duty(WITHIN_FOUR_DAYS, "second"))
    assert [demand.duty.id for demand in both.demands] == ["first"]
    assert dict(both.omitted) == {"miniature: second": "a date that it compares is compared in another way too"}
    late = "2015-01-05 icpc_held outcome=plan\n2015-01-07 core_group_rescheduled from=3_working_days_later_-1_day"
    assert breach(both, late) == "2015-01-07 first"


def test_clear_and_plain_days_of_notice_are_told_apart() -> None:
    both = arrays(miniatures.NOTICE, miniatures.CLEAR_NOTICE)
    assert len(both.demands) == 2
    assert sorted(letters(both, "core_group_rescheduled")) == [
        "core group rescheduled (from 3 working days later (clear-days))",
        "core group rescheduled (from 3 working days later -1 day)",
        "core group rescheduled (from 3 working days later)",
    ]
    assert set(both.broken.flatten().tolist()) == {0, 0b10, 0b11}


@pytest.mark.parametrize(
    "text",
    [
        miniatures.duty(ABSOLUTE, "one") + miniatures.duty(miniatures.NOTICE, "two"),
        RESCHEDULED
        + 'requires = { from = { at_least = "3 working days", after = "on" }, any = [{ from = 2015-06-01 }] }\n',
    ],
)
def test_a_day_of_the_calendar_clashes_with_a_distance(text: str) -> None:
    assert "a date that it compares is compared in another way too" in arrays(text).omitted.values()
