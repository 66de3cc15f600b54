"""Every conflict is found, with what makes it so, and the oracle says it too."""

from datetime import date, timedelta

import pytest

from model.analysis import trial
from model.analysis.beside import Beside
from model.analysis.conflicts import Conflict, Found, Topic
from model.analysis.replay import judged
from model.analysis.witness import is_breach
from model.calendar import england_and_wales
from model.compiled import compile as compiling
from model.policy import Policy, load_policy, under
from model.policy.load import policy_from_text
from tests import miniatures as mini

FIRST, LAST = date(2015, 1, 1), date(2015, 6, 30)
SOON = mini.PLAN + mini.MEET + 'within = "5 days"\n'
AGAIN = 'when = "core_group_held"\n' + mini.MEET + 'within = "6 days"\nuntil = "plan_discharged"\n'
LATER = mini.PLAN + mini.MEET + 'within = "9 days"\n'
DELAY = """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
says = "A delay may be allowed."
when = { event = "core_group_delay_authorised", reason_recorded = true }
"""
DIRECTION = """
[[power]]
id = "direction"
clauses = ["3"]
retimes = ["it"]
says = "The chair may set another interval."
when = { event = "chair_direction_given", subject = "core_group_interval" }
sets = "interval"
"""
QUORATE = mini.DUTY + mini.PLAN + 'then = { event = "core_group_held", quorate = true }\nwithin = "5 days"\n'
DEFINED = '[[definition]]\nid = "quorate"\nclauses = ["4"]\nsays = "It is."\nevent = "core_group_held"\n'


def beside(a: Policy, b: Policy, first: date = FIRST, last: date = LAST) -> Beside:
    return Beside((a, b), ("A", "B"), england_and_wales(), first, last)


def found(a: Policy, b: Policy) -> Found:
    places = [(side, id) for side, policy in enumerate((a, b)) for id in policy.duty_ids]
    return Topic("it", beside(a, b), tuple(places)).conflicts()


def said(conflicts: Found) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(one.side, one.duty, one.needs) for one in conflicts.conflicts]


def test_the_sooner_of_two_deadlines_is_breached_first_and_never_the_other() -> None:
    conflicts = found(mini.policy(SOON), mini.policy(LATER))
    assert said(conflicts) == [(0, "it", ())]
    (conflict,) = conflicts.conflicts
    assert [event.type for event in conflict.events] == ["icpc_held"]
    assert conflict.length == (1, 6)
    assert conflict.spared == ("it",)
    assert conflict.clauses == (("1",), ("1",))
    assert conflict.path is not None
    assert conflict.path.ends + timedelta(days=1) == conflict.parts_on


def test_duties_that_are_the_same_in_other_words_need_no_search() -> None:
    conflicts = found(mini.policy(SOON), mini.policy(mini.duty(SOON).replace("anyone", "somebody")))
    assert not conflicts.conflicts
    assert conflicts.coverage.alike == ("it",)
    assert conflicts.coverage.states == 0


def test_an_excuse_is_named_where_it_makes_the_conflict() -> None:
    conflicts = found(mini.policy(mini.duty(SOON)), mini.policy(mini.duty(SOON) + DELAY))
    assert said(conflicts) == [(0, "it", ("delay",))]
    assert conflicts.conflicts[0].clauses == (("1",), ("1", "2"))


def test_a_power_is_named_where_it_makes_the_conflict() -> None:
    conflicts = found(mini.policy(mini.duty(AGAIN)), mini.policy(mini.duty(AGAIN) + DIRECTION))
    assert said(conflicts) == [(0, "it", ("direction",)), (1, "it", ("direction",))]


def test_a_word_that_both_define_is_named_where_it_makes_the_conflict() -> None:
    judged_so, counted = DEFINED + "judged_quorate = true\n", DEFINED + "family_present = true\n"
    conflicts = found(mini.policy(QUORATE + judged_so), mini.policy(QUORATE + counted))
    assert said(conflicts) == [(0, "it", ("quorate",)), (1, "it", ("quorate",))]
    assert conflicts.conflicts[0].clauses == (("1", "4"), ("1", "4"))


MANAGED = 'then = { event = "core_group_held", chair = "line_manager" }\n'


def test_an_excuse_is_listed_beside_the_conflict_that_needs_none() -> None:
    managed = mini.policy(mini.duty(SOON.replace(mini.MEET, MANAGED)))
    conflicts = found(managed, mini.policy(mini.duty(SOON) + DELAY))
    assert said(conflicts) == [(0, "it", ()), (0, "it", ("delay",))]
    bare, excused = conflicts.conflicts
    assert [event.type for event in bare.events] == ["icpc_held", "core_group_held"]
    assert [event.type for event in excused.events] == ["icpc_held", "core_group_delay_authorised"]
    assert excused.clauses == (("1",), ("1", "2"))


