"""The oracle gives every verdict that was worked by hand under a miniature."""

from collections import Counter

import pytest

from tests import miniatures
from tests.oracle.worked import WORKED, Worked

IDS = [f"{number} {worked.shows}" for number, worked in enumerate(WORKED)]


@pytest.mark.parametrize("worked", WORKED, ids=IDS)
def test_the_verdict_is_the_one_worked_by_hand(worked: Worked) -> None:
    policy = miniatures.policy(worked.policy)
    assert miniatures.verdicts(policy, worked.lines, worked.as_of, worked.known_at) == list(worked.findings)


def test_every_status_occurs_among_them() -> None:
    statuses = Counter(finding.split()[0] for worked in WORKED for finding in worked.findings)
    assert set(statuses) == {"pending", "met", "breached", "excused", "lapsed", "unknown"}


def test_every_miniature_has_a_case() -> None:
    parts = {"HEAD", "DUTY", "PLAN", "MEET", "SUPERVISIONS", "BRIEFING", "QUORUM", "SIX_WEEKS", "BASE", "LOCAL"}
    names = {name for name, text in vars(miniatures).items() if name.isupper() and isinstance(text, str)} - parts
    used = {worked.policy for worked in WORKED}
    assert [name for name in sorted(names) if getattr(miniatures, name) not in used] == []
