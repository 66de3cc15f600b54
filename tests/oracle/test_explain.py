"""A case told in sentences: one golden text, and the laws of every story."""

from datetime import date

import pytest

from model.oracle import Story, explain
from model.oracle.phrases import spoken_day
from model.policy import Strength, load_policy
from tests import miniatures as mini
from tests.miniatures import history, policy
from tests.oracle.worked import WORKED, Worked

SMALL_CASE = """
2014-12-18 icpc_held outcome=plan
2015-01-02 tac_held
2015-01-07 core_group_held chair=line_manager
2015-01-20 plan_discharged by=conference_chair
"""
# Thursday 18 December: 19, 22, 23, 24, 29, 30, 31 December, 2, 5, 6 January.
GOLDEN = [
    "Thu 18 December 2014 | The initial child protection conference was held (outcome: plan).",
    (
        "Thu 18 December 2014 | It is to be so. (miniature 1; must; owed by: anyone.) Due by Tue 6 January 2015 "
        "(within 10 working days, counted from Thu 18 December 2014; not counted: Thu 25 December 2014, "
        "Fri 26 December 2014, Thu 1 January 2015). NOT KEPT: done on Wed 7 January 2015, 1 working day late."
    ),
    (
        "Fri 2 January 2015 | The team around the child met - set aside: the case stood at 'first core group due', "
        "and team-around-the-child meeting held can happen only in: team-around-the-child meeting due, child in need."
    ),
    "Wed 7 January 2015 | The core group met (chair: line manager).",
    "Tue 20 January 2015 | The child protection plan was discharged (by: conference chair).",
]


def story(text: str, lines: str, as_of: str) -> Story:
    words = policy(text)
    return explain(history(lines, words.vocabulary), words, as_of=date.fromisoformat(as_of))


def duty_told(text: str, lines: str, as_of: str = "2015-12-01") -> str:
    """The one sentence about a duty, from its due day on."""
    (sentence,) = [one for one in story(text, lines, as_of).sentences if one.duty]
    return sentence.text.split("owed by: anyone.) ", 1)[1]


def test_a_small_case_is_told() -> None:
    told = story(mini.TEN_WORKING_DAYS, SMALL_CASE, "2015-02-02")
    assert told.title == "Case M-1 under A miniature, as things stood on Mon 2 February 2015"
    assert [f"{spoken_day(one.on)} | {one.text}" for one in told.sentences] == GOLDEN


