"""Verdicts under the miniatures, typed by hand from `model/MEANING.md`.

5 January 2015 is a Monday; the bank holidays of that year up to Easter are 1 January, 3 and 6 April. Where days are
counted, the counting stands beside the verdict.
"""

from __future__ import annotations

from typing import NamedTuple

from tests import miniatures as mini


class Worked(NamedTuple):
    """One case under one miniature: what it shows, what happened, and its findings as `miniatures.told` writes them."""

    shows: str
    policy: str
    lines: str
    as_of: str
    findings: tuple[str, ...]
    known_at: str | None = None


def under(policy: str, *cases: tuple[str, str, str, tuple[str, ...]]) -> list[Worked]:
    """Several cases under one miniature, none of which asks what was known on another day."""
    return [Worked(shows, policy, lines, as_of, findings) for shows, lines, as_of, findings in cases]


PLAN = "2015-01-05 icpc_held outcome=plan\n"
SUPERVISED = PLAN + "2015-01-06 supervision_held "
MET = PLAN + "2015-01-12 core_group_held "
SEEN_TWICE_IN_CARE = """
    2015-01-05 became_looked_after
    2015-01-06 carer_visited alone=true
    2015-01-12 icpc_held outcome=plan
    2015-01-13 carer_visited alone=false
    2015-01-19 ceased_looked_after
    2015-01-26 became_looked_after
    2015-01-27 carer_visited alone=true
    2015-01-28 carer_visited alone=true
"""

PROHIBITIONS = [
    # 5 January and six months: 5 July. From 2 March: 29 + 30 + 31 + 30 + 5 = 125 days.
    *under(
        mini.PROHIBITION,
        ("open while its window runs", PLAN, "2015-07-05", ("pending due 2015-07-05",)),
        ("kept when its window is over", PLAN, "2015-07-06", ("met due 2015-07-05",)),
        (
            "broken on the very day",
            PLAN + "2015-03-02 plan_discharged",
            "2015-03-02",
            ("breached due 2015-07-05 done 2015-03-02 slack 125",),
        ),
        (
            "broken on the last day of the window",
            PLAN + "2015-07-05 plan_discharged",
            "2015-07-05",
            ("breached due 2015-07-05 done 2015-07-05 slack 0",),
        ),
        (
            "kept where it happens the day after",
            PLAN + "2015-07-06 plan_discharged",
            "2015-07-06",
            ("met due 2015-07-05",),
        ),
        (
            "broken on the trigger's own day, later in the day",  # 26 + 28 + 31 + 30 + 31 + 30 + 5
            PLAN + "2015-01-05 plan_discharged",
            "2015-01-05",
            ("breached due 2015-07-05 done 2015-01-05 slack 181",),
        ),
    ),
    *under(
        mini.PROHIBITION_FOR_EVER,
        ("without a window never kept for good", PLAN, "2035-01-05", ("pending",)),
        (
            "without a window broken on any day",
            PLAN + "2016-01-05 record_disclosed consent_by=nobody",
            "2016-01-05",
            ("breached done 2016-01-05",),
        ),
        (
            "without a window lapsed at the end of its scope, whatever comes later",
            PLAN + "2015-06-01 plan_discharged\n2016-01-05 record_disclosed consent_by=nobody",
            "2016-01-05",
            ("lapsed lapse e2",),
        ),
        (
            "another value is another thing",
            PLAN + "2016-01-05 record_disclosed consent_by=core_group_chair",
            "2016-01-05",
            ("pending",),
        ),
    ),
    *under(
        mini.PROHIBITION_WITH_EXCEPTIONS,
        (
            "its own exception forgives it",
            "2015-01-05 icpc_held outcome=plan agencies_involved=health\n2015-03-02 plan_discharged",
            "2015-03-02",
            ("excused due 2015-07-05 done 2015-03-02 slack 125",),
        ),
        (
            "an exception that was not recorded leaves it unknown",
            PLAN + "2015-03-02 plan_discharged",
            "2015-03-02",
            ("unknown due 2015-07-05",),
        ),
        (
            "an exception that does not hold forgives nothing",
            "2015-01-05 icpc_held outcome=plan agencies_involved=health,education\n2015-03-02 plan_discharged",
            "2015-03-02",
            ("breached due 2015-07-05 done 2015-03-02 slack 125",),
        ),
        (
            "an excuse forgives it",
            """
            2015-01-05 icpc_held outcome=plan agencies_involved=health,education
            2015-02-02 core_group_delay_authorised by=line_manager
            2015-03-02 plan_discharged
            """,
            "2015-03-02",
            ("excused due 2015-07-05 done 2015-03-02 slack 125 excuse e2",),
        ),
        (
            "an excuse by nobody knows whom leaves it unknown",
            """
            2015-01-05 icpc_held outcome=plan agencies_involved=health,education
            2015-02-02 core_group_delay_authorised
            2015-03-02 plan_discharged
            """,
            "2015-03-02",
            ("unknown due 2015-07-05",),
        ),
        (
            "it lapses before its window is over",
            PLAN + "2015-02-02 case_transferred",
            "2015-07-06",
            ("lapsed due 2015-07-05 lapse e2",),
        ),
        (
            "an end on the last day lapses nothing",
            PLAN + "2015-07-05 case_transferred",
            "2015-07-06",
            ("met due 2015-07-05",),
        ),
    ),
    # 5 January and ten days: 15 January.
    *under(
        mini.PROHIBITION_WITH_EXCUSE,
        (
            "excused on the day of the act",
            PLAN + "2015-01-08 child_seen by=professional\n2015-01-08 escalated",
            "2015-01-08",
            ("excused due 2015-01-15 done 2015-01-08 slack 7 excuse e3",),
        ),
        (
            "a day later nothing excuses it any more",
            PLAN + "2015-01-08 child_seen by=professional\n2015-01-09 escalated",
            "2015-01-09",
            ("breached due 2015-01-15 done 2015-01-08 slack 7",),
        ),
    ),
    *under(
        mini.PROHIBITION_WITH_UNSURE_END,
        (
            "where it is unknown whether it had ended before the act",
            PLAN + "2015-01-07 plan_discharged\n2015-01-08 child_seen by=professional",
            "2015-01-08",
            ("unknown due 2015-01-15",),
        ),
        (
            "where it ended after the act",
            PLAN + "2015-01-08 child_seen by=professional\n2015-01-09 plan_discharged",
            "2015-01-09",
            ("breached due 2015-01-15 done 2015-01-08 slack 7",),
        ),
    ),
    *under(
        mini.PROHIBITION_OF_A_QUALITY,
        (
            "what may be forbidden is open",
            PLAN + "2015-03-02 plan_discharged",
            "2015-07-05",
            ("pending due 2015-07-05",),
        ),
        ("and unknown in the end", PLAN + "2015-03-02 plan_discharged", "2015-07-06", ("unknown due 2015-07-05",)),
        (
            "what is not forbidden is kept",
            PLAN + "2015-03-02 plan_discharged by=conference_chair",
            "2015-07-06",
            ("met due 2015-07-05",),
        ),
        (
            "what is forbidden is not",
            PLAN + "2015-03-02 plan_discharged by=social_worker",
            "2015-07-06",
            ("breached due 2015-07-05 done 2015-03-02 slack 125",),
        ),
    ),
]