def test_a_power_is_listed_beside_the_conflict_that_needs_none() -> None:
    managed = mini.policy(mini.duty(AGAIN.replace(mini.MEET, MANAGED)) + DIRECTION)
    conflicts = found(managed, mini.policy(mini.duty(AGAIN)))
    assert said(conflicts) == [(0, "it", ()), (0, "it", ("direction",)), (1, "it", ("direction",))]


def test_a_provision_that_makes_no_other_conflict_is_not_listed() -> None:
    conflicts = found(mini.policy(mini.duty(SOON)), mini.policy(mini.duty(LATER) + DELAY))
    assert said(conflicts) == [(0, "it", ())]


def test_a_provision_is_not_listed_where_the_other_side_has_no_such_duty() -> None:
    other = mini.duty('when = "core_group_held"\nrequires = { plan_explained = true }\n', "explained")
    conflicts = found(mini.policy(mini.duty(AGAIN) + DIRECTION), mini.policy(other))
    assert said(conflicts) == [(0, "it", ()), (1, "explained", ())]


def test_a_conflict_is_shown_on_a_history_of_which_the_other_side_can_tell() -> None:
    held = mini.duty('when = "core_group_held"\nrequires = { minute_taker = "lead_social_worker" }\n', "taker")
    asks = mini.duty('when = "core_group_held"\nrequires = { plan_explained = true }\n', "explained")
    conflicts = found(mini.policy(asks), mini.policy(held))
    assert [(one.duty, one.spared, one.untold) for one in conflicts.conflicts] == [
        ("explained", ("taker",), ()),
        ("taker", ("explained",), ()),
    ]


def test_where_no_such_history_can_be_searched_it_says_of_what_the_other_side_cannot_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = mini.duty('when = "core_group_held"\nrequires = { minute_taker = "lead_social_worker" }\n', "taker")
    asks = mini.duty('when = "core_group_held"\nrequires = { plan_explained = true }\n', "explained")
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 1)
    conflicts = found(mini.policy(asks), mini.policy(held))
    assert [(one.duty, one.spared, one.untold) for one in conflicts.conflicts] == [
        ("explained", (), ("taker",)),
        ("taker", (), ("explained",)),
    ]
    assert conflicts.conflicts[0].clauses == (("1",), ("1",))


def test_what_does_not_fit_is_tried_and_said_to_be_not_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 1)
    monkeypatch.setattr(trial, "MOST_TRIED", 50)
    conflicts = found(mini.policy(SOON), mini.policy(LATER))
    assert said(conflicts) == [(0, "it", ())]
    assert conflicts.coverage.tried == 50
    assert conflicts.coverage.unfinished == (
        "it: 2 duties are more than 1 that can be searched together (choose a topic, a strength or single duties)",
    )


def test_it_is_told_how_strongly_the_duty_is_asked_for() -> None:
    weak = mini.duty(SOON).replace('"must"', '"should"')
    (conflict,) = found(mini.policy(weak), mini.policy(LATER)).conflicts
    assert conflict.strength == "should"


def test_another_duty_of_the_topic_is_kept_in_every_conflict() -> None:
    held = mini.duty('when = "core_group_held"\nrequires = { minute_taker = { present = true } }\n', "taker")
    asks = mini.duty('when = "core_group_held"\nrequires = { plan_explained = true }\n', "explained")
    conflicts = found(mini.policy(asks), mini.policy(held))
    assert said(conflicts) == [(0, "explained", ()), (1, "taker", ())]
    meeting = conflicts.conflicts[0].events[-1]
    assert meeting.get("minute_taker") is not None
    assert meeting.get("plan_explained") is False


def test_a_duty_without_a_time_limit_is_listed_and_never_breached() -> None:
    conflicts = found(mini.policy(mini.PLAN + mini.MEET), mini.policy(SOON))
    assert said(conflicts) == [(1, "it", ())]
    assert dict(conflicts.coverage.omitted) == {"miniature: it": "it has no time limit, so that no history breaches it"}
    assert conflicts.coverage.exhaustive


