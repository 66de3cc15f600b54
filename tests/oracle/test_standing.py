"""Where a case stands after each sequence of events, and what it then refuses."""

from datetime import date

import pytest

from model.kinds import BUILT_IN, ON_PLAN, State
from model.oracle import judge, standing
from tests.miniatures import BRIEFED_LAST, NO_TIME_LIMIT, QUORUM, duty, history, policy

ICPC = "2015-01-05 icpc_held outcome=plan\n"
ENDED = ICPC + "2015-02-02 plan_discharged\n"
REQUIRED = "2015-01-05 section_47_concluded icpc_required=true\n"

STATES: list[tuple[str, str, str]] = [
    ("nothing has happened", "", "enquiry"),
    ("a referral", "2015-01-05 referral_received", "enquiry"),
    ("enquiries that ask for a conference", REQUIRED, "conference_due"),
    ("enquiries of which nobody recorded what they ask", "2015-01-05 section_47_concluded", "enquiry"),
    ("asked for, and then not", REQUIRED + "2015-01-06 section_47_concluded icpc_required=false", "enquiry"),
    ("asked for, and nobody recorded what later", REQUIRED + "2015-01-06 section_47_concluded", "conference_due"),
    ("a conference without a plan", REQUIRED + "2015-01-06 icpc_held outcome=no_plan", "enquiry"),
    ("asked for, and closed", REQUIRED + "2015-01-06 case_closed", "closed"),
    (
        "asked for, closed, and opened again",
        REQUIRED + "2015-01-06 case_closed\n2015-01-07 referral_received",
        "enquiry",
    ),
    ("a plan", ICPC, "first_core_group_due"),
    ("a conference of unknown outcome", "2015-01-05 icpc_held", "first_core_group_due"),
    ("a quorate core group", ICPC + "2015-01-06 core_group_held agencies_present=a,b", "core_groups_running"),
    ("one that was not", ICPC + "2015-01-06 core_group_held agencies_present=a", "first_core_group_due"),
    ("one of which it is unknown", ICPC + "2015-01-06 core_group_held", "first_core_group_due"),
    (
        "enquiries during a plan change nothing",
        ICPC + "2015-01-06 section_47_concluded icpc_required=true",
        "first_core_group_due",
    ),
    ("the end of the plan", ENDED, "tac_due"),
    (
        "enquiries after the end of the plan change nothing",
        ENDED + "2015-02-03 section_47_concluded icpc_required=true",
        "tac_due",
    ),
    ("a conference without a plan after one", ENDED + "2015-02-03 icpc_held outcome=no_plan", "tac_due"),
    ("the team around the child", ENDED + "2015-02-03 tac_held", "child_in_need"),
    ("and again", ENDED + "2015-02-03 tac_held\n2015-02-04 tac_held", "child_in_need"),
    ("the end of being in need", ENDED + "2015-02-03 tac_held\n2015-02-04 child_in_need_ended", "enquiry"),
    ("the end of being in need without a meeting", ENDED + "2015-02-04 child_in_need_ended", "enquiry"),
    ("a second plan", ENDED + "2015-03-02 icpc_held outcome=plan", "first_core_group_due"),
    (
        "a second plan after a quorate first",
        ICPC + "2015-01-06 core_group_held agencies_present=a,b\n2015-02-02 plan_discharged\n2015-03-02 icpc_held",
        "first_core_group_due",
    ),
    ("and its end", ENDED + "2015-02-03 tac_held\n2015-03-02 icpc_held\n2015-03-03 plan_discharged", "tac_due"),
    ("closed during a plan", ICPC + "2015-01-06 case_closed", "closed"),
    ("transferred", ICPC + "2015-01-06 case_transferred", "closed"),
    ("closed after the end of the plan", ENDED + "2015-02-03 case_closed", "closed"),
    *(
        (f"opened again by {kind}", f"2015-01-05 case_closed\n2015-01-06 {kind}", "enquiry")
        for kind in ("referral_received", "strategy_discussion_held", "section_47_started")
    ),
    ("opened again by a conference", "2015-01-05 case_closed\n2015-01-06 icpc_held", "first_core_group_due"),
    (
        "opened again by a conference without a plan",
        "2015-01-05 case_closed\n2015-01-06 icpc_held outcome=no_plan",
        "enquiry",
    ),
    ("opened again after a plan", ENDED + "2015-02-03 case_closed\n2015-02-04 referral_received", "enquiry"),
    (
        "opened again after closing during a plan",
        ICPC + "2015-01-06 case_closed\n2015-01-07 referral_received",
        "enquiry",
    ),
    ("looked after", ICPC + "2015-01-06 became_looked_after", "first_core_group_due"),
]


def state_after(lines: str) -> str:
    """The state that a refusal names: on a plan nobody takes a team around the child, off it nobody a core group."""
    words = policy(QUORUM + duty(NO_TIME_LIMIT))
    for probe in ("tac_held", "core_group_held", "case_closed"):
        told = history(f"{lines.strip()}\n2016-01-04 {probe} id=probe".strip(), words.vocabulary)
        refused = [one for one in judge(told, words, as_of=date(2016, 1, 4)).refused if one.event == "probe"]
        if refused:
            return refused[0].state
    raise AssertionError("nothing was refused")