WINDOWS = [
    # 5 January and four weeks: 2 February; and six: 16 February.
    *under(
        mini.TWO_SIDED,
        (
            "too early does not count",
            PLAN + "2015-02-01 core_group_held",
            "2015-02-17",
            ("breached due 2015-02-16",),
        ),
        (
            "the first day counts",
            PLAN + "2015-02-02 core_group_held",
            "2015-02-17",
            ("met due 2015-02-16 done 2015-02-02 slack 14",),
        ),
        (
            "the last day counts",
            PLAN + "2015-02-16 core_group_held",
            "2015-02-17",
            ("met due 2015-02-16 done 2015-02-16 slack 0",),
        ),
        (
            "the day after is late",
            PLAN + "2015-02-17 core_group_held",
            "2015-02-17",
            ("breached due 2015-02-16 done 2015-02-17 slack -1 late 1",),
        ),
        (
            "too early, and then late",
            PLAN + "2015-02-01 core_group_held\n2015-02-20 core_group_held",
            "2015-02-20",
            ("breached due 2015-02-16 done 2015-02-20 slack -4 late 4",),
        ),
        (
            "an outcome that was not recorded is an occasion, and unknown",
            "2015-01-05 icpc_held\n2015-02-02 core_group_held",
            "2015-02-02",
            ("unknown due 2015-02-16",),
        ),
    ),
    # The second working day after Monday 5 is Wednesday 7, the tenth Monday 19.
    *under(
        mini.TWO_SIDED_IN_WORKING_DAYS,
        (
            "one working day is too early",
            PLAN + "2015-01-06 core_group_held",
            "2015-01-20",
            ("breached due 2015-01-19",),
        ),
        (
            "the second counts",  # 8, 9, 12 to 16, 19
            PLAN + "2015-01-07 core_group_held",
            "2015-01-07",
            ("met due 2015-01-19 done 2015-01-07 slack 8",),
        ),
    ),
    # A week before Monday 2 March is 23 February, three days after it 5 March.
    *under(
        mini.AROUND,
        (
            "a week before counts",
            PLAN + "2015-02-23 child_seen\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-03-05 done 2015-02-23 slack 10",),
        ),
        (
            "eight days before do not",
            PLAN + "2015-02-22 child_seen\n2015-03-02 rcpc_held",
            "2015-03-05",
            ("pending due 2015-03-05",),
        ),
        (
            "three days after count",
            PLAN + "2015-03-02 rcpc_held\n2015-03-05 child_seen",
            "2015-03-05",
            ("met due 2015-03-05 done 2015-03-05 slack 0",),
        ),
        (
            "four days after are late",
            PLAN + "2015-03-02 rcpc_held\n2015-03-06 child_seen",
            "2015-03-06",
            ("breached due 2015-03-05 done 2015-03-06 slack -1 late 1",),
        ),
    ),
    # Ten days before 2 March is 20 February, three days 27 February.
    *under(
        mini.BEFORE_ON_BOTH_SIDES,
        (
            "ten days before count",
            PLAN + "2015-02-20 child_seen\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-02-27 done 2015-02-20 slack 7",),
        ),
        (
            "eleven days before do not",
            PLAN + "2015-02-19 child_seen\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-02-27",),
        ),
        (
            "two days before are late",
            PLAN + "2015-02-28 child_seen\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-02-27 done 2015-02-28 slack -1 late 1",),
        ),
    ),
    # Two weeks before 2 March is 16 February; the last day is the day before.
    *under(
        mini.BACKWARD,
        (
            "two weeks before count",
            PLAN + "2015-02-16 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-03-01 done 2015-02-16 slack 13",),
        ),
        (
            "fifteen days before do not",
            PLAN + "2015-02-15 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-03-01",),
        ),
        (
            "the day before counts",
            PLAN + "2015-03-01 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-03-01 done 2015-03-01 slack 0",),
        ),
        (
            "what comes after the trigger makes nothing up",
            PLAN + "2015-03-02 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-03-01",),
        ),
        (
            "a meeting of an earlier plan does not count",
            PLAN + "2015-02-20 core_group_held\n2015-02-23 plan_discharged\n2015-02-24 icpc_held outcome=plan\n"
            "2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-03-01",),
        ),
        (
            "the first of several counts",
            PLAN + "2015-02-17 core_group_held\n2015-02-24 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-03-01 done 2015-02-17 slack 12",),
        ),
    ),
    # Back from Monday 2 March: 27 to 23 February, 20 to 16 February.
    *under(
        mini.BACKWARD_IN_WORKING_DAYS,
        (
            "ten working days before count",
            PLAN + "2015-02-16 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-03-01 done 2015-02-16 slack 13",),
        ),
        (
            "a day earlier does not",
            PLAN + "2015-02-15 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-03-01",),
        ),
    ),
    *under(
        mini.LONG_BEFORE,
        (
            "14 days before count",
            PLAN + "2015-02-16 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-02-16 done 2015-02-16 slack 0",),
        ),
        (
            "and there is no earliest day",  # 25 + 16
            PLAN + "2015-01-06 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-02-16 done 2015-01-06 slack 41",),
        ),
        (
            "13 days before are late",
            PLAN + "2015-02-17 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("breached due 2015-02-16 done 2015-02-17 slack -1 late 1",),
        ),
    ),
    *under(
        mini.LONG_BEFORE_IN_WORKING_DAYS,
        (
            "slack is in working days: none between a Saturday and the Monday before, but one",  # 16
            PLAN + "2015-02-14 core_group_held\n2015-03-02 rcpc_held",
            "2015-03-02",
            ("met due 2015-02-16 done 2015-02-14 slack 1",),
        ),
    ),
    *under(
        mini.NOT_TOO_SOON,
        ("too soon does not count", PLAN + "2015-02-01 rcpc_held", "2030-01-01", ("pending",)),
        (
            "from that day on it counts, without slack",
            PLAN + "2015-02-02 rcpc_held",
            "2015-02-02",
            ("met done 2015-02-02",),
        ),
    ),
    # From Monday 22 December 2014: 23, 24, 29, 30, 31 December, 2, 5, 6, 7, 8 January; two weeks: 5 January.
    *under(
        mini.SOONER,
        (
            "the sooner of two, in days",
            "2014-12-22 icpc_held outcome=plan\n2015-01-08 core_group_held",
            "2015-01-08",
            ("breached due 2015-01-05 done 2015-01-08 slack -3 late 3",),
        ),
        (
            "where they fall together the first is meant, in working days",  # 5 January: both 19 January; 16, 19
            PLAN + "2015-01-15 core_group_held",
            "2015-01-15",
            ("met due 2015-01-19 done 2015-01-15 slack 2",),
        ),
    ),
    *under(
        mini.LATER,
        (
            "the later of two, in working days",  # 6, 7, 8
            "2014-12-22 icpc_held outcome=plan\n2015-01-05 core_group_held",
            "2015-01-08",
            ("met due 2015-01-08 done 2015-01-05 slack 3",),
        ),
    ),
    *under(
        mini.ON_THE_DAY,
        (
            "the day itself",
            PLAN + "2015-01-05 core_group_scheduled for=2015-01-16",
            "2015-01-05",
            ("met due 2015-01-05 done 2015-01-05 slack 0",),
        ),
        ("open on the day", PLAN, "2015-01-05", ("pending due 2015-01-05",)),
        (
            "late on the next",
            PLAN + "2015-01-06 core_group_scheduled",
            "2015-01-06",
            ("breached due 2015-01-05 done 2015-01-06 slack -1 late 1",),
        ),
    ),
    # From Friday 16 January: 19, 20.
    *under(
        mini.FROM_A_DATE_SET,
        (
            "before the date set nothing counts",
            PLAN + "2015-01-06 core_group_scheduled for=2015-01-16\n2015-01-15 core_group_held",
            "2015-01-21",
            ("breached due 2015-01-20",),
        ),
        (
            "on a Saturday two working days are left",
            PLAN + "2015-01-06 core_group_scheduled for=2015-01-16\n2015-01-17 core_group_held",
            "2015-01-21",
            ("met due 2015-01-20 done 2015-01-17 slack 2",),
        ),
        (
            "a day late",
            PLAN + "2015-01-06 core_group_scheduled for=2015-01-16\n2015-01-21 core_group_held",
            "2015-01-21",
            ("breached due 2015-01-20 done 2015-01-21 slack -1 late 1",),
        ),
        (
            "a date that was not recorded: unknown, and no due day",
            PLAN + "2015-01-06 core_group_scheduled",
            "2015-01-21",
            ("unknown",),
        ),
    ),
    *under(
        mini.NO_TIME_LIMIT,
        ("never breached", PLAN + "2015-01-12 impasse_reached", "2035-01-01", ("pending",)),
        (
            "met on any day",
            PLAN + "2015-01-12 impasse_reached\n2017-01-12 escalated",
            "2017-01-12",
            ("met done 2017-01-12",),
        ),
        (
            "lapsed on any day",
            PLAN + "2015-01-12 impasse_reached\n2017-01-12 plan_discharged\n2017-01-13 escalated",
            "2017-01-13",
            ("lapsed lapse e3",),
        ),
    ),
    # 6, 7, 8, 9, 12, 13, 14, 15, 16, 19
    *under(
        mini.TEN_WORKING_DAYS,
        ("open on the due day", PLAN, "2015-01-19", ("pending due 2015-01-19",)),
        ("breached the day after", PLAN, "2015-01-20", ("breached due 2015-01-19",)),
        (
            "lapsed before the due day",
            PLAN + "2015-01-16 plan_discharged",
            "2015-01-16",
            ("lapsed due 2015-01-19 lapse e2",),
        ),
        (
            "not lapsed on the due day",
            PLAN + "2015-01-19 plan_discharged",
            "2015-01-20",
            ("breached due 2015-01-19",),
        ),
        (
            "late, but before the end",  # 20, 21
            PLAN + "2015-01-21 core_group_held\n2015-01-22 plan_discharged",
            "2015-01-22",
            ("breached due 2015-01-19 done 2015-01-21 slack -2 late 2",),
        ),
        (
            "in another plan it answers nothing",
            PLAN
            + "2015-01-20 plan_discharged\n2015-02-02 icpc_held outcome=no_plan\n2015-03-02 icpc_held outcome=plan\n"
            "2015-03-03 core_group_held",
            "2015-03-03",
            # 4, 5, 6, 9 to 13, 16: nine working days left
            ("breached due 2015-01-19", "met due 2015-03-16 done 2015-03-03 slack 9"),
        ),
        (
            "a meeting comes before the end on one day",
            PLAN + "2015-01-16 plan_discharged\n2015-01-16 core_group_held",
            "2015-01-16",
            ("met due 2015-01-19 done 2015-01-16 slack 1",),
        ),
        (
            "a Saturday is late for a Friday, by no working day",  # Friday 9: 12 to 16, 19 to 23
            "2015-01-09 icpc_held outcome=plan\n2015-01-24 core_group_held",
            "2015-01-24",
            ("breached due 2015-01-23 done 2015-01-24 slack 0 late 0",),
        ),
    ),
    # 8 September 2022 is a Thursday: 9, 12 to 16, 19 to 22; the funeral on 19 September was named on the 10th.
    Worked(
        "a bank holiday that is not yet proclaimed",
        mini.TEN_WORKING_DAYS,
        "2022-09-08 icpc_held outcome=plan",
        "2022-09-09",
        ("pending due 2022-09-22",),
    ),
    Worked(
        "a bank holiday proclaimed late moves the due day",
        mini.TEN_WORKING_DAYS,
        "2022-09-08 icpc_held outcome=plan",
        "2022-09-23",
        ("pending due 2022-09-23",),
    ),
    Worked(
        "with the calendar of an earlier day it does not",
        mini.TEN_WORKING_DAYS,
        "2022-09-08 icpc_held outcome=plan",
        "2022-09-23",
        ("breached due 2022-09-22",),
        known_at="2022-09-09",
    ),
]

