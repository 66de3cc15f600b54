"""Tiny policies, each with one trait, and the short ways to write a history down and to read a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from model.calendar import Period
from model.events import Event, Value
from model.findings import Finding
from model.history import History
from model.kinds import Attribute, Type, Vocabulary
from model.oracle import judge
from model.policy import Policy
from model.policy.load import policy_from_text

HEAD = """
[policy]
id = "miniature"
title = "A miniature"
in_force = 2000-01-01
"""
DUTY = """
[[duty]]
id = "it"
clauses = ["1"]
strength = "must"
owed_by = "anyone"
says = "It is to be so."
"""
PLAN = 'when = { event = "icpc_held", outcome = "plan" }\n'
MEET = 'then = "core_group_held"\n'


@lru_cache(maxsize=256)
def policy(text: str) -> Policy:
    """The policy in a text; one without `[policy]` is called `miniature`, one without duties is the body of one."""
    whole = text if "[[duty]]" in text else DUTY + text
    return policy_from_text(whole if "[policy]" in whole else HEAD + whole)


def duty(body: str, id: str = "it") -> str:
    """One more duty, with the keys of `body`."""
    return DUTY.replace('"it"', f'"{id}"') + body


def history(lines: str, vocabulary: Vocabulary, case: str = "M-1") -> History:
    """The case that some lines tell, one event a line: `2015-01-05 icpc_held outcome=plan agencies_involved=a,b`.

    `id=` names the event, `recorded_on=` says when it got into the record; a blank in a value is written `_`.
    """
    told = [event(line, vocabulary) for line in lines.strip().splitlines()]
    return History.of(case, told, vocabulary=vocabulary)


def event(line: str, vocabulary: Vocabulary) -> Event:
    """The event of one line."""
    on, kind, *rest = line.split()
    given = dict(word.split("=", 1) for word in rest)
    id, recorded_on = given.pop("id", ""), given.pop("recorded_on", None)
    known = vocabulary.by_name[kind].attributes
    return Event(
        type=kind,
        on=date.fromisoformat(on),
        attributes={name: value(text, known[name]) for name, text in given.items()},
        id=id,
        recorded_on=date.fromisoformat(recorded_on) if recorded_on else None,
    )


def value(text: str, attribute: Attribute) -> Value:
    """A value as it is written in a line."""
    if attribute.type is Type.DATE:
        return date.fromisoformat(text)
    if attribute.type is Type.BOOLEAN:
        return {"true": True, "false": False}[text]
    if attribute.type is Type.NUMBER:
        return float(text) if "." in text else int(text)
    if attribute.type is Type.PERIOD:
        return str(Period.parse(text.replace("_", " ")))
    if attribute.type is Type.TEXTS:
        return tuple(word for word in text.split(",") if word)
    return text


def told(finding: Finding) -> str:
    """A finding in one line: `breached due 2015-01-19 done 2015-01-20 slack -1 late 1`."""
    parts = {
        "due": finding.due,
        "done": finding.done,
        "slack": finding.slack,
        "late": finding.late_by,
        "lapse": finding.lapse,
        "excuse": finding.excuse,
        "power": finding.power,
    }
    return " ".join([finding.status.value, *(f"{name} {part}" for name, part in parts.items() if part is not None)])


def verdicts(
    policy: Policy, lines: str, as_of: str, known_at: str | None = None, readings: Mapping[str, str] | None = None
) -> list[str]:
    """The findings on the case that some lines tell, each in one line."""
    known = None if known_at is None else date.fromisoformat(known_at)
    judged = judge(history(lines, policy.vocabulary), policy, readings, date.fromisoformat(as_of), known)
    return [told(finding) for finding in judged.findings]


# ---- what must not happen

PROHIBITION = PLAN + 'forbid = "plan_discharged"\nwithin = "6 months"\n'
PROHIBITION_FOR_EVER = (
    PLAN + 'forbid = { event = "record_disclosed", consent_by = "nobody" }\nuntil = "plan_discharged"\n'
)
PROHIBITION_WITH_EXCEPTIONS = (
    DUTY
    + PLAN
    + """
forbid = "plan_discharged"
within = "6 months"
unless = { agencies_involved = { count_at_most = 1 } }
until = "case_transferred"

