import pytest

from model.compiled.work import Work, assumptions, gathered, merged
from model.errors import InvalidInput
from model.kinds import BUILT_IN, Attribute, Type
from model.policy import Strength
from tests import miniatures
from tests.compiled.story import ENGLAND

VISITED = '[[event]]\ntype = "carer_visited"\nchosen_by = "agency"\n%s[event.attributes]\n%s\n' + miniatures.duty(
    'when = "carer_visited"\nrequires = { nth = 1 }\n'
)


def work(*texts: str, endings: bool = True) -> Work:
    policies = [miniatures.policy(text) for text in texts]
    return gathered(policies, ENGLAND, lambda _, duty: duty.id != "unwanted", Strength.MUST, endings)


def visited(before: str = "plan_discharged", attribute: str = 'alone = "boolean"') -> str:
    return VISITED % (f'comes_before = "{before}"\n', attribute)


def test_only_wanted_duties_that_are_strong_enough_are_gathered() -> None:
    weak = miniatures.duty(miniatures.TEN_DAYS, "weak").replace('"must"', '"should"')
    unwanted = miniatures.duty(miniatures.TEN_DAYS, "unwanted")
    found = work(miniatures.duty(miniatures.TEN_DAYS) + weak + unwanted)
    assert [one.demand.duty.id for one in found.clocked] == ["it"]
    assert found.omitted == {}


def test_what_cannot_be_searched_is_named_with_its_policy_and_the_reason() -> None:
    found = work(miniatures.NO_TIME_LIMIT)
    assert (found.clocked, found.omitted) == ((), {"miniature: it": "it has no time limit"})


def test_each_demand_has_the_policy_and_the_calendar_by_which_it_counts() -> None:
    found = work(miniatures.TEN_DAYS, miniatures.BANK_HOLIDAYS_WORK)
    assert [found.policy(one).calendar.bank_holidays_are_working_days for one in found.clocked] == [False, True]
    assert [found.calendar_of(one).holidays() != () for one in found.clocked] == [True, False]


def test_a_kind_of_a_later_policy_stands_where_it_stands_there() -> None:
    early, late = (miniatures.policy(visited(before)).vocabulary for before in ("core_group_held", "plan_discharged"))
    whole = merged([BUILT_IN, early])
    assert [kind.name for kind in whole.kinds] == [kind.name for kind in early.kinds]
    assert merged([late, BUILT_IN]).kinds == late.kinds


def test_a_kind_that_comes_last_stays_last() -> None:
    last = BUILT_IN.kinds[-1].name
    without = type(BUILT_IN)(BUILT_IN.kinds[:-1])
    assert [kind.name for kind in merged([without, BUILT_IN]).kinds][-1] == last


def test_two_policies_may_each_say_more_of_one_kind() -> None:
    first, second = (
        visited(attribute='alone = "boolean"\nby = ["a", "b"]'),
        visited(attribute='by = ["b", "c"]\non_time = "boolean"'),
    )
    found = work(first, second).vocabulary.by_name["carer_visited"].attributes
    assert set(found) == {"alone", "by", "on_time"}
    assert found["by"] == Attribute(Type.TEXT, ("a", "b", "c"))


def test_where_one_policy_allows_any_text_any_is_allowed() -> None:
    found = work(visited(attribute='by = ["a", "b"]'), visited(attribute='by = "text"'))
    assert found.vocabulary.by_name["carer_visited"].attributes["by"].choices == ()


def test_an_attribute_that_holds_different_things_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        work(visited(attribute='by = "text"'), visited(attribute='by = "boolean"'))
    assert str(caught.value.faults[0]).startswith(
        "event carer_visited: holds a text in one policy and a boolean in another: 'by'"
    )


def test_kinds_that_two_policies_order_differently_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        work(visited("core_group_held"), visited("plan_discharged"))
    (fault,) = caught.value.faults
    assert (fault.code, fault.place, fault.value) == (
        "orders-differ",
        "beside carer_visited",
        "risk_to_professionals_found",
    )


def test_the_intervals_that_a_direction_sets_are_shared_by_all_that_it_re_times() -> None:
    shared = miniatures.POWER.replace('retimes = ["it"]', 'retimes = ["it", "seen"]') + miniatures.duty(
        'when = "core_group_held"\nthen = "child_seen"\nwithin = "10 days"\n', "seen"
    )
    alone = miniatures.duty(miniatures.TEN_DAYS, "alone")
    found = {one.demand.duty.id: one.plan for one in work(shared + alone).clocked}
    assert found["it"].directed == found["seen"].directed == ("3 weeks", "12 weeks", "5 days", "20 days")
    assert len(found["seen"].windows) == 5
    assert (found["alone"].directed, len(found["alone"].windows)) == ((), 1)


def test_directions_of_two_policies_are_shared_where_they_are_the_same_event() -> None:
    other = miniatures.POWER.replace("core_group_interval", "seeing_interval")
    one, apart = work(miniatures.POWER, other.replace("6 weeks", "4 weeks")).clocked
    assert (one.plan.directed, apart.plan.directed) == (("3 weeks", "12 weeks"), ("2 weeks", "8 weeks"))
    one, same = work(miniatures.POWER, miniatures.POWER.replace("6 weeks", "4 weeks")).clocked
    assert one.plan.directed == same.plan.directed == ("3 weeks", "12 weeks", "2 weeks", "8 weeks")


def told(*texts: str, endings: bool = True) -> str:
    found = work(*texts, endings=endings)
    return "; ".join(assumptions(found, found.clocked))


def test_what_is_taken_for_granted_is_told_where_it_is() -> None:
    always = "every attribute that a condition asks for is recorded, on the day of the event"
    always += "; at most one event of each kind a day"
    assert told(miniatures.TEN_DAYS) == always
    assert told(miniatures.POWER) == f"{always}; a direction sets half of the text's interval, or twice as long"
    assert "at most 3 occasions of one duty run at once" in told(miniatures.TWO_SIDED)
    assert (
        told(miniatures.TEN_DAYS, endings=False)
        == f"{always}; no plan and no case is ended: no duty is kept by giving up"
    )