COUNTING = [
    *under(mini.TEN_DAYS, ("the day after is day 1", PLAN, "2015-01-05", ("pending due 2015-01-15",))),
    *under(mini.SAME_DAY_IS_DAY_ONE, ("the day itself is day 1", PLAN, "2015-01-05", ("pending due 2015-01-14",))),
    *under(
        mini.SAME_DAY_IS_DAY_ONE_IN_WORKING_DAYS,
        ("a working day is day 1 itself", PLAN, "2015-01-05", ("pending due 2015-01-16",)),  # 5 to 9, 12 to 16
        (
            "from a Saturday the Monday is day 1",  # 12 to 16, 19 to 23
            "2015-01-10 icpc_held outcome=plan",
            "2015-01-10",
            ("pending due 2015-01-23",),
        ),
    ),
    # Thursday 8 January and ten days: Sunday 18.
    *under(
        mini.TEN_DAYS,
        ("a Sunday stays", "2015-01-08 icpc_held outcome=plan", "2015-01-08", ("pending due 2015-01-18",)),
    ),
    *under(
        mini.MOVES_ON,
        ("a Sunday moves on", "2015-01-08 icpc_held outcome=plan", "2015-01-08", ("pending due 2015-01-19",)),
    ),
    *under(
        mini.MOVES_BACK,
        ("a Sunday moves back", "2015-01-08 icpc_held outcome=plan", "2015-01-08", ("pending due 2015-01-16",)),
        ("a working day moves nowhere", PLAN, "2015-01-05", ("pending due 2015-01-15",)),
    ),
    *under(
        mini.MOVES_BACK_BEFORE_AN_ANCHOR,
        ("a Sunday before the anchor stays", PLAN + "2015-03-01 rcpc_held", "2015-03-01", ("breached due 2015-02-15",)),
    ),
    # Thursday 11 December 2014: 12, 15 to 19, 22 to 24 are nine; then 29 December by statute.
    *under(
        mini.TEN_WORKING_DAYS,
        ("Christmas is not counted", "2014-12-11 icpc_held outcome=plan", "2014-12-11", ("pending due 2014-12-29",)),
    ),
    *under(
        mini.BANK_HOLIDAYS_WORK,
        ("Christmas is counted", "2014-12-11 icpc_held outcome=plan", "2014-12-11", ("pending due 2014-12-25",)),
    ),
    *under(
        mini.CLOSED_BETWEEN_THE_YEARS,
        ("closed to the new year", "2014-12-11 icpc_held outcome=plan", "2014-12-11", ("pending due 2015-01-02",)),
    ),
]