PLAN = "2015-01-05 icpc_held outcome=plan\n"
DIRECTED = PLAN + "2015-01-12 chair_direction_given subject=core_group_interval interval=8_weeks\n"
OUTCOMES = [
    (
        "pending",
        mini.TEN_DAYS,
        PLAN,
        "2015-01-05",
        "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). Still open.",
    ),
    (
        "met on the last day",
        mini.TEN_DAYS,
        PLAN + "2015-01-15 core_group_held",
        "2015-01-15",
        (
            "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). "
            "Kept: done on Thu 15 January 2015."
        ),
    ),
    (
        "met with days to spare",
        mini.TEN_DAYS,
        PLAN + "2015-01-14 core_group_held",
        "2015-01-15",
        (
            "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). "
            "Kept: done on Wed 14 January 2015, 1 day to spare."
        ),
    ),
    (
        "never done",
        mini.TEN_DAYS,
        PLAN,
        "2015-01-16",
        "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). NOT KEPT: it has not been done.",
    ),
    (
        "late by no working day",
        mini.TEN_WORKING_DAYS,
        "2015-01-09 icpc_held outcome=plan\n2015-01-24 core_group_held",
        "2015-01-24",
        (
            "Due by Fri 23 January 2015 (within 10 working days, counted from Fri 9 January 2015). "
            "NOT KEPT: done on Sat 24 January 2015, 0 working days late."
        ),
    ),
    (
        "lapsed",
        mini.UNSURE_END,
        PLAN + "2015-01-12 plan_discharged by=conference_chair",
        "2015-01-16",
        (
            "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). "
            "No longer asked for: the child protection plan was discharged on Mon 12 January 2015, before the due day."
        ),
    ),
    (
        "unknown",
        mini.UNSURE_END,
        PLAN + "2015-01-12 plan_discharged",
        "2015-01-16",
        (
            "Due by Thu 15 January 2015 (within 10 days, counted from Mon 5 January 2015). "
            "Cannot be told: not recorded: by (the child protection plan was discharged on Mon 12 January 2015)."
        ),
    ),
    (
        "unknown, with no due day",
        mini.FROM_A_DATE_SET,
        PLAN + "2015-01-06 core_group_scheduled",
        "2015-01-16",
        "Cannot be told: not recorded: for (a core group was arranged on Tue 6 January 2015).",
    ),
    (
        "excused by an event, and done late",
        mini.EXCUSED,
        PLAN
        + "2015-01-12 core_group_delay_authorised by=line_manager reason_recorded=true\n2015-01-20 core_group_held",
        "2015-01-20",
        (
            "Due by Mon 19 January 2015 (within 10 working days, counted from Mon 5 January 2015). "
            "Not kept, but excused: a delay of the core group was authorised on Mon 12 January 2015; "
            "done on Tue 20 January 2015."
        ),
    ),
    (
        "excused by itself",
        mini.EXCUSED_BY_ITSELF,
        "2015-01-05 icpc_held outcome=plan members_named=false",
        "2015-01-20",
        (
            "Due by Mon 19 January 2015 (within 10 working days, counted from Mon 5 January 2015). "
            "Not kept, but excused by the duty's own exception."
        ),
    ),
    (
        "directed: what was not counted cannot be told",
        mini.POWER,
        DIRECTED + "2015-01-16 core_group_held",
        "2015-01-16",
        (
            "Due by Fri 13 March 2015 (as was set when the conference chair gave a direction on Mon 12 January 2015, "
            "counted from Fri 16 January 2015). Still open."
        ),
    ),
    (
        "without a time limit",
        mini.NO_TIME_LIMIT,
        PLAN + "2015-01-12 impasse_reached",
        "2015-01-12",
        "No time limit is said. Still open.",
    ),
    (
        "without a last day",
        mini.NOT_TOO_SOON,
        PLAN,
        "2015-01-12",
        "No last day is said (at least 4 weeks after, counted from Mon 5 January 2015). Still open.",
    ),
    (
        "met without a due day",
        mini.NO_TIME_LIMIT,
        PLAN + "2015-01-12 impasse_reached\n2015-01-13 escalated",
        "2015-01-13",
        "No time limit is said. Kept: done on Tue 13 January 2015.",
    ),
    (
        "a prohibition that was kept",
        mini.PROHIBITION,
        PLAN,
        "2015-07-06",
        (
            "Not allowed until the end of Sun 5 July 2015 (within 6 months, counted from Mon 5 January 2015). "
            "It did not happen: kept."
        ),
    ),
    (
        "a prohibition that was not",
        mini.PROHIBITION,
        PLAN + "2015-03-02 plan_discharged",
        "2015-07-06",
        (
            "Not allowed until the end of Sun 5 July 2015 (within 6 months, counted from Mon 5 January 2015). "
            "NOT KEPT: it happened on Mon 2 March 2015."
        ),
    ),
    (
        "a requirement that was so",
        mini.SUPERVISION_SOMEWHERE,
        PLAN + "2015-01-06 supervision_held place=office",
        "2015-01-06",
        "This was so.",
    ),
    (
        "a requirement that was not",
        mini.SUPERVISION_SOMEWHERE,
        PLAN + "2015-01-06 supervision_held",
        "2015-01-07",
        "NOT KEPT: this was not so.",
    ),
]


@pytest.mark.parametrize(
    ("text", "lines", "as_of", "told"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES]
)
def test_what_came_of_a_duty_is_told(text: str, lines: str, as_of: str, told: str) -> None:
    assert duty_told(text, lines, as_of) == told


