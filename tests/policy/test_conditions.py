"""Conditions in three values, on a scene that is made by hand, and the words in which they are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import product

import pytest

from model.calendar import Calendar, FirstDay, Period, england_and_wales
from model.events import Event
from model.policy.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    Defined,
    Latest,
    Not,
    Nth,
    Pattern,
    Previous,
    Standing,
    any_holds,
)
from model.policy.scene import Tri
from model.policy.values import Apart, Between, Counts, Includes, NoneOf, OneOf, Present, SameAs, ValueTest

TRI: tuple[Tri, ...] = (True, False, None)


@dataclass
class ByHand:
    """A scene of which every fact is given; the events are child_seen, core_group_held and so on, in their order."""

    events: list[Event]
    number: int = 1
    before: int | None = None
    found: int | None = None
    plan: bool = True
    care: bool = False
    calendar: Calendar = field(default_factory=england_and_wales)
    first_day: FirstDay = FirstDay.DAY_AFTER

    def event(self, place: int) -> Event:
        return self.events[place]

    def nth(self, place: int) -> int:
        return self.number

    def previous(self, place: int) -> int | None:
        return self.before

    def latest(self, place: int, kind: str) -> int | None:
        return self.found

    def on_plan(self, place: int) -> bool:
        return self.plan

    def looked_after(self, place: int) -> bool:
        return self.care


def seen(alone: bool | None = None, by: str | None = None, on: date = date(2015, 1, 5)) -> Event:
    """A visit, with what was recorded of it."""
    told = {"alone": alone, "by": by}
    return Event(type="child_seen", on=on, attributes={key: one for key, one in told.items() if one is not None})


@dataclass(frozen=True)
class Known:
    """A condition of which it is given what it is."""

    truth: Tri

    def holds(self, place: int, scene: object, other: int | None) -> Tri:
        return self.truth

    def words(self) -> str:
        return str(self.truth)

    def asks(self) -> Iterable[str]:
        return iter([f"asked {self.truth}"])


def holds(condition: Condition, scene: ByHand | None = None) -> Tri:
    return condition.holds(0, scene or ByHand([seen()]), None)


def known(*truths: Tri) -> tuple[Condition, ...]:
    return tuple(Known(truth) for truth in truths)  # type: ignore[misc]


# ---- Kleene's words


@pytest.mark.parametrize(("one", "other"), list(product(TRI, TRI)))
def test_both_is_false_before_unknown_before_true(one: Tri, other: Tri) -> None:
    expected = False if False in (one, other) else None if None in (one, other) else True
    assert holds(All(known(one, other))) is expected


@pytest.mark.parametrize(("one", "other"), list(product(TRI, TRI)))
def test_either_is_true_before_unknown_before_false(one: Tri, other: Tri) -> None:
    expected = True if True in (one, other) else None if None in (one, other) else False
    assert holds(Any(known(one, other))) is expected


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert holds(All()) is True
    assert holds(Any(())) is False


@pytest.mark.parametrize(("truth", "expected"), [(True, False), (False, True), (None, None)])
def test_not_leaves_the_unknown_unknown(truth: Tri, expected: Tri) -> None:
    (part,) = known(truth)
    assert holds(Not(part)) is expected


@pytest.mark.parametrize(("truth", "wanted"), list(product(TRI, (True, False))))
def test_a_defined_word_is_wanted_or_not(truth: Tri, wanted: bool) -> None:
    (part,) = known(truth)
    assert holds(Defined("quorate", wanted, part)) is (None if truth is None else truth == wanted)


@pytest.mark.parametrize("truths", list(product(TRI, TRI, TRI)))
def test_of_several_patterns_true_goes_before_unknown_before_false(truths: tuple[Tri, ...]) -> None:
    patterns = tuple(Pattern("child_seen", All(known(truth))) for truth in truths)
    scene = ByHand([seen()])
    expected = True if True in truths else None if None in truths else False
    assert any_holds(patterns, 0, scene) is expected
    assert any_holds(patterns[:1], 0, scene) is truths[0]
    assert any_holds((), 0, scene) is False


def test_a_pattern_is_of_its_kind_whatever_its_conditions() -> None:
    scene = ByHand([seen()])
    assert Pattern("core_group_held", All(known(None))).holds(0, scene) is False
    assert Pattern("child_seen").holds(0, scene) is True


# ---- derived facts


@pytest.mark.parametrize(
    ("low", "high", "numbers"), [(2, 2, {2}), (2, None, {2, 3, 4}), (None, 3, {1, 2, 3}), (2, 3, {2, 3})]
)
def test_a_number_is_inside_both_limits(low: int | None, high: int | None, numbers: set[int]) -> None:
    assert {number for number in range(1, 5) if holds(Nth(low, high), ByHand([seen()], number=number))} == numbers


@pytest.mark.parametrize("truth", TRI)
def test_the_one_before_answers_where_there_is_one(truth: Tri) -> None:
    (part,) = known(truth)
    assert holds(Previous(part), ByHand([seen(), seen()], before=1)) is truth
    assert holds(Previous(part), ByHand([seen()], before=None)) is False


@pytest.mark.parametrize("truth", TRI)
def test_the_latest_answers_where_there_is_one(truth: Tri) -> None:
    pattern = Pattern("child_seen", All(known(truth)))
    assert holds(Latest(pattern), ByHand([seen(), seen()], found=1)) is truth
    assert holds(Latest(pattern), ByHand([seen()], found=None)) is False


def test_the_one_before_is_compared_with_the_one_that_asks() -> None:
    same = Previous(Attribute("by", SameAs("by")))
    latest = Latest(Pattern("child_seen", All((Attribute("by", SameAs("by")),))))
    alike = ByHand([seen(by="social_worker"), seen(by="social_worker")], before=1, found=1)
    unlike = ByHand([seen(by="social_worker"), seen(by="professional")], before=1, found=1)
    assert (holds(same, alike), holds(same, unlike)) == (True, False)
    assert (holds(latest, alike), holds(latest, unlike)) == (True, False)


@pytest.mark.parametrize("wanted", [True, False])
def test_how_things_stand_is_asked_of_the_scene(wanted: bool) -> None:
    assert holds(Standing("on_plan", wanted), ByHand([seen()], plan=True)) is wanted
    assert holds(Standing("on_plan", wanted), ByHand([seen()], plan=False)) is not wanted
    assert holds(Standing("looked_after", wanted), ByHand([seen()], care=True)) is wanted


# ---- values

DAY = date(2015, 1, 5)
VALUES: list[tuple[ValueTest, object, Tri]] = [
    (OneOf(("a", "b")), "b", True),
    (OneOf(("a", "b")), "c", False),
    (OneOf((True,)), None, None),
    (NoneOf(("a", "b")), "c", True),
    (NoneOf(("a", "b")), "a", False),
    (NoneOf(("a",)), None, None),
    (Present(True), "a", True),
    (Present(True), None, False),
    (Present(False), None, True),
    (Present(True), (), True),
    (Between(2, 4), 2, True),
    (Between(2, 4), 4, True),
    (Between(2, 4), 5, False),
    (Between(2, 4), 1.5, False),
    (Between(None, 4), -1, True),
    (Between(2, None), 99, True),
    (Between(2, 4), None, None),
    (Between(DAY, None), DAY, True),
    (Between(date(2015, 1, 6), None), DAY, False),
    (Includes(("a", "b")), ("c", "b", "a"), True),
    (Includes(("a", "b")), ("a",), False),
    (Includes(()), (), True),
    (Includes(("a",)), None, None),
    (Counts(2, None), ("a", "a"), False),
    (Counts(2, None, repeats=True), ("a", "a"), True),
    (Counts(2, None, ("b",)), ("a", "b", "b"), False),
    (Counts(None, 0), (), True),
    (Counts(None, 1), ("a", "b"), False),
    (Counts(1, 1), ("a",), True),
    (Counts(1, 1), None, None),
]


@pytest.mark.parametrize(("test", "value", "expected"), VALUES, ids=repr)
def test_a_value_passes_or_not_or_nobody_knows(test: ValueTest, value: str, expected: Tri) -> None:
    assert test.passes(value, seen(), None, ByHand([])) is expected


def test_the_same_as_the_other_needs_both_to_be_recorded() -> None:
    other, test = seen(by="social_worker"), SameAs("by")
    assert test.passes("social_worker", seen(), other, ByHand([])) is True
    assert test.passes("professional", seen(), other, ByHand([])) is False
    assert test.passes(None, seen(), other, ByHand([])) is None
    assert test.passes("social_worker", seen(), seen(), ByHand([])) is None
    assert test.passes("social_worker", seen(), None, ByHand([])) is None


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        # Monday 5 January: 6, 7, 8.
        (Apart("on", Period.parse("3 working days"), None), date(2015, 1, 8), True),
        (Apart("on", Period.parse("3 working days"), None), date(2015, 1, 7), False),
        (Apart("on", Period.parse("3 working days"), None, FirstDay.CLEAR_DAYS), date(2015, 1, 8), False),
        (Apart("on", None, Period.parse("2 days")), date(2015, 1, 7), True),
        (Apart("on", None, Period.parse("2 days")), date(2015, 1, 8), False),
        (Apart("on", Period.parse("1 day"), Period.parse("2 days")), date(2015, 1, 5), False),
        (Apart("on", Period.parse("1 day"), None), None, None),
        (Apart("next", Period.parse("1 day"), None), date(2015, 1, 8), None),
    ],
    ids=repr,
)
def test_a_day_is_so_far_after_another(test: Apart, value: date | None, expected: Tri) -> None:
    assert test.passes(value, seen(), None, ByHand([])) is expected


def test_notice_is_counted_as_the_policy_counts_unless_it_says_otherwise() -> None:
    scene, friday = ByHand([], first_day=FirstDay.SAME_DAY), date(2015, 1, 7)
    # Where the day itself is day 1: 5, 6, 7.
    assert Apart("on", Period.parse("3 working days"), None).passes(friday, seen(), None, scene) is True
    after = Apart("on", Period.parse("3 working days"), None, FirstDay.DAY_AFTER)
    assert after.passes(friday, seen(), None, scene) is False


# ---- words

QUORATE = Defined("is-quorate", True, Attribute("family_present", OneOf((True,))))
WORDS: list[tuple[Condition, str]] = [
    (Attribute("chair", OneOf(("line_manager", "social_worker"))), "chair is line manager or social worker"),
    (Attribute("family_present", OneOf((True,))), "family present is true"),
    (Attribute("chair", NoneOf(("line_manager",))), "chair is not line manager"),
    (Attribute("chair", Present(True)), "chair is recorded"),
    (Attribute("chair", Present(False)), "chair is not recorded"),
    (Attribute("n", Between(2, None)), "n is at least 2"),
    (Attribute("n", Between(2, 4)), "n is at least 2 and at most 4"),
    (Attribute("n", Between(None, 4)), "n is at most 4"),
    (Attribute("items", Includes(("a_b", "c"))), "items includes a b, c"),
    (Attribute("there", Counts(2, None, ("x", "y"))), "there has at least 2 different entries apart from x, y"),
    (Attribute("there", Counts(1, 2, repeats=True)), "there has at least 1 and at most 2 entries"),
    (Attribute("meeting", SameAs("on")), "meeting is the day of the other event"),
    (Attribute("chair", SameAs("chair")), "chair is the other event's chair"),
    (
        Attribute("from", Apart("on", Period.parse("3 working days"), None, FirstDay.CLEAR_DAYS)),
        "from is at least 3 working days (clear days) after the event's day",
    ),
    (
        Attribute("to", Apart("from", Period.parse("1 day"), Period.parse("2 days"))),
        "to is at least 1 day and at most 2 days after from",
    ),
    (Nth(1, 1), "it is number 1"),
    (Nth(2, None), "it is number 2 or later"),
    (Nth(None, 3), "it is number 1 to 3"),
    (Nth(2, 3), "it is number 2 to 3"),
    (Previous(Nth(1, 1)), "for the one before it, it is number 1"),
    (Latest(Pattern("icpc_held")), "the latest icpc held"),
    (Standing("on_plan", True), "the child is on a plan"),
    (Standing("looked_after", False), "the child is not looked after"),
    (QUORATE, "it is is quorate"),
    (Defined("quorate", False, All()), "it is not quorate"),
    (All((Nth(1, 1), Standing("on_plan", True))), "it is number 1 and the child is on a plan"),
    (Any((Nth(1, 1), Nth(2, 2))), "either it is number 1, or it is number 2"),
    (Not(Nth(1, 1)), "it is not so that it is number 1"),
]


@pytest.mark.parametrize(("condition", "words"), WORDS, ids=[words for _, words in WORDS])
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    assert condition.words() == words


def test_a_pattern_is_told_with_its_conditions_or_without() -> None:
    assert Pattern("core_group_held", All((Nth(1, 1),))).words() == "core group held where it is number 1"
    assert Pattern("core_group_held").words() == "core group held"


def test_a_condition_says_what_it_asks_of_its_own_kind_of_event() -> None:
    chair, alone = Attribute("chair", Present(True)), Attribute("alone", Present(True))
    asking: Condition = All((Any((chair,)), Not(alone), Previous(Attribute("by", Present(True))), QUORATE))
    assert list(asking.asks()) == ["chair", "alone", "by", "family_present"]
    silent = All((Nth(1, 1), Latest(Pattern("icpc_held", All((chair,)))), Standing("on_plan", True)))
    assert list(silent.asks()) == []
    assert list(Pattern("core_group_held", All((chair,))).asks()) == ["chair"]
