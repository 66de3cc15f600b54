"""What stands behind an answer is said in full, and what was only tried is never called searched."""

from datetime import date

from model.analysis.coverage import EARLY, Coverage
from model.analysis.search import explore
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from tests import miniatures as mini

FIRST, LAST = date(2015, 1, 1), date(2015, 1, 31)
NOTHING = Coverage(FIRST, LAST, england_and_wales().digest)
DEADLINE = unsplit([mini.policy(mini.PLAN + mini.MEET + 'within = "5 days"\n')], england_and_wales())


def test_both_ends_of_the_range_are_start_days() -> None:
    assert NOTHING.start_days == 31


def test_a_search_adds_its_states_transitions_and_assumptions() -> None:
    reach = explore(DEADLINE, FIRST, LAST, engine="plain")
    twice = NOTHING.with_search(DEADLINE, reach).with_search(DEADLINE, reach)
    assert (twice.states, twice.transitions) == (2 * reach.states, 2 * reach.transitions)
    assert twice.assumed == DEADLINE.assumed
    assert twice.exhaustive


def test_a_search_that_ended_early_says_so() -> None:
    reach = explore(DEADLINE, FIRST, date(2015, 1, 20), engine="plain")
    assert NOTHING.with_search(DEADLINE, reach).assumed[-1] == EARLY


def test_an_interrupted_search_is_not_exhaustive() -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    coverage = NOTHING.with_search(DEADLINE, explore(DEADLINE, FIRST, LAST, engine="plain", progress=stop))
    assert not coverage.exhaustive
    assert str(coverage).endswith("; not finished")


def test_what_was_only_tried_is_called_not_exhaustive() -> None:
    tried = NOTHING.with_more(Coverage(FIRST, LAST, NOTHING.digest, omitted={"a: b": "why"}, tried=7, events=3))
    assert not tried.exhaustive
    assert dict(tried.omitted) == {"a: b": "why"}
    assert "not exhaustive: small histories were tried (7 of at most 3 events)" in str(tried)