def test_a_duty_is_told_as_it_stood_on_the_day_of_its_trigger() -> None:
    lines = "2015-01-05 icpc_held outcome=plan\n2015-01-05 plan_discharged\n2015-01-06 icpc_held outcome=plan"
    told = [one.text for one in story(mini.VERSIONS, lines, "2015-01-06").sentences if one.duty]
    assert ["within 10 working days" in one for one in told] == [True, False]
    assert ["within 5 working days" in one for one in told] == [False, True]


def test_a_duty_of_the_base_is_cited_from_the_base() -> None:
    lines = "2015-01-05 referral_received\n2015-01-06 icpc_held outcome=plan"
    brent = load_policy("brent")
    told = explain(history(lines, brent.vocabulary), brent, as_of=date(2015, 1, 6))
    cited = {one.duty: one.text for one in told.sentences if one.duty}
    assert "(working-together-2013 wt-referral; must; owed by: children's social care.)" in cited["referral-decision"]
    assert "(brent-2014 3.1, 3.10; must; owed by: lead social worker.)" in cited["first-core-group"]


def test_a_story_is_told_under_readings_and_at_a_strength() -> None:
    brent = load_policy("brent")
    record = history(PLAN + "2015-02-02 plan_discharged", brent.vocabulary)
    working = explain(record, brent, {"ten-days": "working-days"}, date(2015, 2, 2))
    (after,) = [one.text for one in working.sentences if one.duty == "tac-after-discharge"]
    assert "Due by Mon 16 February 2015 (within 10 working days" in after
    strong = explain(record, brent, as_of=date(2015, 2, 2), strength=Strength.MUST)
    assert "tac-after-discharge" not in {one.duty for one in strong.sentences}


def test_what_was_not_known_is_not_told() -> None:
    words = policy(mini.TEN_WORKING_DAYS)
    record = history(PLAN + "2015-01-16 core_group_held recorded_on=2015-02-02", words.vocabulary)
    assert [one.event for one in explain(record, words, as_of=date(2015, 2, 1)).sentences if one.event] == ["e1"]


def test_holidays_are_told_as_they_were_known() -> None:
    words = policy(mini.TEN_WORKING_DAYS)
    record = history("2022-09-08 icpc_held outcome=plan", words.vocabulary)
    told = [explain(record, words, as_of=day).sentences[1].text for day in (date(2022, 9, 9), date(2022, 9, 10))]
    assert ["not counted: Mon 19 September 2022" in one for one in told] == [False, True]


@pytest.mark.parametrize("worked", WORKED[1::3], ids=[f"{3 * at} {one.shows}" for at, one in enumerate(WORKED[1::3])])
def test_every_event_and_every_finding_is_told_once_and_every_clause_is_cited(worked: Worked) -> None:
    words = policy(worked.policy)
    record = history(worked.lines, words.vocabulary)
    told = explain(record, words, as_of=date.fromisoformat(worked.as_of))
    events = [one.event for one in told.sentences if one.event is not None]
    assert events == [event.id for event in record.view(date.fromisoformat(worked.as_of)).events]
    duties = [(one.duty, one.occasion, one.status) for one in told.sentences if one.duty is not None]
    findings = [(one.duty, one.occasion, one.status) for one in told.judgement.findings]
    assert sorted(duties, key=str) == sorted(findings, key=str)
    assert all(f" {', '.join(one.clauses)};" in one.text for one in told.sentences if one.duty is not None)
    set_aside = [one.event for one in told.sentences if "set aside" in one.text]
    assert set_aside == [one.event for one in told.judgement.refused]


def test_a_finding_is_told_right_behind_the_event_that_triggered_it() -> None:
    lines = PLAN + "2015-01-06 core_group_held\n2015-01-07 child_seen\n2015-01-08 core_group_held"
    told = story(mini.SIX_WEEKS, lines, "2015-01-08")
    assert [(one.event, one.occasion) for one in told.sentences] == [
        ("e1", None),
        ("e2", None),
        (None, 1),
        ("e3", None),
        ("e4", None),
        (None, 2),
    ]
