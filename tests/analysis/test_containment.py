"""What Hypothesis finds lies inside what the exhaustive search has found: two ways to the same conflicts."""

from datetime import date
from functools import lru_cache

import pytest

from model.analysis.compare import Comparison, compare
from model.calendar import england_and_wales
from model.policy import load_policy
from tests.analysis.conflicts_by_hypothesis import Pair, found

SIDES = ("brent", "york")
WEEKS = (date(2015, 1, 1), date(2015, 2, 15))


@lru_cache(maxsize=2)
def searched(days: tuple[date, date] | None = None) -> Comparison:
    """The comparison, over every start day or over some."""
    a, b = (load_policy(name) for name in SIDES)
    return compare(a, b, england_and_wales(), *(days or ()))


def conflicting(comparison: Comparison) -> set[Pair]:
    """The topics with the policy that alone is breached, as the search found them."""
    return {(conflict.topic, SIDES[conflict.side]) for conflict in comparison.conflicts}


@pytest.mark.slow
def test_what_one_seed_finds_the_search_over_some_weeks_has_found() -> None:
    by_chance = set(found([0], 20))
    assert len(by_chance) > 5
    assert by_chance <= conflicting(searched(WEEKS))


@pytest.mark.slow
def test_what_many_seeds_find_the_search_over_all_start_days_has_found() -> None:
    by_chance = set(found(range(4), 400))
    assert len(by_chance) > 10
    assert by_chance <= conflicting(searched())


@pytest.mark.slow
def test_a_few_weeks_show_every_topic_and_side_that_all_start_days_show() -> None:
    assert conflicting(searched(WEEKS)) == conflicting(searched())
