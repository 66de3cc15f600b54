"""The kinds of ailment that a policy can have, how grave each is and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Severity(Enum):
    """How grave an ailment is; `error`: the text cannot be kept, `warning`: mend it, `note`: know it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Kind(Enum):
    """What can be wrong with a policy; `model/analysis/HEALTH.md` defines each."""

    CONTRADICTION = "contradiction"
    TEMPORAL_CLASH = "temporal-clash"
    VACUOUS = "vacuous"
    REDUNDANT = "redundant"
    SHADOWED = "shadowed"
    STRENGTH_CLASH = "strength-clash"
    OVERLAP = "overlap"
    LAXER_THAN_BASE = "laxer-than-base"
    NO_DEADLINE = "no-deadline"
    CONTRARY_TO_DUTY_GAP = "contrary-to-duty-gap"
    UNMONITORABLE = "unmonitorable"

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return TABLE[self].severity


@dataclass(frozen=True)
class Entry:
    """The definition of a kind, its severity and the reason for that; `searched` where all histories are looked at."""

    severity: Severity
    definition: str
    reason: str
    searched: bool = True


TABLE: Mapping[Kind, Entry] = MappingProxyType(
    {
        Kind.CONTRADICTION: Entry(
            Severity.ERROR,
            "In some case in which nothing is breached, whatever is done about an event breaches one of some duties.",
            "Nobody can keep the text once that event has to happen.",
        ),
        Kind.TEMPORAL_CLASH: Entry(
            Severity.ERROR,
            "In some case in which nothing is breached yet, the days that some duties leave do not meet: whatever is"
            " done, unless the plan ends, breaches one.",
            "Nobody can keep the text in that case.",
        ),
        Kind.VACUOUS: Entry(
            Severity.WARNING,
            "No case that keeps the rest (the duties as strong as this one, or stronger) ever triggers the duty.",
            "Either its trigger is a slip, or it speaks only of what is to be done after a breach.",
        ),
        Kind.REDUNDANT: Entry(
            Severity.WARNING,
            "Whoever keeps some other duties (as strong as this one, or stronger) keeps this one; or nobody can"
            " break it at all.",
            "It adds nothing, and a change of it alone changes nothing.",
        ),
        Kind.SHADOWED: Entry(
            Severity.WARNING,
            "Whoever keeps one other duty of the same strength keeps this one, as where that has the narrower window.",
            "Readers see two limits where one counts; the wider one speaks only once the narrower is breached.",
        ),
        Kind.STRENGTH_CLASH: Entry(
            Severity.WARNING,
            "A duty is implied by one that is stronger, or it contradicts one of another strength.",
            "The weaker word offers a choice that the stronger one does not leave. That a stronger duty is implied by a"
            " weaker one (at least this, better that) is no clash.",
        ),
        Kind.OVERLAP: Entry(
            Severity.WARNING,
            "Two excuses forgive one duty, or two powers re-time it, in one case, and the text puts them in no order.",
            "The order of the file decides by which excuse or direction a case is judged.",
        ),
        Kind.LAXER_THAN_BASE: Entry(
            Severity.WARNING,
            "In some case a duty of the policy that this one extends is breached, and none of the same id or topic, as"
            " strong or stronger, that stands here.",
            "Who keeps this text breaks the one under it.",
        ),
        Kind.NO_DEADLINE: Entry(
            Severity.WARNING,
            "A response is asked for with no last day; or something is forbidden with neither a last day nor an end.",
            "Such a duty is never breached, or never done with.",
            searched=False,
        ),
        Kind.CONTRARY_TO_DUTY_GAP: Entry(
            Severity.NOTE,
            "In some case in which nothing but the duty is breached, no other duty with a due day asks for what was"
            " missed, or it can no longer happen.",
            "Few texts say what comes after a breach; what was missed can then stay undone for ever.",
        ),
        Kind.UNMONITORABLE: Entry(
            Severity.NOTE,
            "A duty turns on an attribute, and no duty demands that it is recorded.",
            "Where the record is silent the finding is unknown. What an entry on a list of items of a record covers,"
            " the program cannot tell.",
            searched=False,
        ),
    }
)