@pytest.mark.parametrize(("lines", "state"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_the_case_stands_at(lines: str, state: str) -> None:
    assert state_after(lines) == state


def test_every_state_can_be_reached() -> None:
    assert {state for *_, state in STATES} == {state.value for state in State}


REFUSED: list[tuple[str, str, str]] = [
    ("a core group before any plan", "2015-01-05 core_group_held", "enquiry"),
    ("a review after the end of the plan", ENDED + "2015-02-03 rcpc_held", "tac_due"),
    ("the second end of a plan", ENDED + "2015-02-03 plan_discharged", "tac_due"),
    ("the team around the child before the end", ICPC + "2015-01-06 tac_held", "first_core_group_due"),
    ("a second initial conference", ICPC + "2015-01-06 icpc_held", "first_core_group_due"),
    ("the end of being in need on a plan", ICPC + "2015-01-06 child_in_need_ended", "first_core_group_due"),
    ("closing twice", "2015-01-05 case_closed\n2015-01-06 case_closed", "closed"),
    ("enquiries concluded after closure", "2015-01-05 case_closed\n2015-01-06 section_47_concluded", "closed"),
    (
        "becoming looked after twice",
        "2015-01-05 became_looked_after\n2015-01-06 became_looked_after",
        "enquiry",
    ),
    ("a review of a child who is not looked after", "2015-01-06 looked_after_review_held", "enquiry"),
    ("ceasing to be looked after before becoming so", "2015-01-06 ceased_looked_after", "enquiry"),
]


@pytest.mark.parametrize(("lines", "state"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_the_last_event_is_refused(lines: str, state: str) -> None:
    words = policy(NO_TIME_LIMIT)
    told = history(lines, words.vocabulary)
    (refused,) = judge(told, words, as_of=date(2016, 1, 1)).refused
    last = told.events[-1]
    assert (refused.event, refused.type, refused.on, refused.state) == (last.id, last.type, last.on, state)


TAKEN = [
    ENDED + "2015-02-03 record_distributed\n2015-02-04 child_seen\n2015-02-05 escalated",
    "2015-01-05 case_closed\n2015-01-06 assessment_completed\n2015-01-07 referral_decided",
    ICPC + "2015-02-02 tac_held\n2015-02-02 plan_discharged\n2015-02-02 core_group_held",
    (
        "2015-01-05 became_looked_after\n2015-01-06 case_closed\n2015-01-07 referral_received\n"
        "2015-01-08 looked_after_review_held"
    ),
]


@pytest.mark.parametrize("lines", TAKEN)
def test_nothing_of_this_is_refused(lines: str) -> None:
    words = policy(NO_TIME_LIMIT)
    assert judge(history(lines, words.vocabulary), words, as_of=date(2016, 1, 1)).refused == ()


def test_a_refusal_tells_the_rule() -> None:
    now = standing.standing({})
    assert now.why_not(BUILT_IN.by_name["core_group_held"]) == (
        "core group held can happen only in: first_core_group_due, core_groups_running"
    )
    assert now.why_not(BUILT_IN.by_name["ceased_looked_after"]) == (
        "ceased looked after needs a child who is looked after"
    )
    in_care = standing.standing({"became_looked_after": 0})
    assert in_care.why_not(BUILT_IN.by_name["became_looked_after"]) == (
        "became looked after needs a child who is not looked after"
    )
    assert in_care.why_not(BUILT_IN.by_name["referral_received"]) is None


@pytest.mark.parametrize("kind", BUILT_IN.kinds, ids=lambda kind: kind.name)
@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_kind_is_taken_in_its_states_and_in_no_other(kind, state) -> None:  # type: ignore[no-untyped-def]
    able = standing.Standing(state, state in ON_PLAN, kind.looked_after is True)
    assert (able.why_not(kind) is None) == (state in kind.states)


def test_a_kind_of_the_policys_own_happens_everywhere_where_it_says_nothing_else() -> None:
    words = policy(BRIEFED_LAST)
    told = history("2015-01-05 briefing_held\n2015-01-06 case_closed\n2015-01-07 briefing_held", words.vocabulary)
    assert judge(told, words, as_of=date(2016, 1, 1)).refused == ()


def test_what_was_refused_is_seen_by_nothing() -> None:
    words = policy('when = { event = "core_group_held", nth = 1 }\nthen = "core_group_held"\nwithin = "6 weeks"\n')
    told = history("2015-01-02 core_group_held\n" + ICPC + "2015-01-06 core_group_held", words.vocabulary)
    judged = judge(told, words, as_of=date(2015, 1, 6))
    assert [(one.occasion, one.anchor) for one in judged.findings] == [(1, date(2015, 1, 6))]
