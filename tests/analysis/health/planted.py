"""Miniature policies, each with one ailment, beside those in which that ailment is mended."""

from typing import NamedTuple

from model.analysis.health import Kind
from tests import miniatures as mini


class Planted(NamedTuple):
    """A policy with one ailment of a kind, the duties (and rules or attributes) that make it so, and the mended one."""

    kind: Kind
    ill: str
    duties: tuple[str, ...]
    mended: str
    also: tuple[str, ...] = ()


def duty(id: str, body: str, strength: str = "must") -> str:
    """One duty, with a clause of its own name."""
    return mini.duty(body, id).replace('clauses = ["1"]', f'clauses = ["{id}"]').replace('"must"', f'"{strength}"')


HELD = 'when = "core_group_held"\n'
FIRST = 'when = { event = "core_group_held", nth = 1 }\n'
LATER = 'when = { event = "core_group_held", nth = { at_least = 2 } }\n'
BY_MANAGER, BY_WORKER = 'requires = { chair = "line_manager" }\n', 'requires = { chair = "lead_social_worker" }\n'
BY_EITHER = 'requires = { chair = ["line_manager", "lead_social_worker"] }\n'
BY_OTHERS = 'requires = { chair = ["line_manager", "social_worker"] }\n'
TWENTY_DAYS = mini.TEN_DAYS.replace("10 days", "20 days")
REVIEW = mini.PLAN + 'then = "rcpc_held"\nwithin = "20 days"\n'
CHILD_THERE = "requires = { child_present = true }\n"
NEVER = 'when = { event = "tac_held", on_plan = true }\n'
RECORDED = HELD + "requires = { chair = { present = true } }\n"
FIRST_ONLY = FIRST + "requires = { chair = { present = true } }\n"
TOO_NARROW = HELD + "requires = { chair = { present = true } }\nunless = { child_present = true }\n"
THIRD_EXCUSE = mini.TWO_EXCUSES.replace('when = "risk_to_professionals_found"', NEVER.strip())
ONE_POWER_LESS = mini.TWO_POWERS.replace(
    'when = "manager_directed"', 'when = { event = "manager_directed", on_plan = false }'
)

ONE_DIRECTION = mini.POWER
TWO_DIRECTIONS = (
    ONE_DIRECTION
    + """
[[power]]
id = "also-chair"
clauses = ["3"]
retimes = ["it"]
when = { event = "chair_direction_given", subject = "seeing_interval" }
sets = "interval"
says = "What the chair says of visits counts for meetings too."
"""
)

# What another component asks of an event that a duty only watches.
BY_OTHER = 'when = { event = "core_group_held", chair = "other_professional" }\n'
PASSED_ON = 'then = "record_distributed"\nwithin = "5 days"\n'
CHAIRED_BY_US = duty("chair", HELD + BY_EITHER)
CHAIRED_BY_ANYBODY = duty("chair", HELD + BY_EITHER.replace("line_manager", "other_professional"))
UNLESS_BY_US = duty("it", HELD + PASSED_ON + 'unless = { chair = ["line_manager", "lead_social_worker"] }\n')

CHAIRED = duty("first", FIRST + BY_MANAGER) + duty("later", LATER + BY_WORKER)
TO_FAMILY = 'when = { event = "core_group_held", chair = "family_member" }\n'
NARROW, WIDE = duty("narrow", mini.TEN_DAYS), duty("wide", TWENTY_DAYS)

BANNED = mini.PLAN + 'forbid = "core_group_held"\nwithin = "3 weeks"\n'
# Without its end a plan that is ended and begun anew within the ten days would leave no day for the meeting.
ENDING = duty("narrow", mini.TEN_DAYS + 'until = "plan_discharged"\n')

