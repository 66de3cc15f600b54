"""The compiled arrays are a third voice: on random walks they breach what the oracle finds breached, and when."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from model.calendar import england_and_wales
from model.compiled.compile import compile_policies, unsplit
from model.policy import Policy, load_policy, under
from tests import miniatures
from tests.agreement.walks import walked

NAMES = ("brent-2014", "york-2015", "working-together-2013")
CHOICES = [
    (name, reading.id, choice.id)
    for name in NAMES
    for reading in load_policy(name).readings
    for choice in reading.choices
    if choice.id != reading.default
]
MINIATURES = [
    pytest.param(text, id=name)
    for name, text in vars(miniatures).items()
    if name.isupper()
    and isinstance(text, str)
    and all(word in text for word in ("when = ", "\n"))
    and any(word in text for word in ("then = ", "forbid = ", "requires = "))
    and 'extends = "base"' not in text
]


def held(policies: Sequence[Policy], count: int, seed: int = 1) -> tuple[int, int]:
    parts = compile_policies(policies, england_and_wales())
    return walked(policies, parts, count, seed) if parts else (0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_arrays_and_oracle_breach_the_same_duties_on_the_same_day(name: str) -> None:
    held_against, broken = held([load_policy(name)], 400)
    assert held_against > 375
    assert broken > 50


@pytest.mark.slow
def test_two_policies_in_one_set_of_arrays_are_each_judged_as_alone() -> None:
    held_against, broken = held([load_policy("brent"), load_policy("york")], 400)
    assert held_against > 375
    assert broken > 50


@pytest.mark.parametrize(("name", "reading", "choice"), CHOICES)
def test_arrays_follow_every_reading(name: str, reading: str, choice: str) -> None:
    assert held([under(load_policy(name), {reading: choice})], 30)[0] > 25


@pytest.mark.parametrize("text", MINIATURES)
def test_arrays_and_oracle_agree_on_miniatures(text: str) -> None:
    policy = miniatures.policy(text)
    held_against, _ = held([policy], 15)
    assert (held_against > 0) == bool(compile_policies([policy], england_and_wales()))


def test_most_duties_of_the_built_in_policies_are_searched_and_the_rest_are_named_with_a_reason() -> None:
    for name in NAMES:
        policy = load_policy(name)
        parts = compile_policies([policy], england_and_wales())
        assert sum(len(part.demands) for part in parts) + len(parts[0].omitted) == len(policy.duties)
        assert set(parts[0].omitted.values()) <= {"it has no time limit"}


@pytest.mark.slow
def test_unsplit_and_split_arrays_hold_the_same_duties() -> None:
    policies = [load_policy("brent"), load_policy("york")]
    whole = unsplit(policies, england_and_wales(), demands=lambda _, duty: duty.topic in ("interval", "record"))
    split = compile_policies(
        policies, england_and_wales(), demands=lambda _, duty: duty.topic in ("interval", "record")
    )
    assert sorted((demand.policy, demand.duty.id) for demand in whole.demands) == sorted(
        (demand.policy, demand.duty.id) for part in split for demand in part.demands
    )
    assert len(split) > 1


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 12))
def test_arrays_and_oracle_agree_in_a_long_campaign(seed: int) -> None:
    for name in NAMES:
        held([load_policy(name)], 5_000, seed)
    held([load_policy("brent"), load_policy("york")], 5_000, seed)