[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = { event = "core_group_delay_authorised", by = "line_manager" }
says = "The line manager may allow it."
"""
)
PROHIBITION_WITH_EXCUSE = (
    DUTY
    + PLAN
    + """
forbid = { event = "child_seen", by = "professional" }
within = "10 days"

[[excuse]]
id = "escalation"
clauses = ["2"]
covers = ["it"]
when = "escalated"
says = "Who has escalated it is forgiven."
"""
)
PROHIBITION_WITH_UNSURE_END = (
    PLAN
    + 'forbid = { event = "child_seen", by = "professional" }\nwithin = "10 days"\n'
    + 'until = { event = "plan_discharged", by = "conference_chair" }\n'
)
PROHIBITION_OF_A_QUALITY = PLAN + 'forbid = { event = "plan_discharged", by = "social_worker" }\nwithin = "6 months"\n'

# ---- windows

TWO_SIDED = PLAN + MEET + 'between = ["4 weeks", "6 weeks"]\n'
TWO_SIDED_IN_WORKING_DAYS = PLAN + MEET + 'between = ["2 working days", "10 working days"]\n'
AROUND = 'when = "rcpc_held"\nthen = "child_seen"\nbetween = ["1 week before", "3 days"]\n'
BEFORE_ON_BOTH_SIDES = 'when = "rcpc_held"\nthen = "child_seen"\nbetween = ["10 days before", "3 days before"]\n'
BACKWARD = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "2 weeks before"\n'
BACKWARD_IN_WORKING_DAYS = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "10 working days before"\n'
LONG_BEFORE = 'when = "rcpc_held"\nthen = "core_group_held"\nat_least = "14 days before"\n'
LONG_BEFORE_IN_WORKING_DAYS = 'when = "rcpc_held"\nthen = "core_group_held"\nat_least = "10 working days before"\n'
NOT_TOO_SOON = PLAN + 'then = "rcpc_held"\nat_least = "4 weeks"\n'
SOONER = PLAN + MEET + 'within = { sooner_of = ["10 working days", "2 weeks"] }\n'
LATER = PLAN + MEET + 'within = { later_of = ["10 working days", "2 weeks"] }\n'
ON_THE_DAY = PLAN + 'then = "core_group_scheduled"\nwithin = "0 days"\n'
FROM_A_DATE_SET = 'when = "core_group_scheduled"\nfrom = "for"\nthen = "core_group_held"\nwithin = "2 working days"\n'
NO_TIME_LIMIT = 'when = "impasse_reached"\nthen = "escalated"\nuntil = "plan_discharged"\n'
TEN_WORKING_DAYS = PLAN + MEET + 'within = "10 working days"\nuntil = ["plan_discharged", "case_closed"]\n'
TEN_DAYS = PLAN + MEET + 'within = "10 days"\n'
SIX_WEEKS = 'when = "core_group_held"\nthen = "core_group_held"\nwithin = "6 weeks"\nuntil = "plan_discharged"\n'

# ---- counting and calendars

SAME_DAY_IS_DAY_ONE = '[counting]\nfirst_day = "same-day"\n' + DUTY + TEN_DAYS
SAME_DAY_IS_DAY_ONE_IN_WORKING_DAYS = '[counting]\nfirst_day = "same-day"\n' + DUTY + TEN_WORKING_DAYS
MOVES_ON = '[counting]\ndue_on_closed_day = "next-working-day"\n' + DUTY + TEN_DAYS
MOVES_BACK = '[counting]\ndue_on_closed_day = "working-day-before"\n' + DUTY + TEN_DAYS
MOVES_BACK_BEFORE_AN_ANCHOR = '[counting]\ndue_on_closed_day = "working-day-before"\n' + DUTY + LONG_BEFORE
BANK_HOLIDAYS_WORK = "[calendar]\nbank_holidays_are_working_days = true\n" + DUTY + TEN_WORKING_DAYS
CLOSED_BETWEEN_THE_YEARS = "[calendar]\nclosure_days = [2014-12-29, 2014-12-30, 2014-12-31]\n" + DUTY + TEN_WORKING_DAYS

# ---- numbers, the one before, the latest

FIRST_OF_A_PLAN = 'when = { event = "core_group_held", nth = 1 }\nrequires = { chair = "line_manager" }\n'
SECOND_AND_THIRD = 'when = { event = "child_seen", nth = { at_least = 2, at_most = 3 } }\nrequires = { alone = true }\n'
FIRST_TWO = 'when = { event = "child_seen", nth = { at_most = 2 } }\nrequires = { alone = true }\n'
FIRST_REVIEW_IN_CARE = (
    'when = { event = "looked_after_review_held", nth = 1 }\nthen = "child_seen"\nwithin = "1 week"\n'
)
SECOND_OF_A_CASE = (
    'when = { event = "strategy_discussion_held", nth = { at_least = 2 } }\nthen = "icpc_held"\nwithin = "1 week"\n'
)
AFTER_ONE_NOT_ALONE = 'when = { event = "child_seen", previous = { alone = false } }\nrequires = { alone = true }\n'
PREVIOUS_REFERRAL = (
    'when = { event = "referral_decided", previous = { outcome = "no" } }\nrequires = { outcome = "yes" }\n'
)
MEETS_WHEN_SET = (
    'when = "core_group_held"\nrequires = { latest = { event = "core_group_scheduled", for = { same_as = "on" } } }\n'
)

# ---- kinds of a policy's own

SUPERVISIONS = """[[event]]
type = "supervision_held"
says = "The worker and the manager speak about the case."
chosen_by = "agency"
states = ["first_core_group_due", "core_groups_running"]
[event.attributes]
format = ["face_to_face", "remote"]
reflective = "boolean"
minutes = "number"
next = "date"
pause = "period"
topics = "list of text"
place = "text"
"""
LONG_SUPERVISION = (
    SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { minutes = { at_least = 30, at_most = 90 } }\n'
)
REMOTE_SUPERVISION = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { format = "face_to_face" }\n'
REFLECTIVE_SUPERVISION = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { reflective = true }\n'
EARLY_SUPERVISION = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { next = { at_most = 2015-03-31 } }\n'
PAUSED_SUPERVISION = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { pause = ["1 month", "4 weeks"] }\n'
SAFE_SUPERVISION = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { topics = ["safety", "plan"] }\n'
SUPERVISION_SOMEWHERE = SUPERVISIONS + DUTY + 'when = "supervision_held"\nrequires = { place = { present = true } }\n'
DIRECTED_BY_SUPERVISION = (
    SUPERVISIONS
    + DUTY
    + SIX_WEEKS
    + """
[[power]]
id = "pause"
clauses = ["2"]
retimes = ["it"]
when = { event = "supervision_held", format = "face_to_face" }
sets = "pause"
says = "A supervision may set another interval."
"""
)


def counted(per: str) -> str:
    """A kind of the policy's own that is counted per `plan`, `care` or `case`; its second one triggers."""
    return f"""[[event]]
type = "carer_visited"
chosen_by = "agency"
counted_per = "{per}"
[event.attributes]
alone = "boolean"
{duty('when = { event = "carer_visited", nth = 2 }' + chr(10) + "requires = { previous = { alone = true } }")}
"""


BRIEFING = '[[event]]\ntype = "briefing_held"\nchosen_by = "agency"\n'
BRIEFED_FIRST = (
    BRIEFING
    + 'comes_before = "core_group_held"\n'
    + duty('when = "briefing_held"\nthen = "core_group_held"\nwithin = "0 days"\n')
)
BRIEFED_LAST = BRIEFING + duty('when = "briefing_held"\nthen = "core_group_held"\nwithin = "0 days"\n')
CHILD_SPOKEN_TO = """[[event]]
type = "core_group_held"
[event.attributes]
child_spoken_to = "boolean"
""" + duty('when = "core_group_held"\nrequires = { child_spoken_to = true }\n')

# ---- excuses

EXCUSED = (
    DUTY
    + TEN_WORKING_DAYS
    + """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = { event = "core_group_delay_authorised", by = "line_manager", reason_recorded = true }
decided = "by-due"
says = "The line manager may delay it."
"""
)
EXCUSED_AT_ANY_TIME = EXCUSED.replace("by-due", "any-time")
TWO_EXCUSES = (
    EXCUSED
    + """
[[excuse]]
id = "risk"
clauses = ["3"]
covers = ["it"]
when = "risk_to_professionals_found"
says = "A danger forgives it."
"""
)
EXCUSED_INTERVAL = EXCUSED.replace(TEN_WORKING_DAYS, SIX_WEEKS)
EXCUSED_BY_ITSELF = (
    TEN_WORKING_DAYS + "unless = [{ agencies_involved = { count_at_most = 0 } }, { members_named = false }]\n"
)
REQUIREMENT_WITH_EXCEPTION = (
    'when = "core_group_held"\n'
    'requires = { chair = "lead_social_worker" }\n'
    "unless = { exceptional_circumstances = true }\n"
)

# ---- powers

POWER = (
    DUTY
    + SIX_WEEKS
    + """
[[power]]
id = "chair"
clauses = ["2"]
retimes = ["it"]
when = { event = "chair_direction_given", subject = "core_group_interval" }
sets = "interval"
applies = "next-interval"
says = "The chair may set another interval."
"""
)
POWER_AT_ONCE = POWER.replace('"next-interval"', '"running-interval"')
POWER_OVER_REVIEWS = POWER.replace('when = "core_group_held"', 'when = "rcpc_held"', 1)
POWER_FROM_A_DATE = POWER.replace(
    SIX_WEEKS, 'when = "core_group_rescheduled"\nfrom = "from"\nthen = "core_group_held"\nwithin = "8 weeks"\n'
)
POWER_THAT_IS_ITS_TRIGGER = POWER_AT_ONCE.replace('when = "core_group_held"\n', 'when = "chair_direction_given"\n', 1)
TWO_POWERS = (
    POWER_AT_ONCE
    + """
[[power]]
id = "manager"
clauses = ["3"]
retimes = ["it"]
when = "manager_directed"
sets = "pause"
applies = "running-interval"
says = "A manager may set another interval."

[[event]]
type = "manager_directed"
chosen_by = "agency"
comes_before = "core_group_held"
[event.attributes]
pause = "period"
"""
)

# ---- versions, scopes, words

VERSIONS = duty(TEN_WORKING_DAYS + "in_force_until = 2015-01-05\n") + duty(
    TEN_WORKING_DAYS.replace("10 working", "5 working") + "in_force = 2015-01-06\n"
)
SUPERSEDED = (
    'when = "strategy_discussion_held"\n'
    'then = "icpc_held"\n'
    'within = "15 working days"\n'
    'until = "strategy_discussion_held"\n'
)
SEVERAL_TRIGGERS = (
    'when = ["icpc_held", { event = "child_seen", on_plan = true }]\nthen = "child_seen"\nwithin = "10 days"\n'
)
WHILE_LOOKED_AFTER = 'when = "child_seen"\nwhile = { looked_after = true }\nthen = "child_seen"\nwithin = "6 weeks"\n'
NOTICE = 'when = "core_group_rescheduled"\nrequires = { from = { at_least = "3 working days", after = "on" } }\n'
CLEAR_NOTICE = NOTICE.replace('"on" }', '"on", count = "clear-days" }')
NOT_TOO_FAR = 'when = "core_group_rescheduled"\nrequires = { to = { at_most = "10 working days", after = "from" } }\n'
QUORUM = """[[definition]]
id = "quorate"
clauses = ["2"]
says = "Two other agencies are there."
event = "core_group_held"
agencies_present = { count_at_least = 2, other_than = ["children_services"] }
"""
NOT_QUORATE = QUORUM + duty(
    'when = { event = "core_group_held", quorate = false }\nthen = "escalated"\nwithin = "5 days"\n'
)
REPEATS = QUORUM.replace("] }", "], repeats = true }") + duty(
    'when = "core_group_held"\nrequires = { quorate = true }\n'
)
EITHER = 'when = "core_group_held"\nrequires = { any = [{ family_present = true }, { child_present = true }] }\n'
BOTH = 'when = "core_group_held"\nrequires = { all = [{ family_present = true }, { child_present = true }] }\n'
NEITHER = (
    'when = "core_group_held"\nrequires = { not = { any = [{ family_present = true }, { child_present = true }] } }\n'
)
BY_SOMEBODY_ELSE = 'when = "core_group_held"\nrequires = { chair = { not = ["social_worker", "family_member"] } }\n'
EVERYBODY = 'when = "core_group_held"\nrequires = { agencies_present = { includes = ["health", "education"] } }\n'
NOBODY_SAID = 'when = "core_group_held"\nrequires = { interpreter = { present = false } }\n'
SAME_MEETING = (
    'when = "core_group_held"\n'
    'then = { event = "record_distributed", meeting = { same_as = "on" } }\n'
    'within = "5 working days"\n'
)
ENDED_BY_ITS_ANSWER = TEN_DAYS + 'until = "core_group_held"\n'
UNSURE_END = TEN_DAYS + 'until = { event = "plan_discharged", by = "conference_chair" }\n'

# ---- a local policy on a base

BASE = (
    HEAD.replace('"miniature"', '"base"')
    + duty(TEN_WORKING_DAYS, "first-core-group")
    + duty(SIX_WEEKS, "interval")
    + duty(NOTICE, "notice")
    + """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["first-core-group", "interval"]
when = "core_group_delay_authorised"
says = "It may be delayed."

[[power]]
id = "chair"
clauses = ["3"]
retimes = ["interval"]
when = "chair_direction_given"
sets = "interval"
says = "The chair may set another interval."

[[reading]]
id = "first-day"
phrase = "within 10 working days"
default = "day-after"
reason = "As elsewhere."
[[reading.choice]]
id = "day-after"
means = "the day after is day 1"
[[reading.choice]]
id = "same-day"
means = "the day itself is day 1"
set = [{ in = "counting", first_day = "same-day" }]

[[clause]]
id = "1"
says = "When core groups meet."
treatment = "modelled"
by = ["first-core-group", "interval", "first-day"]

[[clause]]
id = "2"
says = "Notice."
treatment = "modelled"
by = ["notice"]
"""
)
LOCAL = """
[policy]
id = "local"
title = "A local policy"
in_force = 2014-01-01
extends = "base"

[[abolish]]
duty = "notice"

[[duty]]
id = "first-core-group"
clauses = ["L1"]
strength = "should"
owed_by = "the team"
says = "Sooner here."
when = "icpc_held"
then = "core_group_held"
within = "5 working days"

[[set]]
duty = "interval"
within = "4 weeks"
remove = ["until"]
"""
