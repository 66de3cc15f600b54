"""Duties, their strength, versions and what they ask of a record; what a policy knows of them."""

from datetime import date

import pytest

from model.policy import Strength, under
from model.policy.carried import why_not_assessed
from model.policy.policy import Clause, Treatment
from tests.miniatures import BASE, EXCUSED, FIRST_OF_A_PLAN, NO_TIME_LIMIT, POWER, VERSIONS, duty, policy


def test_must_is_the_strongest_and_may_the_weakest() -> None:
    assert [strength.value for strength in sorted(Strength, key=lambda one: one.rank)] == [
        "must",
        "should",
        "good-practice",
        "may",
    ]


@pytest.mark.parametrize(
    ("weakest", "kept"),
    [
        (Strength.MUST, ["must"]),
        (Strength.SHOULD, ["must", "should"]),
        (Strength.GOOD_PRACTICE, ["must", "should", "good-practice"]),
        (Strength.MAY, ["must", "should", "good-practice", "may"]),
    ],
)
def test_at_a_strength_weaker_duties_are_left_out(weakest: Strength, kept: list[str]) -> None:
    text = "".join(duty(NO_TIME_LIMIT, one.value).replace('"must"\nowed', f'"{one.value}"\nowed') for one in Strength)
    assert [one.id for one in policy(text).at_strength(weakest)] == kept


def test_a_version_speaks_from_its_first_day_to_its_last() -> None:
    old, new = policy(VERSIONS).duties
    assert [one.speaks_on(date(2015, 1, 5)) for one in (old, new)] == [True, False]
    assert [one.speaks_on(date(2015, 1, 6)) for one in (old, new)] == [False, True]
    assert (old.always, new.always) == (False, False)


def test_a_duty_with_one_version_always_speaks() -> None:
    (one,) = policy(NO_TIME_LIMIT).duties
    assert one.always
    assert one.speaks_on(date.min)


def test_the_latest_version_of_a_duty_goes_by_its_id() -> None:
    assert policy(VERSIONS).duty("it").window.text == "within 5 working days"
    assert policy(VERSIONS).duty_ids == ("it",)
    with pytest.raises(KeyError):
        policy(VERSIONS).duty("that")


def test_a_duty_names_the_kinds_that_trigger_answer_and_end_it() -> None:
    (one,) = policy(NO_TIME_LIMIT).duties
    assert (one.trigger_kinds, one.response_kinds, one.ending_kinds) == (
        ("impasse_reached",),
        ("escalated",),
        ("plan_discharged",),
    )


def test_a_kind_that_is_named_twice_is_one_kind() -> None:
    both = 'when = [{ event = "child_seen", alone = true }, { event = "child_seen", alone = false }]\n'
    (one,) = policy(both + 'then = "escalated"\n').duties
    assert one.trigger_kinds == ("child_seen",)


def test_a_policy_knows_its_excuses_and_powers_by_duty() -> None:
    assert [one.id for one in policy(EXCUSED).excuses_of["it"]] == ["delay"]
    assert policy(EXCUSED).excuses[0].kinds == ("core_group_delay_authorised",)
    assert [one.id for one in policy(POWER).powers_over["it"]] == ["chair"]
    assert policy(POWER).powers[0].kinds == ("chair_direction_given",)
    assert (policy(POWER).excuses_of["it"], policy(EXCUSED).powers_over["it"]) == ((), ())


def test_a_policy_knows_its_readings_by_id() -> None:
    reading = policy(BASE).reading("first-day")
    assert (policy(BASE).reading_ids, reading.choice("same-day").means) == (("first-day",), "the day itself is day 1")
    with pytest.raises(KeyError):
        policy(BASE).reading("last-day")


def test_the_ledger_keeps_what_became_of_each_clause() -> None:
    assert policy(BASE).clauses[0] == Clause(
        id="1",
        says="When core groups meet.",
        treatment=Treatment.MODELLED,
        by=("first-core-group", "interval", "first-day"),
        source="base",
    )


# ---- sources that cannot carry everything

ASKED = policy(FIRST_OF_A_PLAN + "unless = { exceptional_circumstances = true }\n").duties[0]
ANSWERED = policy(
    'when = "child_seen"\n'
    'then = ["escalated", { event = "core_group_held", chair = "social_worker", on = { present = true } }]\n'
).duties[0]


def test_a_source_that_carries_everything_speaks_of_every_duty() -> None:
    assert why_not_assessed(ASKED, "register", None) is None


def test_a_source_without_any_kind_that_triggers_says_nothing() -> None:
    assert why_not_assessed(ASKED, "register", {"child_seen": ()}) == "register has no core_group_held"
    assert why_not_assessed(ASKED, None, {}) == "source has no core_group_held"


def test_a_source_without_any_kind_that_answers_says_nothing() -> None:
    assert why_not_assessed(ANSWERED, "register", {"child_seen": ()}) == "register has no escalated or core_group_held"


def test_one_kind_that_answers_is_enough() -> None:
    assert why_not_assessed(ANSWERED, "register", {"child_seen": (), "escalated": ()}) is None


def test_a_source_must_say_every_attribute_that_the_duty_asks_for_but_not_the_day() -> None:
    carried = {"core_group_held": ("chair",)}
    assert (
        why_not_assessed(ASKED, "register", carried)
        == "register does not say exceptional_circumstances of core_group_held"
    )
    assert why_not_assessed(ASKED, "register", {"core_group_held": ("chair", "exceptional_circumstances")}) is None
    assert (
        why_not_assessed(ANSWERED, "register", {"child_seen": (), "core_group_held": ()})
        == "register does not say chair of core_group_held"
    )


def test_a_reading_leaves_the_duties_of_the_default_alone() -> None:
    base = policy(BASE)
    assert under(base, {"first-day": "same-day"}).duties == base.duties
