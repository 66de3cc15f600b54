"""`doomed_since`, by hand: days counted in a calendar of the time.

Christmas 2015: Thursday 24 December; Friday 25 and Monday 28 are bank holidays; 29, 30 and 31 are working days; Friday
1 January 2016 is a bank holiday; Sunday 3 January is ten days after 24 December.
"""

from datetime import date

import pytest

from model.analysis.adversity import Adversity
from model.analysis.doomed import doomed_since, marked
from model.calendar import england_and_wales
from model.errors import Fault
from model.findings import Finding, Judgement, Status
from model.oracle import judge
from model.policy import load_policy
from tests.miniatures import (
    FIRST_OF_A_PLAN,
    FROM_A_DATE_SET,
    MEET,
    NO_TIME_LIMIT,
    NOT_TOO_SOON,
    PLAN,
    PROHIBITION,
    TEN_DAYS,
    TEN_WORKING_DAYS,
    duty,
    history,
    policy,
)

CALENDAR = england_and_wales()
CHRISTMAS_EVE = "2015-12-24 icpc_held outcome=plan"


def judged(text: str, lines: str, as_of: str) -> Judgement:
    return judge(history(lines, policy(text).vocabulary), policy(text), as_of=date.fromisoformat(as_of))


def since(text: str, lines: str = CHRISTMAS_EVE, as_of: str = "2015-12-24", failures: int = 0, notice: int = 1) -> str:
    (finding,) = judged(text, lines, as_of).findings
    return str(doomed_since(finding, policy(text), CALENDAR, Adversity(failures, notice)))


@pytest.mark.parametrize(
    ("failures", "day"), [(0, "2016-01-01"), (1, "2015-12-31"), (2, "2015-12-30"), (3, "2015-12-24")]
)
def test_ten_days_from_christmas_eve_leave_three_days_for_a_meeting(failures: int, day: str) -> None:
    assert since(TEN_DAYS, failures=failures) == day


def test_with_two_working_days_of_notice_only_one_attempt_fits() -> None:
    # The first on Wednesday 30 December, the next would be on Monday 4 January.
    assert [since(TEN_DAYS, failures=failures, notice=2) for failures in (0, 1)] == ["2016-01-01", "2015-12-24"]


def test_a_due_day_that_is_a_working_day_dooms_nothing_before_it() -> None:
    assert since(TEN_WORKING_DAYS) == "None"
    # Ten working days after 24 December end on Tuesday 12 January: 11 and 12 are the last two.
    assert since(TEN_WORKING_DAYS, failures=1) == "2016-01-12"


def test_a_child_can_be_seen_on_a_sunday() -> None:
    visit = PLAN + 'then = "child_seen"\nwithin = "10 days"\n'
    assert since(visit) == "None"
    # One failed visit: the next comes a working day later, and the last before 3 January is Thursday 31 December.
    assert since(visit, failures=1) == "2015-12-31"


def test_what_somebody_else_does_at_a_desk_does_not_fail() -> None:
    arranged = PLAN + 'then = "core_group_scheduled"\nwithin = "10 days"\n'
    assert since(arranged, failures=3) == "None"


def test_where_two_kinds_of_event_answer_no_attempt_is_taken_to_fail() -> None:
    either = PLAN + 'then = ["core_group_held", "tac_held"]\nwithin = "10 days"\n'
    assert since(either, failures=3) == "2016-01-01"


def test_a_window_that_opens_late_leaves_no_earlier_attempt() -> None:
    # Open from 31 December to 3 January: one meeting is possible, two are not.
    late = PLAN + 'then = "core_group_held"\nbetween = ["7 days", "10 days"]\n'
    assert [since(late, failures=failures) for failures in (0, 1)] == ["2016-01-01", "2015-12-24"]


def test_a_meeting_that_was_set_beforehand_needs_no_notice() -> None:
    lines = "2015-12-01 icpc_held outcome=plan\n2015-12-02 core_group_scheduled for=2015-12-24"
    # Due on 30 December; attempts on 24, 29 and 30.
    doomed = [since(FROM_A_DATE_SET, lines, "2015-12-24", failures) for failures in (1, 2, 3)]
    assert doomed == ["2015-12-30", "2015-12-25", "2015-12-24"]


@pytest.mark.parametrize(
    ("text", "lines", "as_of"),
    [
        (PROHIBITION, CHRISTMAS_EVE, "2015-12-24"),
        (NOT_TOO_SOON, CHRISTMAS_EVE, "2015-12-24"),
        (NO_TIME_LIMIT, f"{CHRISTMAS_EVE}\n2015-12-29 impasse_reached", "2015-12-29"),
        (FIRST_OF_A_PLAN, f"{CHRISTMAS_EVE}\n2015-12-29 core_group_held", "2015-12-29"),
        (TEN_DAYS, CHRISTMAS_EVE, "2016-01-04"),
        (TEN_DAYS, f"{CHRISTMAS_EVE}\n2015-12-29 core_group_held", "2016-01-02"),
    ],
)
def test_only_an_open_duty_with_a_due_day_is_doomed(text: str, lines: str, as_of: str) -> None:
    assert since(text, lines, as_of) == "None"


def test_a_direction_dooms_from_the_day_that_it_leaves() -> None:
    # Held on Thursday 3 December; the chair had set three weeks and three days: due on Sunday 27 December.
    brent = load_policy("brent")
    case = history(
        "2015-11-02 icpc_held outcome=plan agencies_involved=health,education\n"
        "2015-11-04 chair_direction_given subject=core_group_interval interval=24_days\n"
        "2015-12-03 core_group_held agencies_present=health,education",
        brent.vocabulary,
    )
    found = judge(case, brent, as_of=date(2015, 12, 26))
    (finding,) = [one for one in found.findings if one.duty == "core-group-interval"]
    assert finding.due == date(2015, 12, 27)
    assert doomed_since(finding, brent, CALENDAR) == date(2015, 12, 25)


def test_the_version_in_force_on_the_anchor_day_says_what_answers() -> None:
    old = duty(PLAN + 'then = "child_seen"\nwithin = "10 days"\nin_force_until = 2015-12-24\n')
    new = duty(TEN_DAYS + "in_force = 2015-12-25\n")
    assert since(old + new) == "None"
    # Thursday 31 December and ten days: Sunday 10 January; Friday 8 January is the last day for a meeting.
    assert since(old + new, "2015-12-31 icpc_held outcome=plan", "2015-12-31") == "2016-01-09"


def test_a_judgement_tells_only_of_doom_that_has_come() -> None:
    def told(as_of: str) -> list[Finding]:
        return list(marked(judged(TEN_DAYS, CHRISTMAS_EVE, as_of), policy(TEN_DAYS), []).findings)

    assert [one.doomed_since for one in told("2015-12-31")] == [None]
    assert [one.doomed_since for one in told("2016-01-01")] == [date(2016, 1, 1)]
    assert [one.doomed_since for one in told("2016-01-04")] == [None]


def test_what_needs_days_before_the_calendar_is_not_marked_and_said() -> None:
    same_day = PLAN + MEET + 'within = "0 days"\n'
    beyond: list[Fault] = []
    found = marked(judged(same_day, "1995-01-02 icpc_held outcome=plan", "1995-01-02"), policy(same_day), beyond)
    assert [(one.status, one.doomed_since) for one in found.findings] == [(Status.PENDING, None)]
    (fault,) = beyond
    assert (fault.code, fault.place) == ("doom-not-known", "case M-1, it")
