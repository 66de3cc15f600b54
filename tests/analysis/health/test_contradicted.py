"""Duties that cannot be kept together are given the name that fits them."""

from model.analysis.health import Ailment, Kind, check
from tests import miniatures as mini
from tests.analysis.health.planted import BANNED, BY_MANAGER, BY_WORKER, HELD, NARROW, duty
from tests.analysis.health.test_check import CALENDAR, FIRST, LAST


def called(text: str, kind: Kind) -> tuple[Ailment, ...]:
    return check(mini.policy(text), CALENDAR, FIRST, LAST, kinds=[kind]).ailments


def test_strengths_clash_where_a_must_and_a_should_contradict_each_other() -> None:
    (found,) = called(duty("one", HELD + BY_MANAGER) + duty("other", HELD + BY_WORKER, "should"), Kind.STRENGTH_CLASH)
    assert found.duties == ("one", "other")
    assert "core group held breaches one of these: one and other" in found.sentence


def test_strengths_clash_where_the_days_of_a_must_and_a_should_do_not_meet() -> None:
    (found,) = called(NARROW + duty("banned", BANNED, "should"), Kind.STRENGTH_CLASH)
    assert found.duties == ("narrow", "banned")


def test_a_contradiction_that_takes_a_fact_names_it() -> None:
    alone = 'when = { event = "core_group_held", family_present = false }\n'
    (found,) = called(duty("one", alone + BY_MANAGER) + duty("other", HELD + BY_WORKER), Kind.CONTRADICTION)
    assert "core group held, family present False breaches one of these" in found.sentence


def test_a_clash_of_days_is_shown_by_the_case_that_comes_to_it() -> None:
    (found,) = called(NARROW + duty("banned", BANNED), Kind.TEMPORAL_CLASH)
    assert found.witness is not None
    assert [event.type for event in found.witness.history.events] == ["icpc_held"]
    assert {one.duty for one in found.witness.judgements[0].findings} == {"narrow", "banned"}