NUMBERS = [
    *under(
        mini.FIRST_OF_A_PLAN,
        (
            "every plan has a first",
            """
            2015-01-05 icpc_held outcome=plan
            2015-01-12 core_group_held chair=line_manager
            2015-01-19 core_group_held chair=social_worker
            2015-02-02 plan_discharged
            2015-03-02 icpc_held outcome=plan
            2015-03-09 core_group_held chair=social_worker
            """,
            "2015-04-01",
            ("met due 2015-01-12 done 2015-01-12 slack 0", "breached due 2015-03-09"),
        ),
    ),
    *under(
        mini.SECOND_AND_THIRD,
        (
            "both ends of a range of numbers count",
            """
            2015-01-05 child_seen alone=true
            2015-01-12 child_seen alone=false
            2015-01-19 child_seen alone=true
            2015-01-26 child_seen alone=false
            """,
            "2015-02-01",
            ("breached due 2015-01-12", "met due 2015-01-19 done 2015-01-19 slack 0"),
        ),
    ),
    *under(
        mini.FIRST_TWO,
        (
            "up to a number",
            """
            2015-01-05 child_seen alone=true
            2015-01-12 child_seen alone=false
            2015-01-19 child_seen alone=true
            """,
            "2015-02-01",
            ("met due 2015-01-05 done 2015-01-05 slack 0", "breached due 2015-01-12"),
        ),
    ),
    *under(
        mini.FIRST_REVIEW_IN_CARE,
        (
            "counted anew in each period of care",
            """
            2015-01-05 became_looked_after
            2015-01-19 looked_after_review_held
            2015-01-26 child_seen
            2015-02-02 looked_after_review_held
            2015-02-09 ceased_looked_after
            2015-03-02 became_looked_after
            2015-03-09 looked_after_review_held
            """,
            "2015-03-17",
            ("met due 2015-01-26 done 2015-01-26 slack 0", "breached due 2015-03-16"),
        ),
    ),
    *under(
        mini.SECOND_OF_A_CASE,
        (
            "counted through the whole case",
            """
            2015-01-05 strategy_discussion_held
            2015-01-12 strategy_discussion_held
            2015-01-14 icpc_held outcome=plan
            2015-02-02 plan_discharged
            2015-03-02 strategy_discussion_held
            """,
            "2015-03-10",
            ("met due 2015-01-19 done 2015-01-14 slack 5", "breached due 2015-03-09"),
        ),
    ),
    *under(
        mini.AFTER_ONE_NOT_ALONE,
        (
            "the first has none before it; one of which it is unknown makes an unknown occasion",
            """
            2015-01-05 child_seen alone=false
            2015-01-12 child_seen alone=true
            2015-01-19 child_seen
            2015-01-26 child_seen alone=true
            """,
            "2015-02-01",
            ("met due 2015-01-12 done 2015-01-12 slack 0", "unknown due 2015-01-26"),
        ),
    ),
    *under(
        mini.PREVIOUS_REFERRAL,
        (
            "the one before, also across plans, where the kind is counted in the case",
            """
            2015-01-05 referral_decided outcome=no
            2015-01-12 icpc_held outcome=plan
            2015-03-02 plan_discharged
            2015-06-01 referral_decided outcome=yes
            """,
            "2015-06-01",
            ("met due 2015-06-01 done 2015-06-01 slack 0",),
        ),
    ),
    *under(
        mini.MEETS_WHEN_SET,
        (
            "on the day that was set last in this plan",
            """
            2015-01-05 icpc_held outcome=plan
            2015-01-06 core_group_scheduled for=2015-01-16
            2015-01-16 core_group_held
            2015-01-20 core_group_scheduled for=2015-02-02
            2015-02-03 core_group_held
            2015-02-04 core_group_scheduled
            2015-02-05 core_group_held
            2015-02-06 core_group_scheduled for=2015-03-03
            2015-02-09 plan_discharged
            2015-03-02 icpc_held outcome=plan
            2015-03-03 core_group_held
            """,
            "2015-04-01",
            (
                "met due 2015-01-16 done 2015-01-16 slack 0",
                "breached due 2015-02-03",
                "unknown due 2015-02-05",
                "breached due 2015-03-03",
            ),
        ),
    ),
]

