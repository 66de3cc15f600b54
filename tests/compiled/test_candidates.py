from datetime import date

import pytest

from model.calendar import FirstDay, Period, Unit
from model.compiled.candidates import Candidate, asked_day, candidates
from model.compiled.recipes import Later, OfLatest, OfTrigger, Own
from model.compiled.walk import Test as AttributeTest
from model.kinds import BOOLEAN, DATE, PERIOD, TEXT, TEXTS, Attribute, Type, one_of, some_of
from model.policy.values import Apart, Between, Counts, Includes, NoneOf, OneOf, Present, SameAs, ValueTest

NUMBER = Attribute(Type.NUMBER)
DAY = date(2015, 3, 31)
THREE = Period(3, Unit.WORKING_DAYS)


def tried(attribute: Attribute, *asked: ValueTest, asker: str | None = None) -> tuple[Candidate, ...]:
    return candidates(attribute, [AttributeTest("it", "attribute", one, asker) for one in asked])


def counted(test: Counts, values: tuple[Candidate, ...]) -> set[bool]:
    return {bool(test.passes(value, None, None, None)) for value in values}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("attribute", "asked", "expected"),
    [
        (BOOLEAN, OneOf((True,)), (True, False)),
        (BOOLEAN, NoneOf((True, False)), (True, False)),
        (one_of("a", "b", "c"), OneOf(("b",)), ("b", "a")),
        (one_of("a", "b"), NoneOf(("a", "b")), ("a", "b")),
        (TEXT, OneOf(("yes",)), ("yes", "something_else")),
        (TEXT, OneOf(("something_else",)), ("something_else", "something_else_2")),
        (NUMBER, OneOf((30, 45)), (30, 45, 46)),
        (DATE, OneOf((DAY,)), (DAY, date(2015, 4, 1))),
        (PERIOD, OneOf(("1 month", "2 weeks")), ("1 month", "2 weeks", "3 weeks")),
    ],
)
def test_every_value_named_is_tried_and_one_that_is_not(
    attribute: Attribute, asked: ValueTest, expected: tuple[Candidate, ...]
) -> None:
    assert tried(attribute, asked) == expected


def test_numbers_and_days_are_tried_on_both_sides_of_a_bound() -> None:
    assert tried(NUMBER, Between(30, 90)) == (30, 90, 29, 91)
    assert tried(NUMBER, Between(0.5, None)) == (0.5, -0.5)
    assert tried(DATE, Between(None, DAY)) == (DAY, date(2015, 4, 1))


def test_days_are_tried_on_both_sides_of_a_distance_counted_as_its_policy_counts() -> None:
    asked = Apart("on", THREE, Period(6, Unit.WEEKS), FirstDay.CLEAR_DAYS)
    clear = FirstDay.CLEAR_DAYS
    six = Period(6, Unit.WEEKS)
    assert tried(DATE, asked) == (Later(THREE, clear), Later(six, clear), Later(THREE, clear, -1), Later(six, clear, 1))
    own = AttributeTest("it", "from", Apart("on", None, THREE), None, FirstDay.SAME_DAY)
    assert candidates(DATE, [own]) == (Later(THREE, FirstDay.SAME_DAY), Later(THREE, FirstDay.SAME_DAY, 1))


def test_a_date_tied_to_the_trigger_is_that_of_the_trigger_or_nobodys() -> None:
    assert tried(DATE, SameAs("on")) == (OfTrigger(), Own(-5000))


def test_what_an_earlier_event_is_asked_for_is_matched_by_the_later_one() -> None:
    asked = AttributeTest("core_group_abandoned", "on", SameAs("from"), "core_group_rescheduled")
    assert tried(DATE, SameAs("from"), asker="core_group_rescheduled") == ()
    assert asked_day(asked) == ("from", OfLatest("core_group_abandoned", "on"))
    assert asked_day(asked._replace(asker=None)) is None
    assert asked_day(asked._replace(test=SameAs("on"))) is None
    assert asked_day(asked._replace(test=Present(True))) is None


@pytest.mark.parametrize(
    "asked",
    [
        Counts(2, None),
        Counts(2, None, ("children_services",)),
        Counts(2, None, ("children_services",), True),
        Counts(None, 1),
        Counts(9, None),
        Counts(None, 12, ("health",)),
        Counts(1, 2),
    ],
)
def test_lists_are_tried_that_pass_a_count_and_that_fail_it(asked: Counts) -> None:
    assert counted(asked, tried(TEXTS, asked)) == {True, False}


def test_lists_are_tried_that_one_entry_twice_or_one_that_does_not_count_would_pass() -> None:
    once, twice = Counts(2, None), Counts(2, None, repeats=True)
    apart = Counts(2, None, ("children_services",))
    values = tried(TEXTS, once, twice, apart)
    outcomes = {
        tuple(test.passes(value, None, None, None) for test in (once, twice, apart))  # type: ignore[arg-type]
        for value in values
    }
    assert outcomes == {(True, True, True), (False, True, False), (True, True, False), (False, False, False)}


def test_every_set_of_the_entries_asked_for_is_tried_with_every_count() -> None:
    count, health, education = Counts(2, None, ("health",)), Includes(("health",)), Includes(("education", "police"))
    values = tried(TEXTS, count, health, education)
    outcomes = {
        tuple(test.passes(value, None, None, None) for test in (count, health, education))  # type: ignore[arg-type]
        for value in values
    }
    impossible = {(False, True, True), (False, False, True)}
    assert outcomes | impossible == {(a, b, c) for a in (True, False) for b in (True, False) for c in (True, False)}


def test_the_fullest_list_comes_first() -> None:
    assert tried(TEXTS, Includes(("a",)), Includes(("b",))) == (("a", "b"), ("a",), ("b",), ())


def test_a_list_holds_only_what_it_may_hold() -> None:
    values = tried(some_of("summary", "progress", "actions"), Counts(2, None), Includes(("actions",)))
    assert {entry for value in values if isinstance(value, tuple) for entry in value} <= {
        "summary",
        "progress",
        "actions",
    }
    assert ("actions", "summary", "progress") in values


@pytest.mark.parametrize(
    ("attribute", "example"),
    [
        (TEXT, "something"),
        (one_of("a", "b"), "a"),
        (BOOLEAN, True),
        (NUMBER, 1),
        (DATE, Own(7)),
        (PERIOD, "4 weeks"),
        (TEXTS, ("something",)),
    ],
)
def test_where_a_test_asks_whether_something_was_recorded_it_is_and_is_not(
    attribute: Attribute, example: Candidate
) -> None:
    assert tried(attribute, Present(True)) == (example, None)


def test_no_example_is_needed_where_another_test_names_a_value() -> None:
    assert tried(BOOLEAN, Present(False), OneOf((True,))) == (True, False, None)
