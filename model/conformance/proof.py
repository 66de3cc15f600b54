"""Proofs about a rival of a policy that no case tells apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

from model.analysis.beside import Beside
from model.analysis.conflicts import Topic
from model.conformance.judging import days_of
from model.conformance.rivals import Rival
from model.policy import Policy

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
# Nearly all that can happen at all happens in a case that begins in these years; all of them would take minutes.
SEARCHED = date(2015, 1, 1), date(2016, 12, 31)
# A search over more duties at once takes longer than it is worth.
MOST_DUTIES = 2


class Fate(Enum):
    """What is known of a rival that no case tells apart."""

    SAME_WORDS = "nothing that decides over a finding differs"
    SAME_DAYS = f"only the way of counting differs, and gives the same due days for triggers from {FIRST} to {LAST}"
    SAME_BREACHES = (
        f"a search of all cases that begin from {SEARCHED[0]} to {SEARCHED[1]} finds none that breaches one and not "
        "the other; a day that is told may differ"
    )
    OPEN = "not known"


EQUIVALENT = (Fate.SAME_WORDS, Fate.SAME_DAYS)


def fate(policy: Policy, rival: Rival) -> Fate:
    """What can be proved of a rival that no case tells from the policy."""
    if not rival.duties:
        return Fate.SAME_WORDS
    if rival.calendar.digest != days_of(policy).digest:
        return Fate.OPEN
    beside = Beside((policy, rival.policy), ("policy", "mutant"), rival.calendar, FIRST, LAST)
    if all(beside.same(id) for id in rival.duties):
        return Fate.SAME_DAYS
    if len(rival.duties) > MOST_DUTIES:
        return Fate.OPEN
    places = tuple((side, id) for side in (0, 1) for id in rival.duties)
    found = Topic("mutant", replace(beside, first=SEARCHED[0], last=SEARCHED[1]), places).conflicts()
    searched = found.coverage.exhaustive and not found.coverage.omitted
    return Fate.SAME_BREACHES if searched and not found.conflicts else Fate.OPEN
