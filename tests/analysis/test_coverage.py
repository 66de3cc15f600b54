"""What stands behind an answer is said in full, and what was only tried is never called searched."""

from dataclasses import replace
from datetime import date, timedelta

from model.analysis.coverage import EARLY, Coverage
from model.analysis.following import Followed
from model.analysis.search import NO_ROOM, explore
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from tests import miniatures as mini

FIRST, LAST = date(2015, 1, 1), date(2015, 1, 31)
FOLLOWED = Followed.of(LAST, england_and_wales(), 5)
NOTHING = Coverage(FIRST, LAST, FOLLOWED, england_and_wales().digest)
DEADLINE = unsplit([mini.policy(mini.PLAN + mini.MEET + 'within = "5 days"\n')], england_and_wales())


def test_both_ends_of_the_range_are_start_days() -> None:
    assert NOTHING.start_days == 31


def test_a_search_adds_its_states_transitions_and_assumptions() -> None:
    reach = explore(DEADLINE, FIRST, FOLLOWED.end, engine="plain")
    twice = NOTHING.with_search(DEADLINE, reach).with_search(DEADLINE, reach)
    assert (twice.states, twice.transitions) == (2 * reach.states, 2 * reach.transitions)
    assert twice.assumed == DEADLINE.assumed
    assert twice.exhaustive


def test_a_search_that_ended_early_says_so() -> None:
    reach = explore(DEADLINE, FIRST, FOLLOWED.end - timedelta(days=1), engine="plain")
    assert NOTHING.with_search(DEADLINE, reach).assumed[-1] == EARLY


def test_an_interrupted_search_is_not_exhaustive() -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    coverage = NOTHING.with_search(DEADLINE, explore(DEADLINE, FIRST, LAST, engine="plain", progress=stop))
    assert not coverage.exhaustive
    assert "; not finished: the search was stopped" in str(coverage)


def test_what_was_only_tried_is_called_not_exhaustive() -> None:
    tried = NOTHING.with_more(
        Coverage(FIRST, LAST, FOLLOWED, NOTHING.digest, omitted={"a: b": "why"}, tried=7, events=3)
    )
    assert not tried.exhaustive
    assert dict(tried.omitted) == {"a: b": "why"}
    assert "not exhaustive: small histories were tried (7 of at most 3 events)" in str(tried)


def test_what_ended_a_search_is_said_with_how_far_it_had_come() -> None:
    reach = explore(DEADLINE, FIRST, FOLLOWED.end, engine="plain")
    for stopped, told in (
        ("interrupted", "the search was stopped, only what happens before 2015-01-11 was searched"),
        (NO_ROOM, "memory ran out, only what happens before 2015-01-11 was searched: choose fewer days, or a higher"),
    ):
        coverage = NOTHING.with_search(DEADLINE, replace(reach, finished=False, stopped=stopped, days=10))
        assert [why.startswith(told) for why in coverage.unfinished] == [True]
        assert str(coverage).endswith(f"; not finished: {coverage.unfinished[0]}")


def test_what_did_not_come_to_its_end_is_said_once() -> None:
    once = NOTHING.without_end("it is too large")
    assert once.without_end("it is too large").with_more(once).unfinished == ("it is too large",)
    assert once.without_end("") is once
    assert not once.finished