KINDS = [
    *under(
        mini.LONG_SUPERVISION,
        (
            "a number, both ends inside; before the plan it cannot happen",
            """
            2015-01-02 supervision_held minutes=45
            2015-01-05 icpc_held outcome=plan
            2015-01-06 supervision_held minutes=29.5
            2015-01-07 supervision_held minutes=30
            2015-01-08 supervision_held minutes=90
            2015-01-09 supervision_held minutes=91
            2015-01-12 supervision_held
            """,
            "2015-02-01",
            (
                "breached due 2015-01-06",
                "met due 2015-01-07 done 2015-01-07 slack 0",
                "met due 2015-01-08 done 2015-01-08 slack 0",
                "breached due 2015-01-09",
                "unknown due 2015-01-12",
            ),
        ),
    ),
    *under(
        mini.REMOTE_SUPERVISION,
        ("one of the texts", SUPERVISED + "format=remote", "2015-01-07", ("breached due 2015-01-06",)),
        (
            "the other",
            SUPERVISED + "format=face_to_face",
            "2015-01-06",
            ("met due 2015-01-06 done 2015-01-06 slack 0",),
        ),
    ),
    *under(
        mini.REFLECTIVE_SUPERVISION,
        ("false", SUPERVISED + "reflective=false", "2015-01-07", ("breached due 2015-01-06",)),
        ("true", SUPERVISED + "reflective=true", "2015-01-06", ("met due 2015-01-06 done 2015-01-06 slack 0",)),
        ("open on its own day", SUPERVISED + "reflective=false", "2015-01-06", ("pending due 2015-01-06",)),
    ),
    *under(
        mini.EARLY_SUPERVISION,
        (
            "a day at the limit",
            SUPERVISED + "next=2015-03-31",
            "2015-01-06",
            ("met due 2015-01-06 done 2015-01-06 slack 0",),
        ),
        ("a day beyond it", SUPERVISED + "next=2015-04-01", "2015-01-07", ("breached due 2015-01-06",)),
    ),
    *under(
        mini.PAUSED_SUPERVISION,
        (
            "one of two periods",
            SUPERVISED + "pause=4_weeks",
            "2015-01-06",
            ("met due 2015-01-06 done 2015-01-06 slack 0",),
        ),
        ("a period written otherwise", SUPERVISED + "pause=28_days", "2015-01-07", ("breached due 2015-01-06",)),
    ),
    *under(
        mini.SAFE_SUPERVISION,
        (
            "a list that includes others too",
            SUPERVISED + "topics=plan,money,safety",
            "2015-01-06",
            ("met due 2015-01-06 done 2015-01-06 slack 0",),
        ),
        ("a list that lacks one", SUPERVISED + "topics=safety", "2015-01-07", ("breached due 2015-01-06",)),
        ("an empty list is recorded", SUPERVISED + "topics=", "2015-01-07", ("breached due 2015-01-06",)),
        ("no list is not", SUPERVISED, "2015-01-07", ("unknown due 2015-01-06",)),
    ),
    *under(
        mini.SUPERVISION_SOMEWHERE,
        ("recorded", SUPERVISED + "place=office", "2015-01-06", ("met due 2015-01-06 done 2015-01-06 slack 0",)),
        ("presence is never unknown", SUPERVISED, "2015-01-07", ("breached due 2015-01-06",)),
    ),
    # 14 January and eight weeks: 11 March; six: 25 February.
    *under(
        mini.DIRECTED_BY_SUPERVISION,
        (
            "a declared kind directs",
            PLAN + "2015-01-12 supervision_held format=face_to_face pause=8_weeks\n2015-01-14 core_group_held",
            "2015-01-14",
            ("pending due 2015-03-11 power e2",),
        ),
        (
            "one of another quality does not",
            PLAN + "2015-01-12 supervision_held format=remote pause=8_weeks\n2015-01-14 core_group_held",
            "2015-01-14",
            ("pending due 2015-02-25",),
        ),
    ),
    *under(
        mini.counted("case"),
        ("the second of the case", SEEN_TWICE_IN_CARE, "2015-02-01", ("met due 2015-01-13 done 2015-01-13 slack 0",)),
    ),
    *under(
        mini.counted("plan"),
        ("the second of the plan", SEEN_TWICE_IN_CARE, "2015-02-01", ("breached due 2015-01-27",)),
    ),
    *under(
        mini.counted("care"),
        (
            "the second of each period of care",
            SEEN_TWICE_IN_CARE,
            "2015-02-01",
            ("met due 2015-01-13 done 2015-01-13 slack 0", "met due 2015-01-28 done 2015-01-28 slack 0"),
        ),
    ),
    *under(
        mini.BRIEFED_FIRST,
        (
            "inside a day it comes where the policy says",
            PLAN + "2015-01-12 core_group_held\n2015-01-12 briefing_held",
            "2015-01-13",
            ("met due 2015-01-12 done 2015-01-12 slack 0",),
        ),
    ),
    *under(
        mini.BRIEFED_LAST,
        (
            "and before the endings where it says nothing",
            PLAN + "2015-01-12 core_group_held\n2015-01-12 briefing_held\n2015-01-12 plan_discharged",
            "2015-01-13",
            ("breached due 2015-01-12",),
        ),
    ),
    *under(
        mini.CHILD_SPOKEN_TO,
        (
            "a further attribute",
            MET + "child_spoken_to=true",
            "2015-01-12",
            ("met due 2015-01-12 done 2015-01-12 slack 0",),
        ),
        ("that was not so", MET + "child_spoken_to=false", "2015-01-13", ("breached due 2015-01-12",)),
        ("that nobody recorded", MET, "2015-01-13", ("unknown due 2015-01-12",)),
    ),
]

