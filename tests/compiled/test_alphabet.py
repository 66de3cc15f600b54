from datetime import date

import pytest

from model.calendar import FirstDay
from model.compiled import alphabet
from model.compiled.alphabet import Alphabet, resolved, with_another_day
from model.compiled.compile import unsplit
from model.compiled.recipes import OfLatest, OfTrigger, Own, Situation
from model.compiled.walk import Asked
from model.errors import InvalidInput
from model.kinds import BUILT_IN
from model.policy.conditions import All, Attribute, Condition, Latest, Pattern
from model.policy.values import Between, Counts, OneOf, SameAs
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, letters

ALONE = Attribute("alone", OneOf((True,)))
BY = Attribute("by", OneOf(("social_worker",)))
PRESENT = Attribute("agencies_present", Counts(2, None, ("children_services",)))


def told(kind: str, *conditions: Condition, longest: int = 0) -> list[str]:
    """The letters of a kind that some conditions on it ask for."""
    roots = tuple(Asked(kind, condition) for condition in conditions)
    found = Alphabet(roots, BUILT_IN, ENGLAND, (FirstDay.DAY_AFTER,), {}, longest)
    return [str(letter) for letter in found.letters([kind])]


def test_an_event_of_which_nothing_is_asked_is_one_letter() -> None:
    assert arrays(miniatures.ON_THE_DAY).letters[-1].attributes == ()


def test_there_is_one_letter_for_each_answer_that_the_conditions_can_get() -> None:
    assert told("child_seen", ALONE) == ["child seen (alone True)", "child seen (alone False)"]
    assert len(told("child_seen", ALONE, BY)) == 4
    assert len(told("core_group_held", PRESENT)) == 2
    assert len(told("core_group_held", PRESENT)) == 2
    assert len(letters(arrays(miniatures.EITHER), "core_group_held")) == 2


def test_what_an_attribute_of_another_kind_is_asked_for_tells_nothing_apart() -> None:
    earlier = Latest(Pattern("core_group_held", All((PRESENT,))))
    assert told("child_seen", earlier) == ["child seen"]


def test_a_letter_stands_once_for_every_day_on_which_its_trigger_may_have_been() -> None:
    tied = Attribute("meeting", SameAs("on"))
    found = told("record_distributed", tied, longest=2)
    assert found == [
        *["record distributed (meeting the day of what it answers)"] * 3,
        "record distributed (meeting -5000 days)",
    ]
    compiled = arrays(miniatures.SAME_MEETING)
    ages = [letter.ago for letter in compiled.letters if letter.kind == "record_distributed"]
    assert ages == list(range(compiled.clocks[0].longest + 1))


def test_letters_stand_in_the_order_of_their_kinds_inside_a_day() -> None:
    compiled = arrays(miniatures.WHILE_LOOKED_AFTER, miniatures.TEN_WORKING_DAYS)
    ranks = [BUILT_IN.rank[letter.kind] for letter in compiled.letters]
    assert ranks == sorted(ranks)
    assert [compiled.letters[first].kind for first, _ in compiled.groups] == list(
        dict.fromkeys(letter.kind for letter in compiled.letters)
    )


def test_a_direction_is_a_letter_for_each_interval() -> None:
    assert letters(arrays(miniatures.POWER), "chair_direction_given") == [
        "chair direction given (subject core_group_interval, interval 3 weeks)",
        "chair direction given (subject core_group_interval, interval 12 weeks)",
    ]


def test_an_attribute_that_is_no_date_is_not_matched_with_a_day() -> None:
    asked = Latest(Pattern("core_group_held", All((Attribute("on", SameAs("by")),))))
    assert told("child_seen", asked) == ["child seen"]


def test_beside_the_day_of_an_earlier_event_another_day_is_tried() -> None:
    day = OfLatest("core_group_abandoned", "on")
    assert with_another_day((day, day)) == (day, Own(1))
    assert with_another_day((OfTrigger(), Own())) == (OfTrigger(), Own())


def test_a_recipe_gives_a_day_and_a_value_is_what_it_is() -> None:
    situation = Situation(date(2015, 6, 15), (), ENGLAND)
    assert resolved(Own(1), situation) == date(2015, 6, 16)
    assert resolved(OfTrigger(), situation) is None
    assert resolved("yes", situation) == "yes"


def test_too_many_letters_are_refused_with_their_kind_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alphabet, "MOST", 3)
    with pytest.raises(InvalidInput) as caught:
        unsplit([miniatures.policy(miniatures.EITHER)], ENGLAND)
    (fault,) = caught.value.faults
    assert (fault.code, fault.value) == ("too-many-letters", "core_group_held")
    assert "combine in 4 ways, more than 3" in fault.fact
    monkeypatch.setattr(alphabet, "MOST", 4)
    assert len(unsplit([miniatures.policy(miniatures.EITHER)], ENGLAND).letters) > 0


def test_numbers_that_no_condition_tells_apart_are_one_letter() -> None:
    minutes = Attribute("minutes", Between(30, 90))
    policy = miniatures.policy(miniatures.LONG_SUPERVISION)
    way = policy.counting.first_day
    found = Alphabet((Asked("supervision_held", minutes),), policy.vocabulary, ENGLAND, (way,), {}, 0)
    assert [str(letter) for letter in found.letters(["supervision_held"])] == [
        "supervision held (minutes 30)",
        "supervision held (minutes 29)",
    ]
