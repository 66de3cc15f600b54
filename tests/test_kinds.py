"""The kinds of event: their order inside a day, their attributes, and vocabularies that policies extend."""

from itertools import pairwise

import pytest

from model.kinds import (
    ANYWHERE,
    BUILT_IN,
    KINDS,
    OFF_PLAN,
    ON_PLAN,
    OPEN,
    RESERVED,
    STEPPED_DOWN,
    Attribute,
    Chooser,
    Count,
    Kind,
    State,
    Type,
    one_of,
    some_of,
)

BRIEFING = Kind("briefing_held", Chooser.AGENCY, ANYWHERE)


def before(one: str, other: str) -> bool:
    return BUILT_IN.rank[one] < BUILT_IN.rank[other]


def test_no_two_kinds_have_one_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert list(BUILT_IN.by_name) == [kind.name for kind in KINDS]


def test_inside_a_day_conferences_and_directions_come_first_then_core_groups_records_visits_and_endings() -> None:
    day = ["icpc_held", "rcpc_held", "chair_direction_given", "core_group_held", "record_distributed", "child_seen"]
    day += ["plan_discharged", "tac_held", "child_in_need_ended", "case_closed"]
    assert all(before(one, other) for one, other in pairwise(day))


def test_a_child_becomes_looked_after_before_and_ceases_to_be_after_what_happens_on_that_day() -> None:
    assert before("became_looked_after", "child_seen")
    assert before("looked_after_review_held", "ceased_looked_after")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_kind_has_an_attribute_that_every_event_has(kind: Kind) -> None:
    assert not set(kind.attributes) & set(RESERVED)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_only_texts_and_lists_have_choices_and_no_choice_is_there_twice(kind: Kind) -> None:
    for attribute in kind.attributes.values():
        assert not attribute.choices or attribute.type in (Type.TEXT, Type.TEXTS)
        assert len(set(attribute.choices)) == len(attribute.choices)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_can_happen_somewhere_and_its_attributes_cannot_be_changed(kind: Kind) -> None:
    assert kind.states
    with pytest.raises(TypeError):
        kind.attributes["new"] = Attribute(Type.TEXT)  # type: ignore[index]


def test_a_kind_that_needs_a_state_of_care_is_about_care() -> None:
    needing = {kind.name: kind.looked_after for kind in KINDS if kind.looked_after is not None}
    assert needing == {
        "became_looked_after": False,
        "looked_after_review_held": True,
        "ceased_looked_after": True,
    }


def test_reviews_in_care_are_counted_per_care_and_what_lies_outside_plans_per_case() -> None:
    assert [kind.name for kind in KINDS if kind.counted_per is Count.CARE] == ["looked_after_review_held"]
    assert {BUILT_IN.by_name[name].counted_per for name in ("icpc_held", "referral_received", "case_closed")} == {
        Count.CASE
    }
    assert {BUILT_IN.by_name[name].counted_per for name in ("core_group_held", "rcpc_held", "child_seen")} == {
        Count.PLAN
    }


def test_the_states_are_divided_into_on_a_plan_and_off_it() -> None:
    assert frozenset(State) == ANYWHERE == ON_PLAN | OFF_PLAN
    assert not ON_PLAN & OFF_PLAN
    assert frozenset({State.CLOSED}) == ANYWHERE - OPEN
    assert frozenset({State.TAC_DUE, State.CHILD_IN_NEED}) == STEPPED_DOWN


def test_texts_may_be_limited_to_choices() -> None:
    assert one_of("a", "b") == Attribute(Type.TEXT, ("a", "b"))
    assert some_of("a", "b") == Attribute(Type.TEXTS, ("a", "b"))


def test_a_new_kind_has_its_place_before_another_and_leaves_the_old_vocabulary_alone() -> None:
    words = BUILT_IN.inserted(BRIEFING, "core_group_held")
    assert words.rank["briefing_held"] == BUILT_IN.rank["core_group_held"] == words.rank["core_group_held"] - 1
    assert words.by_name["briefing_held"] is BRIEFING
    assert len(words.kinds) == len(KINDS) + 1
    assert "briefing_held" not in BUILT_IN.by_name


def test_a_kind_with_further_attributes_keeps_its_place() -> None:
    richer = Kind("child_seen", Chooser.AGENCY, ANYWHERE, {"where": Attribute(Type.TEXT)})
    words = BUILT_IN.replaced(richer)
    assert words.by_name["child_seen"] is richer
    assert words.rank == BUILT_IN.rank
    assert "where" not in BUILT_IN.by_name["child_seen"].attributes