DELAY = "core_group_delay_authorised by=line_manager reason_recorded=true\n"
EXCUSES = [
    *under(
        mini.EXCUSED,
        ("open on the due day", PLAN + f"2015-01-12 {DELAY}", "2015-01-19", ("pending due 2015-01-19",)),
        ("decided on the due day", PLAN + f"2015-01-19 {DELAY}", "2015-01-20", ("excused due 2015-01-19 excuse e2",)),
        (
            "excused, and done late",  # 20 to 23, 26 to 30, 2 February
            PLAN + f"2015-01-12 {DELAY}2015-02-02 core_group_held",
            "2015-02-02",
            ("excused due 2015-01-19 done 2015-02-02 slack -10 late 10 excuse e2",),
        ),
        (
            "met all the same",
            PLAN + f"2015-01-12 {DELAY}2015-01-19 core_group_held",
            "2015-01-19",
            ("met due 2015-01-19 done 2015-01-19 slack 0",),
        ),
        ("decided a day too late", PLAN + f"2015-01-20 {DELAY}", "2015-01-20", ("breached due 2015-01-19",)),
        (
            "decided by somebody else",
            PLAN + "2015-01-12 core_group_delay_authorised by=social_worker reason_recorded=true",
            "2015-01-20",
            ("breached due 2015-01-19",),
        ),
        (
            "nobody knows whether there were reasons",
            PLAN + "2015-01-12 core_group_delay_authorised by=line_manager",
            "2015-01-20",
            ("unknown due 2015-01-19",),
        ),
        (
            "one before the trigger is about something else",
            f"2014-12-22 icpc_held outcome=plan\n2014-12-23 {DELAY}2014-12-24 plan_discharged\n" + PLAN,
            "2015-01-20",
            ("lapsed due 2015-01-08 lapse e3", "breached due 2015-01-19"),
        ),
    ),
    *under(
        mini.EXCUSED_AT_ANY_TIME,
        ("decided afterwards", PLAN + f"2015-01-20 {DELAY}", "2015-01-20", ("excused due 2015-01-19 excuse e2",)),
        ("not yet decided", PLAN + f"2015-01-21 {DELAY}", "2015-01-20", ("breached due 2015-01-19",)),
    ),
    *under(
        mini.TWO_EXCUSES,
        (
            "the first in the policy is named where both hold",
            PLAN + f"2015-01-12 risk_to_professionals_found\n2015-01-13 {DELAY}",
            "2015-01-20",
            ("excused due 2015-01-19 excuse e3",),
        ),
        (
            "the second is enough",
            PLAN + "2015-01-12 risk_to_professionals_found",
            "2015-01-20",
            ("excused due 2015-01-19 excuse e2",),
        ),
        (
            "one that holds goes before one that is unknown",
            PLAN + "2015-01-12 core_group_delay_authorised\n2015-01-13 risk_to_professionals_found",
            "2015-01-20",
            ("excused due 2015-01-19 excuse e3",),
        ),
    ),
    # 16 January and six weeks: 27 February.
    *under(
        mini.EXCUSED_INTERVAL,
        (
            "on the day of the trigger, though before it in the day",
            PLAN + f"2015-01-16 {DELAY}2015-01-16 core_group_held",
            "2015-02-28",
            ("excused due 2015-02-27 excuse e2",),
        ),
        (
            "on the day before the trigger it is about something else",
            PLAN + f"2015-01-15 {DELAY}2015-01-16 core_group_held",
            "2015-02-28",
            ("breached due 2015-02-27",),
        ),
    ),
    *under(
        mini.EXCUSED_BY_ITSELF,
        (
            "the first exception holds",
            "2015-01-05 icpc_held outcome=plan agencies_involved=",
            "2015-01-20",
            ("excused due 2015-01-19",),
        ),
        (
            "the second exception holds",
            "2015-01-05 icpc_held outcome=plan agencies_involved=health members_named=false",
            "2015-01-20",
            ("excused due 2015-01-19",),
        ),
        (
            "neither holds",
            "2015-01-05 icpc_held outcome=plan agencies_involved=health members_named=true",
            "2015-01-20",
            ("breached due 2015-01-19",),
        ),
        (
            "one does not hold, the other is unknown",
            "2015-01-05 icpc_held outcome=plan agencies_involved=health",
            "2015-01-20",
            ("unknown due 2015-01-19",),
        ),
        (
            "an exception does not make a kept duty excused",
            "2015-01-05 icpc_held outcome=plan agencies_involved=\n2015-01-19 core_group_held",
            "2015-01-20",
            ("met due 2015-01-19 done 2015-01-19 slack 0",),
        ),
    ),
    *under(
        mini.REQUIREMENT_WITH_EXCEPTION,
        (
            "so",
            MET + "chair=lead_social_worker exceptional_circumstances=true",
            "2015-01-12",
            ("met due 2015-01-12 done 2015-01-12 slack 0",),
        ),
        (
            "not so, but excepted",
            MET + "chair=social_worker exceptional_circumstances=true",
            "2015-01-13",
            ("excused due 2015-01-12",),
        ),
        (
            "not so, and not excepted",
            MET + "chair=social_worker exceptional_circumstances=false",
            "2015-01-13",
            ("breached due 2015-01-12",),
        ),
        ("not so, and perhaps excepted", MET + "chair=social_worker", "2015-01-13", ("unknown due 2015-01-12",)),
        ("perhaps so, and excepted", MET + "exceptional_circumstances=true", "2015-01-13", ("excused due 2015-01-12",)),
        (
            "perhaps so, and not excepted",
            MET + "exceptional_circumstances=false",
            "2015-01-13",
            ("unknown due 2015-01-12",),
        ),
    ),
]

