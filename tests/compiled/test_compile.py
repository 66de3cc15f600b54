from datetime import date

import pytest

from model.compiled import compile as compiling
from model.compiled.compile import compile_policies, unsplit
from model.errors import InvalidInput
from model.policy import Strength
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach, letters

SUPERSEDED = miniatures.SUPERSEDED
ENDED = 'when = "core_group_held"\nthen = "escalated"\nwithin = "1 week"\nuntil = ["plan_discharged", "rcpc_held"]\n'
TWO_PARTS = miniatures.duty('when = "escalated"\nthen = "child_seen"\nwithin = "1 week"\n', "seen") + miniatures.duty(
    'when = "escalated"\nthen = "assessment_completed"\nwithin = "2 weeks"\n', "assessed"
)
WEAK = TWO_PARTS.replace('"must"', '"should"', 1)


def test_duties_that_share_nothing_are_compiled_apart() -> None:
    parts = compile_policies([miniatures.policy(TWO_PARTS)], ENGLAND)
    assert [[demand.duty.id for demand in part.demands] for part in parts] == [["seen"], ["assessed"]]
    assert [len(part.clocks) for part in parts] == [1, 1]


def test_all_in_one_breaches_what_the_parts_breach_each_on_its_day() -> None:
    whole, told = arrays(TWO_PARTS), "2015-01-05 escalated"
    assert breach(whole, told) == "2015-01-12 seen"
    assert breach(whole, told + "\n2015-01-12 child_seen") == "2015-01-19 assessed"


def test_only_the_demands_asked_for_at_the_strength_asked_for_are_compiled() -> None:
    policies = [miniatures.policy(WEAK), miniatures.policy(TWO_PARTS)]
    strong = compile_policies(policies, ENGLAND, strength=Strength.MUST)
    assert {(demand.policy, demand.duty.id) for part in strong for demand in part.demands} == {
        (0, "assessed"),
        (1, "assessed"),
        (1, "seen"),
    }
    second = unsplit(policies, ENGLAND, demands=lambda place, duty: (place, duty.id) == (1, "seen"))
    assert [(demand.policy, demand.duty.id) for demand in second.demands] == [(1, "seen")]


def test_the_parts_know_what_is_omitted_and_assumed() -> None:
    (part,) = compile_policies([miniatures.policy(TWO_SORTS)], ENGLAND)
    assert dict(part.omitted) == {"miniature: never-due": "it has no time limit"}
    assert "at most one event of each kind a day" in part.assumed


TWO_SORTS = miniatures.duty(miniatures.TEN_DAYS) + miniatures.duty(miniatures.NO_TIME_LIMIT, "never-due")


def test_of_nothing_that_can_be_searched_there_are_no_parts_and_an_empty_whole() -> None:
    policy = miniatures.policy(miniatures.NO_TIME_LIMIT)
    assert compile_policies([policy], ENGLAND) == ()
    whole = unsplit([policy], ENGLAND)
    assert (whole.letters, whole.clocks, whole.after.shape) == ((), (), (1, 0))


def test_the_letters_of_a_kind_stand_together() -> None:
    compiled = arrays(miniatures.SIX_WEEKS, miniatures.EITHER)
    kinds = [{letter.kind for letter in compiled.letters[first:stop]} for first, stop in compiled.groups]
    assert all(len(kind) == 1 for kind in kinds)
    assert [first for first, _ in compiled.groups[1:]] == [stop for _, stop in compiled.groups[:-1]]


def test_an_event_that_ends_a_demand_with_the_plan_never_happens_where_nobody_gives_up() -> None:
    told = "2015-01-05 icpc_held\n2015-01-06 core_group_held\n2015-01-07 plan_discharged"
    assert breach(arrays(ENDED), told) == ""
    with pytest.raises(AssertionError, match="cannot happen"):
        breach(arrays(ENDED, endings=False), told)


def test_an_event_that_ends_a_demand_and_leaves_the_plan_running_still_happens() -> None:
    told = "2015-01-05 icpc_held\n2015-01-06 core_group_held\n2015-01-07 rcpc_held"
    assert breach(arrays(ENDED, endings=False), told) == ""


def test_a_plan_starts_and_a_later_trigger_supersedes_even_where_nobody_gives_up() -> None:
    looks_back = 'when = "child_seen"\nthen = "escalated"\nwithin = "2 weeks before"\n'
    asked = "2015-01-05 escalated\n2015-01-06 icpc_held\n2015-01-07 child_seen"
    assert breach(arrays(looks_back, endings=False), asked) == "2015-01-07 it"
    again = "2015-01-05 strategy_discussion_held\n2015-01-12 strategy_discussion_held"
    assert breach(arrays(SUPERSEDED, endings=False), again) == "2015-02-02 it"


def test_an_ending_that_is_asked_for_or_forbidden_happens_even_where_nobody_gives_up() -> None:
    forbidden = arrays(miniatures.PROHIBITION + 'until = "plan_discharged"\n', endings=False)
    told = "2015-01-05 icpc_held\n2015-01-07 plan_discharged"
    assert breach(forbidden, told) == "2015-01-07 it"


def test_more_demands_than_a_mask_has_bits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = miniatures.policy(TWO_PARTS)
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 1)
    with pytest.raises(InvalidInput) as caught:
        unsplit([policy], ENGLAND)
    (fault,) = caught.value.faults
    assert (fault.code, fault.fact) == (
        "too-many-duties",
        "2 duties are more than 1 that can be searched together",
    )
    assert len(compile_policies([policy], ENGLAND)) == 2


def test_due_days_stand_in_the_column_of_the_trigger() -> None:
    compiled = arrays(miniatures.TEN_WORKING_DAYS)
    assert compiled.due[0, compiled.day(date(2014, 12, 11))] == 18
    assert letters(compiled, "core_group_held") == ["core group held"]