PLANTED = (
    Planted(
        Kind.CONTRADICTION,
        duty("one", HELD + BY_MANAGER) + duty("other", HELD + BY_WORKER),
        ("one", "other"),
        duty("one", HELD + BY_MANAGER) + duty("other", HELD + BY_EITHER),
    ),
    Planted(
        Kind.TEMPORAL_CLASH,
        ENDING + duty("banned", BANNED),
        ("narrow", "banned"),
        ENDING + duty("banned", BANNED.replace("3 weeks", "1 week")),
    ),
    Planted(
        Kind.VACUOUS,
        duty("idle", TO_FAMILY + CHILD_THERE) + duty("chair", HELD + BY_MANAGER),
        ("idle", "chair"),
        duty("idle", TO_FAMILY.replace("family_member", "line_manager") + CHILD_THERE)
        + duty("chair", HELD + BY_MANAGER),
    ),
    Planted(
        Kind.VACUOUS,
        duty("idle", NEVER + "requires = { nth = 1 }\n"),
        ("idle",),
        duty("idle", 'when = "tac_held"\nrequires = { nth = 1 }\n'),
    ),
    Planted(
        Kind.VACUOUS,
        duty("passed-on", BY_OTHER + PASSED_ON) + CHAIRED_BY_US,
        ("passed-on", "chair"),
        duty("passed-on", BY_OTHER + PASSED_ON) + CHAIRED_BY_ANYBODY,
    ),
    Planted(
        Kind.VACUOUS,
        duty("handed-on", BY_OTHER + PASSED_ON, "should") + CHAIRED_BY_US,
        ("handed-on", "chair"),
        duty("handed-on", BY_OTHER + PASSED_ON) + CHAIRED_BY_US.replace('"must"', '"should"'),
    ),
    Planted(Kind.SHADOWED, CHAIRED_BY_US + UNLESS_BY_US, ("it", "chair"), CHAIRED_BY_ANYBODY + UNLESS_BY_US),
    Planted(
        Kind.REDUNDANT,
        duty("chair", HELD + BY_EITHER) + CHAIRED,
        ("chair", "first", "later"),
        duty("chair", HELD + BY_OTHERS) + CHAIRED,
    ),
    Planted(
        Kind.REDUNDANT,
        duty("sure", HELD + "requires = { any = [{ judged_quorate = true }, { judged_quorate = false }] }\n"),
        ("sure",),
        duty("sure", HELD + "requires = { judged_quorate = true }\n"),
    ),
    Planted(Kind.SHADOWED, NARROW + WIDE, ("wide", "narrow"), NARROW + duty("wide", REVIEW)),
    Planted(Kind.SHADOWED, NARROW + duty("twin", mini.TEN_DAYS), ("narrow", "twin"), NARROW + duty("twin", REVIEW)),
    Planted(
        Kind.STRENGTH_CLASH,
        NARROW + duty("wide", TWENTY_DAYS, "should"),
        ("wide", "narrow"),
        duty("narrow", mini.TEN_DAYS, "should") + WIDE,
    ),
    Planted(Kind.STRENGTH_CLASH, NARROW + duty("twin", mini.TEN_DAYS, "may"), ("twin", "narrow"), NARROW),
    Planted(Kind.OVERLAP, mini.TWO_EXCUSES, ("it",), THIRD_EXCUSE, ("delay", "risk")),
    Planted(Kind.OVERLAP, TWO_DIRECTIONS, ("it",), ONE_DIRECTION, ("chair", "also-chair")),
    Planted(Kind.OVERLAP, mini.TWO_POWERS, ("it",), ONE_POWER_LESS, ("chair", "manager")),
    Planted(
        Kind.NO_DEADLINE,
        duty("open", mini.NO_TIME_LIMIT),
        ("open",),
        duty("open", mini.NO_TIME_LIMIT + 'within = "1 week"\n'),
    ),
    Planted(
        Kind.NO_DEADLINE,
        duty("never", mini.PLAN + 'forbid = "record_disclosed"\n'),
        ("never",),
        duty("never", mini.PLAN + 'forbid = "record_disclosed"\nuntil = "plan_discharged"\n'),
    ),
    Planted(Kind.CONTRARY_TO_DUTY_GAP, NARROW, ("narrow",), NARROW + WIDE),
    Planted(
        Kind.CONTRARY_TO_DUTY_GAP,
        duty("hopeless", mini.PLAN + 'then = { event = "tac_held", on_plan = true }\nwithin = "1 week"\n'),
        ("hopeless",),
        duty("hopeless", mini.PLAN + "requires = { members_named = true }\n"),
    ),
    Planted(
        Kind.UNMONITORABLE,
        duty("chair", HELD + BY_MANAGER),
        ("chair",),
        duty("chair", HELD + BY_MANAGER) + duty("told", RECORDED),
        ("core_group_held.chair",),
    ),
)