MET_16 = PLAN + "2015-01-16 core_group_held\n"
DIRECTION = "chair_direction_given subject=core_group_interval "
# 16 January and six weeks: 27 February; and eight: 13 March; and two: 30 January.
POWERS = [
    *under(
        mini.POWER,
        (
            "from the next interval",  # 20 February and eight weeks: 17 April
            MET_16 + f"2015-01-20 {DIRECTION} interval=8_weeks\n2015-02-20 core_group_held",
            "2015-03-01",
            ("met due 2015-02-27 done 2015-02-20 slack 7", "pending due 2015-04-17 power e3"),
        ),
        (
            "a shorter interval",
            PLAN + f"2015-01-12 {DIRECTION} interval=2_weeks\n2015-01-16 core_group_held",
            "2015-01-31",
            ("breached due 2015-01-30 power e2",),
        ),
        (
            "in working days, and so is the slack",  # 19 to 23, 26 to 30; done on 28: 29, 30
            PLAN
            + f"2015-01-12 {DIRECTION} interval=10_working_days\n"
            + "2015-01-16 core_group_held\n2015-01-28 core_group_held",
            "2015-01-28",
            # 29, 30, 2 to 6, 9 to 11
            ("met due 2015-01-30 done 2015-01-28 slack 2 power e2", "pending due 2015-02-11 power e2"),
        ),
        (
            "on the day of the trigger it comes first",
            MET_16 + f"2015-01-16 {DIRECTION} interval=8_weeks",
            "2015-01-16",
            ("pending due 2015-03-13 power e2",),
        ),
        (
            "the last of several",
            PLAN + f"2015-01-12 {DIRECTION} interval=2_weeks\n2015-01-13 {DIRECTION} interval=8_weeks\n"
            "2015-01-16 core_group_held",
            "2015-01-16",
            ("pending due 2015-03-13 power e3",),
        ),
        (
            "how long was not recorded",
            PLAN + f"2015-01-12 {DIRECTION}\n2015-01-16 core_group_held",
            "2015-01-16",
            ("unknown due 2015-02-27",),
        ),
        (
            "about what was not recorded",
            PLAN + "2015-01-12 chair_direction_given interval=8_weeks\n2015-01-16 core_group_held",
            "2015-01-16",
            ("unknown due 2015-02-27",),
        ),
        (
            "a later one that is known ends the doubt",
            PLAN + f"2015-01-12 {DIRECTION}\n2015-01-13 {DIRECTION} interval=8_weeks\n2015-01-16 core_group_held",
            "2015-01-16",
            ("pending due 2015-03-13 power e3",),
        ),
        (
            "about something else",
            PLAN
            + "2015-01-12 chair_direction_given subject=seeing_interval interval=8_weeks\n2015-01-16 core_group_held",
            "2015-01-16",
            ("pending due 2015-02-27",),
        ),
        (
            "of an earlier plan",
            f"2014-12-22 icpc_held outcome=plan\n2014-12-23 {DIRECTION} interval=8_weeks\n2014-12-24 plan_discharged\n"
            + MET_16,
            "2015-01-16",
            ("pending due 2015-02-27",),
        ),
        (
            "recorded after the due day it cures nothing",
            PLAN + f"2015-01-12 {DIRECTION} interval=8_weeks recorded_on=2015-02-28\n2015-01-16 core_group_held",
            "2015-02-28",
            ("breached due 2015-02-27",),
        ),
        (
            "recorded on the due day it does",
            PLAN + f"2015-01-12 {DIRECTION} interval=8_weeks recorded_on=2015-02-27\n2015-01-16 core_group_held",
            "2015-02-28",
            ("pending due 2015-03-13 power e2",),
        ),
    ),
    *under(
        mini.POWER_AT_ONCE,
        (
            "longer at once",  # 20 February to 13 March: 8 + 13
            MET_16 + f"2015-01-20 {DIRECTION} interval=8_weeks\n2015-02-20 core_group_held",
            "2015-02-20",
            ("met due 2015-03-13 done 2015-02-20 slack 21 power e3", "pending due 2015-04-17 power e3"),
        ),
        (
            "shorter at once",
            MET_16 + f"2015-01-20 {DIRECTION} interval=2_weeks",
            "2015-01-31",
            ("breached due 2015-01-30 power e3",),
        ),
        (
            "never due before the day of the direction",
            MET_16 + f"2015-02-10 {DIRECTION} interval=2_weeks",
            "2015-02-10",
            ("pending due 2015-02-10 power e3",),
        ),
        (
            "and breached the day after",
            MET_16 + f"2015-02-10 {DIRECTION} interval=2_weeks",
            "2015-02-11",
            ("breached due 2015-02-10 power e3",),
        ),
        (
            "on the due day",
            MET_16 + f"2015-02-27 {DIRECTION} interval=8_weeks",
            "2015-02-28",
            ("pending due 2015-03-13 power e3",),
        ),
        (
            "after the due day it cures nothing",
            MET_16 + f"2015-02-28 {DIRECTION} interval=8_weeks",
            "2015-02-28",
            ("breached due 2015-02-27",),
        ),
        (
            "recorded after the due day it cures nothing",
            MET_16 + f"2015-02-20 {DIRECTION} interval=8_weeks recorded_on=2015-02-28",
            "2015-02-28",
            ("breached due 2015-02-27",),
        ),
    ),
    *under(
        mini.POWER_OVER_REVIEWS,
        (
            "given on the trigger's day, though after it in the day",  # 12 January and eight weeks
            PLAN + f"2015-01-12 rcpc_held\n2015-01-12 {DIRECTION} interval=8_weeks",
            "2015-01-12",
            ("pending due 2015-03-09 power e3",),
        ),
        (
            "given the day after it is for the next",  # 12 January and six weeks
            PLAN + f"2015-01-12 rcpc_held\n2015-01-13 {DIRECTION} interval=8_weeks",
            "2015-01-13",
            ("pending due 2015-02-23",),
        ),
    ),
    # 16 January and eight weeks: 13 March; and two: 30 January.
    *under(
        mini.POWER_FROM_A_DATE,
        (
            "given on the trigger's day it may set a due day that is over",
            PLAN + f"2015-03-02 {DIRECTION} interval=2_weeks\n2015-03-02 core_group_rescheduled from=2015-01-16",
            "2015-03-02",
            ("breached due 2015-01-30 power e2",),
        ),
    ),
    # 12 January and six weeks: 23 February.
    *under(
        mini.POWER_THAT_IS_ITS_TRIGGER,
        (
            "the trigger itself is no direction over its own occasion",
            PLAN + f"2015-01-12 {DIRECTION} interval=8_weeks",
            "2015-01-12",
            ("pending due 2015-02-23",),
        ),
    ),
    # 12 January and eight weeks: 9 March; and ten: 23 March.
    *under(
        mini.TWO_POWERS,
        (
            "the order of the events counts, not that of the policy",
            MET + f"\n2015-01-19 manager_directed pause=10_weeks\n2015-01-20 {DIRECTION} interval=8_weeks",
            "2015-01-20",
            ("pending due 2015-03-09 power e4",),
        ),
        (
            "and the other way round",
            MET + f"\n2015-01-19 {DIRECTION} interval=8_weeks\n2015-01-20 manager_directed pause=10_weeks",
            "2015-01-20",
            ("pending due 2015-03-23 power e4",),
        ),
    ),
]

