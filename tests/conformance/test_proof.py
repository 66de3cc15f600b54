"""What can be proved of a mutant that no case notices."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model.conformance.judging import days_of
from model.conformance.proof import Fate, fate
from model.conformance.rivals import Rival, concerned
from model.policy import Policy
from model.policy.parse import parse
from tests.conformance.mini_policy import loaded


def rival(policy: Policy, changed: Policy) -> Rival:
    return Rival("mutant", changed, days_of(changed), concerned(policy, changed))


def with_duty(policy: Policy, id: str, **changes: Any) -> Policy:
    """The policy with one duty changed."""
    duties = [{**one, **changes} if one["id"] == id else one for one in policy.tables["duty"]]
    return parse({**policy.tables, "duty": duties}, "mini")


@pytest.fixture(name="policy")
def mini(tmp_path: Path) -> Policy:
    return loaded(tmp_path)


def test_words_that_decide_nothing_make_no_difference(policy: Policy) -> None:
    assert fate(policy, rival(policy, with_duty(policy, "first", says="In other words."))) is Fate.SAME_WORDS


def test_an_end_of_what_is_required_at_once_breaches_nothing_else(policy: Policy) -> None:
    assert fate(policy, rival(policy, with_duty(policy, "named", until="case_closed"))) is Fate.SAME_BREACHES


def test_a_real_difference_stays_open(policy: Policy) -> None:
    assert fate(policy, rival(policy, with_duty(policy, "first", within="9 working days"))) is Fate.OPEN


def test_nothing_is_proved_across_calendars_or_of_many_duties(policy: Policy) -> None:
    other = rival(policy, with_duty(policy, "first", within="9 working days"))
    days = replace(days_of(policy), bank_holidays=frozenset())
    assert fate(policy, replace(other, calendar=days)) is Fate.OPEN
    assert fate(policy, replace(other, duties=("first", "named", "first"))) is Fate.OPEN
