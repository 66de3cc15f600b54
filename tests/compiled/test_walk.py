from collections.abc import Iterable

import pytest

from model.calendar import FirstDay
from model.compiled.walk import Asked, conditions_of, contextual, entailed, inside, local, stages, ties
from model.compiled.walk import tests as attribute_tests
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
)
from model.policy.values import Between, OneOf, SameAs
from tests import miniatures

ALONE = Attribute("alone", OneOf((True,)))
BY = Attribute("by", OneOf(("social_worker",)))
SECOND = Nth(2, 2)
TIE = Attribute("meeting", SameAs("on"))


def told(found: Iterable[Condition]) -> list[str]:
    return [one.words() for one in found]


def test_conditions_are_found_inside_every_combination() -> None:
    word = Defined("alone-by", True, All((ALONE,)))
    whole = All((Any((BY, SECOND)), Not(word), Standing("on_plan", True)))
    found = {one.condition for one in inside(Asked("child_seen", whole))}
    assert found >= {whole, BY, SECOND, word, ALONE, Standing("on_plan", True)}


def test_what_is_asked_of_an_earlier_event_is_asked_of_its_kind() -> None:
    of = Latest(Pattern("core_group_held", All((Previous(ALONE),))))
    asked = next(one for one in inside(Asked("child_seen", of)) if one.condition == ALONE)
    assert (asked.kind, asked.asker) == ("core_group_held", "core_group_held")


def test_a_test_knows_who_asks_and_how_that_policy_counts() -> None:
    root = Asked("child_seen", Latest(Pattern("icpc_held", All((BY,)))), None, FirstDay.CLEAR_DAYS)
    (found,) = attribute_tests([root])
    assert (found.kind, found.attribute, found.asker, found.way) == (
        "icpc_held",
        "by",
        "child_seen",
        FirstDay.CLEAR_DAYS,
    )


@pytest.mark.parametrize("condition", [SECOND, Previous(ALONE), Standing("on_plan", True), TIE, Not(Any((BY, SECOND)))])
def test_an_answer_that_depends_on_other_events_is_contextual(condition: Condition) -> None:
    assert contextual(condition)


def test_an_answer_that_depends_on_the_event_alone_is_not() -> None:
    assert not contextual(Any((BY, Not(All((ALONE, Attribute("minutes", Between(1, 2))))))))


def test_the_largest_parts_that_depend_on_the_event_alone_tell_its_events_apart() -> None:
    word = Defined("second", False, All((ALONE, SECOND)))
    assert told(local(All((BY, ALONE)))) == ["by is social worker and alone is true"]
    assert told(local(All((BY, SECOND, ALONE)))) == ["by is social worker and alone is true"]
    assert told(local(Any((BY, Not(word))))) == ["either by is social worker", "alone is true"]
    assert told(local(SECOND)) == []


def test_only_what_is_joined_by_all_holds_wherever_the_whole_does() -> None:
    whole = All((BY, All((SECOND,)), Any((ALONE,)), Not(TIE)))
    assert set(entailed(whole)) >= {BY, SECOND}
    assert not set(entailed(whole)) & {ALONE, TIE}


def test_a_tie_names_the_attribute_of_the_trigger_and_none_of_an_earlier_event() -> None:
    earlier = Latest(Pattern("core_group_held", All((Attribute("next_date", SameAs("meeting")),))))
    patterns = (Pattern("record_received", All((TIE,))), Pattern("record_received", All((earlier,))))
    assert list(ties(patterns)) == ["on"]


def test_the_conditions_of_a_duty_are_its_own_and_those_of_its_excuses_and_powers() -> None:
    policy = miniatures.policy(
        miniatures.EXCUSED.replace("[[excuse]]", "unless = { members_named = false }\n[[excuse]]") + POWER
    )
    asked = {test.attribute for test in attribute_tests(conditions_of(policy.duties[0], policy))}
    assert asked == {"outcome", "members_named", "by", "reason_recorded", "subject"}


POWER = """
[[power]]
id = "chair"
clauses = ["2"]
retimes = ["it"]
when = { event = "chair_direction_given", subject = "core_group_interval" }
sets = "interval"
says = "The chair may set another interval."
"""


def visits(*states: str) -> str:
    return f"""[[event]]
type = "carer_visited"
chosen_by = "agency"
states = {list(states)}
""".replace("'", '"')


@pytest.mark.parametrize(
    ("states", "moved_by"),
    [
        (["core_groups_running"], ["core_group_held"]),
        (["first_core_group_due", "core_groups_running"], []),
        (["conference_due", "closed"], ["section_47_concluded", "case_closed"]),
        (["child_in_need"], ["tac_held"]),
        (["enquiry", "conference_due", "closed"], []),
    ],
)
def test_a_kind_that_happens_in_one_state_and_not_in_the_next_asks_for_what_moves_a_case(
    states: list[str], moved_by: list[str]
) -> None:
    policy = miniatures.policy(visits(*states) + miniatures.duty('when = "escalated"\nrequires = { nth = 1 }\n'))
    assert [one.kind for one in stages({"carer_visited"}, policy)] == moved_by


def test_core_groups_move_a_case_where_they_are_quorate_under_the_policy() -> None:
    policy = miniatures.policy(visits("core_groups_running") + miniatures.NOT_QUORATE)
    (asked,) = stages({"carer_visited"}, policy)
    assert asked.condition == policy.quorum
    assert [test.attribute for test in attribute_tests([asked])] == ["agencies_present"]