def test_where_a_duty_cannot_be_searched_small_histories_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "MOST_TRIED", 500)
    any_time = DELAY + 'decided = "any-time"\n'
    conflicts = found(mini.policy(mini.duty(SOON) + DELAY), mini.policy(mini.duty(SOON) + any_time))
    (conflict,) = conflicts.conflicts
    assert conflict.side == 0
    assert conflict.path is None
    assert [event.type for event in conflict.events] == ["icpc_held", "core_group_delay_authorised"]
    assert not conflicts.coverage.exhaustive
    assert "any time" in conflicts.coverage.omitted["miniature: it"]


def test_where_the_calendar_ends_too_soon_to_try_any_history_nothing_is_called_equal() -> None:
    any_time = DELAY + 'decided = "any-time"\n'
    late = mini.duty(SOON.replace("5 days", "400 days"))
    last = date(2040, 12, 31)
    sides = beside(mini.policy(late + DELAY), mini.policy(late + any_time), last, last)
    conflicts = Topic("it", sides, ((0, "it"), (1, "it"))).conflicts()
    assert not conflicts.conflicts
    assert not conflicts.coverage.exhaustive
    assert "the calendar ends before the smallest history would be over" in str(conflicts.coverage)


def confirmed_by_the_oracle(conflict: Conflict, topic: set[str]) -> bool:
    broken = [
        {one.duty for one in judged(side, conflict.witness.history, conflict.parts_on).findings if is_breach(one)}
        for side in conflict.witness.sides
    ]
    return conflict.duty in broken[conflict.side] and not topic & broken[1 - conflict.side]


def test_ten_days_at_christmas_part_from_ten_working_days() -> None:
    brent = load_policy("brent")
    sides = beside(brent, under(brent, {"ten-days": "working-days"}), date(2014, 12, 18), date(2015, 1, 15))
    (conflict,) = Topic("end", sides, ((0, "tac-after-discharge"), (1, "tac-after-discharge"))).conflicts().conflicts
    assert conflict.side == 0
    assert [event.type for event in conflict.events] == ["icpc_held", "plan_discharged"]
    assert (conflict.parts_on - conflict.events[-1].on).days == 11
    assert confirmed_by_the_oracle(conflict, {"tac-after-discharge"})


def test_the_day_before_the_conflict_shows_nothing_has_parted() -> None:
    (conflict,) = found(mini.policy(SOON), mini.policy(LATER)).conflicts
    day = conflict.parts_on - timedelta(days=1)
    assert not any(
        is_breach(one)
        for side in conflict.witness.sides
        for one in judged(side, conflict.witness.history, day).findings
    )


def test_a_policy_of_its_own_kinds_is_compared_without_naming_definitions() -> None:
    declared = '[[event]]\ntype = "report_shared"\nchosen_by = "agency"\n'
    own = policy_from_text(mini.HEAD + QUORATE + DEFINED + "judged_quorate = true\n" + declared)
    conflicts = found(own, mini.policy(QUORATE + DEFINED + "family_present = true\n"))
    assert said(conflicts) == [(0, "it", ()), (1, "it", ())]


def test_a_breach_that_always_breaches_the_other_side_too_is_no_conflict() -> None:
    plan = 'when = { event = "icpc_held", outcome = "plan" }\n'
    named = mini.duty(plan + "requires = { members_named = true }\n", "named")
    never = mini.duty(plan + 'requires = { outcome = "no_plan" }\n', "never")
    assert said(found(mini.policy(named), mini.policy(never))) == [(1, "never", ())]


def test_occasions_that_each_need_their_own_answer_are_looked_at_alone() -> None:
    sent = 'when = "core_group_held"\nthen = { event = "record_distributed", meeting = { same_as = "on" }TO }\n'
    anyhow = sent.replace("TO", "") + 'within = "3 days"\n'
    to_all = sent.replace("TO", ', to = "all_members"') + 'within = "3 days"\n'
    conflicts = found(mini.policy(anyhow), mini.policy(to_all))
    assert said(conflicts) == [(1, "it", ())]
    assert conflicts.conflicts[0].events[-1].type == "record_distributed"
    assert "each occasion that needs its own answer is looked at alone" in conflicts.coverage.assumed


def test_trying_ends_when_both_ways_are_shown() -> None:
    booked = 'when = "core_group_scheduled"\nfrom = "for"\nthen = "WHAT"\nwithin = "3 days"\n'
    meet, see = (mini.policy(booked.replace("WHAT", what)) for what in ("core_group_held", "child_seen"))
    conflicts = found(meet, see)
    assert {(side, duty) for side, duty, _ in said(conflicts)} == {(0, "it"), (1, "it")}
    assert conflicts.coverage.events == 3
