"""The case as the oracle sees it: numbers, the one before, the latest, how things stand."""

from model.calendar import england_and_wales
from model.oracle.case import Case
from model.policy.conditions import All
from tests.miniatures import HEAD, NO_TIME_LIMIT, QUORUM, duty, history, policy

LINES = """
2015-01-02 child_seen
2015-01-05 icpc_held outcome=plan
2015-01-06 child_seen
2015-01-07 became_looked_after
2015-01-08 looked_after_review_held
2015-01-09 child_seen
2015-01-12 ceased_looked_after
2015-01-13 plan_discharged
2015-01-14 child_seen
2015-02-02 icpc_held outcome=plan
2015-02-03 became_looked_after
2015-02-04 looked_after_review_held
2015-02-05 child_seen
"""


def case(lines: str = LINES, text: str = NO_TIME_LIMIT) -> Case:
    words = policy(text)
    return Case(history(lines, words.vocabulary), words, england_and_wales())


def test_events_are_numbered_in_the_count_of_their_kind() -> None:
    found = case()
    assert [found.nth(place) for place in found.places(("child_seen",))] == [1, 1, 2, 3, 1]
    assert [found.nth(place) for place in found.places(("looked_after_review_held",))] == [1, 1]
    assert [found.nth(place) for place in found.places(("icpc_held", "became_looked_after"))] == [1, 1, 2, 2]


def test_the_one_before_is_the_one_before_in_that_count() -> None:
    found = case()
    assert [found.previous(place) for place in found.places(("child_seen",))] == [None, None, 2, 5, None]
    assert [found.previous(place) for place in found.places(("icpc_held",))] == [None, 1]


def test_the_latest_of_a_kind_is_not_of_an_earlier_plan() -> None:
    found = case()
    visits = found.places(("child_seen",))
    assert [found.latest(place, "child_seen") for place in visits] == [None, None, 2, 5, None]
    assert [found.latest(place, "icpc_held") for place in visits] == [None, 1, 1, 1, 9]
    assert found.latest(visits[-1], "core_group_held") is None


def test_the_start_of_a_plan_is_its_own_latest_start() -> None:
    found = case()
    assert found.plan_start == [0, 1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9]
    assert found.latest(9, "icpc_held") is None


def test_how_things_stand_is_told_just_after_the_event() -> None:
    found = case()
    assert [found.on_plan(place) for place in range(13)] == [False] + [True] * 6 + [False] * 2 + [True] * 4
    assert [found.looked_after(place) for place in range(13)] == [False] * 3 + [True] * 3 + [False] * 4 + [True] * 3


def test_the_places_of_several_kinds_are_in_the_order_of_the_case() -> None:
    found = case()
    assert found.places(("plan_discharged", "icpc_held")) == [1, 7, 9]
    assert found.places(("core_group_held",)) == []
    assert found.event(7).type == "plan_discharged"


IN_CARE = "2015-01-05 became_looked_after\n2015-01-06 icpc_held outcome=plan\n2015-01-07 core_group_held\n"
RUNNING_ONLY = '[[event]]\ntype = "supervision_held"\nchosen_by = "agency"\nstates = ["core_groups_running"]\n'


def test_what_makes_a_core_group_quorate_may_ask_how_things_stand() -> None:
    words = QUORUM.replace("agencies_present = {", "looked_after = true\non_plan = true\nnth = 1\n# {")
    found = case(IN_CARE + "2015-01-08 supervision_held", words + RUNNING_ONLY + duty(NO_TIME_LIMIT))
    assert found.refused == []


def test_quorate_of_another_kind_of_event_says_nothing_of_core_groups() -> None:
    of_reviews = QUORUM.replace('"core_group_held"', '"rcpc_held"').replace("agencies_present = {", "nth = 2 # {")
    words = policy(HEAD + of_reviews + duty(NO_TIME_LIMIT))
    assert words.quorum == All()
    found = case(IN_CARE + "2015-01-08 supervision_held", of_reviews + RUNNING_ONLY + duty(NO_TIME_LIMIT))
    assert found.refused == []