SCOPES = [
    *under(
        mini.VERSIONS,
        ("the last day of the old rule", PLAN, "2015-01-05", ("pending due 2015-01-19",)),
        (
            "the first day of the new one",  # 7, 8, 9, 12, 13
            "2015-01-06 icpc_held outcome=plan",
            "2015-01-06",
            ("pending due 2015-01-13",),
        ),
    ),
    # 5 January: 6 to 9, 12 to 16, 19 to 23, 26. 12 January: 13 to 16, 19 to 23, 26 to 30, 2 February.
    *under(
        mini.SUPERSEDED,
        (
            "the last of several counts",  # 15, 16, 19 to 23, 26 to 30, 2 February
            (
                "2015-01-05 strategy_discussion_held\n2015-01-12 strategy_discussion_held\n"
                "2015-01-14 icpc_held outcome=plan"
            ),
            "2015-01-14",
            ("lapsed due 2015-01-26 lapse e2", "met due 2015-02-02 done 2015-01-14 slack 13"),
        ),
        (
            "on the due day of the first it supersedes nothing",  # 27 to 30, 2 to 6, 9 to 13, 16 February
            "2015-01-05 strategy_discussion_held\n2015-01-26 strategy_discussion_held",
            "2015-01-27",
            ("breached due 2015-01-26", "pending due 2015-02-16"),
        ),
    ),
    *under(
        mini.SEVERAL_TRIGGERS,
        (
            "any of several triggers, under its own conditions",
            "2015-01-02 child_seen\n2015-01-05 icpc_held outcome=plan\n2015-01-10 child_seen",
            "2015-01-10",
            ("met due 2015-01-15 done 2015-01-10 slack 5", "pending due 2015-01-20"),
        ),
    ),
    *under(
        mini.WHILE_LOOKED_AFTER,
        (
            "only while it is so",
            "2015-01-05 child_seen\n2015-01-06 became_looked_after\n2015-01-07 child_seen",
            "2015-01-07",
            ("pending due 2015-02-18",),
        ),
    ),
    # Friday 2 January, then 5 January and three working days: 6, 7, 8; three clear ones: 9.
    *under(
        mini.NOTICE,
        (
            "the third working day",
            "2015-01-02 icpc_held outcome=plan\n2015-01-05 core_group_rescheduled from=2015-01-08",
            "2015-01-05",
            ("met due 2015-01-05 done 2015-01-05 slack 0",),
        ),
        (
            "the second",
            "2015-01-02 icpc_held outcome=plan\n2015-01-05 core_group_rescheduled from=2015-01-07",
            "2015-01-06",
            ("breached due 2015-01-05",),
        ),
        (
            "no day",
            "2015-01-02 icpc_held outcome=plan\n2015-01-05 core_group_rescheduled",
            "2015-01-06",
            ("unknown due 2015-01-05",),
        ),
    ),
    *under(
        mini.CLEAR_NOTICE,
        (
            "the third working day is not clear",
            "2015-01-02 icpc_held outcome=plan\n2015-01-05 core_group_rescheduled from=2015-01-08",
            "2015-01-06",
            ("breached due 2015-01-05",),
        ),
        (
            "the fourth is",
            "2015-01-02 icpc_held outcome=plan\n2015-01-05 core_group_rescheduled from=2015-01-09",
            "2015-01-06",
            ("met due 2015-01-05 done 2015-01-05 slack 0",),
        ),
    ),
    # 8 January: 9, 12 to 16, 19 to 22.
    *under(
        mini.NOT_TOO_FAR,
        (
            "at most so far after another date",
            PLAN + "2015-01-06 core_group_rescheduled from=2015-01-08 to=2015-01-22",
            "2015-01-06",
            ("met due 2015-01-06 done 2015-01-06 slack 0",),
        ),
        (
            "a day too far",
            PLAN + "2015-01-06 core_group_rescheduled from=2015-01-08 to=2015-01-23",
            "2015-01-07",
            ("breached due 2015-01-06",),
        ),
        (
            "after a date that was not recorded",
            PLAN + "2015-01-06 core_group_rescheduled to=2015-01-22",
            "2015-01-07",
            ("unknown due 2015-01-06",),
        ),
    ),
    *under(
        mini.SAME_MEETING,
        (
            "the record of that meeting, not of another",  # 13 to 16, 19 and 14 to 16, 19, 20; done on 15: 16, 19, 20
            MET + "\n2015-01-13 core_group_held\n2015-01-15 record_distributed meeting=2015-01-13",
            "2015-01-20",
            ("breached due 2015-01-19", "met due 2015-01-20 done 2015-01-15 slack 3"),
        ),
        (
            "the record of nobody knows which is open",
            MET + "\n2015-01-15 record_distributed",
            "2015-01-19",
            ("pending due 2015-01-19",),
        ),
        (
            "and unknown in the end",
            MET + "\n2015-01-15 record_distributed",
            "2015-01-20",
            ("unknown due 2015-01-19",),
        ),
        (
            "one that is known settles it",  # 19
            MET + "\n2015-01-15 record_distributed\n2015-01-16 record_distributed meeting=2015-01-12",
            "2015-01-20",
            ("met due 2015-01-19 done 2015-01-16 slack 1",),
        ),
    ),
    *under(
        mini.ENDED_BY_ITS_ANSWER,
        (
            "an event that both answers and ends, answers",
            PLAN + "2015-01-12 core_group_held",
            "2015-01-12",
            ("met due 2015-01-15 done 2015-01-12 slack 3",),
        ),
    ),
    # 5 January and ten days: 15 January.
    *under(
        mini.UNSURE_END,
        (
            "an end of which it is unknown whether it ends",
            PLAN + "2015-01-12 plan_discharged",
            "2015-01-16",
            ("unknown due 2015-01-15",),
        ),
        (
            "an end that ends",
            PLAN + "2015-01-12 plan_discharged by=conference_chair",
            "2015-01-16",
            ("lapsed due 2015-01-15 lapse e2",),
        ),
        (
            "an end that does not",
            PLAN + "2015-01-12 plan_discharged by=social_worker",
            "2015-01-16",
            ("breached due 2015-01-15",),
        ),
        (
            "on the due day it does not matter",
            PLAN + "2015-01-15 plan_discharged",
            "2015-01-16",
            ("breached due 2015-01-15",),
        ),
    ),
]

SO = ("met due 2015-01-12 done 2015-01-12 slack 0",)
NOT_SO = ("breached due 2015-01-12",)
NOT_KNOWN = ("unknown due 2015-01-12",)
WORDS = [
    *under(
        mini.NOT_QUORATE,
        ("a word used negatively", MET + "agencies_present=health", "2015-01-12", ("pending due 2015-01-17",)),
        (
            "one's own service does not count, nor does an agency twice",
            MET + "agencies_present=health,health,children_services",
            "2015-01-12",
            ("pending due 2015-01-17",),
        ),
        ("two others: no occasion", MET + "agencies_present=health,education", "2015-01-12", ()),
        ("not recorded", MET, "2015-01-12", ("unknown due 2015-01-17",)),
    ),
    *under(
        mini.REPEATS,
        ("each entry counts", MET + "agencies_present=health,health,children_services", "2015-01-13", SO),
        ("but not those apart", MET + "agencies_present=health,children_services", "2015-01-13", NOT_SO),
    ),
    *under(
        mini.EITHER,
        ("one is enough", MET + "child_present=true", "2015-01-13", SO),
        ("none", MET + "family_present=false child_present=false", "2015-01-13", NOT_SO),
        ("perhaps one", MET + "family_present=false", "2015-01-13", NOT_KNOWN),
    ),
    *under(
        mini.BOTH,
        ("both", MET + "family_present=true child_present=true", "2015-01-13", SO),
        ("one is missing, whatever the other", MET + "child_present=false", "2015-01-13", NOT_SO),
        ("perhaps both", MET + "family_present=true", "2015-01-13", NOT_KNOWN),
    ),
    *under(
        mini.NEITHER,
        ("neither", MET + "family_present=false child_present=false", "2015-01-13", SO),
        ("one, whatever the other", MET + "child_present=true", "2015-01-13", NOT_SO),
        ("perhaps neither", MET + "family_present=false", "2015-01-13", NOT_KNOWN),
    ),
    *under(
        mini.BY_SOMEBODY_ELSE,
        ("none of these", MET + "chair=line_manager", "2015-01-13", SO),
        ("one of these", MET + "chair=family_member", "2015-01-13", NOT_SO),
        ("nobody knows", MET, "2015-01-13", NOT_KNOWN),
    ),
    *under(
        mini.EVERYBODY,
        ("all of these", MET + "agencies_present=police,education,health", "2015-01-13", SO),
        ("not all", MET + "agencies_present=health", "2015-01-13", NOT_SO),
        ("nobody knows who", MET, "2015-01-13", NOT_KNOWN),
    ),
    *under(
        mini.NOBODY_SAID,
        ("not recorded, as it should be", MET, "2015-01-13", SO),
        ("recorded", MET + "interpreter=professional", "2015-01-13", NOT_SO),
    ),
]

WORKED = (*PROHIBITIONS, *WINDOWS, *COUNTING, *NUMBERS, *KINDS, *EXCUSES, *POWERS, *SCOPES, *WORDS)
