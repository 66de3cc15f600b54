"""The smoke test is short and holds every status that can come up."""

from model.conformance.smoke import smoke
from model.findings import Status
from tests.conformance.systems import DUTIES, judging, york


def test_it_begins_with_nothing_and_one_event_and_then_shows_every_status() -> None:
    probes = list(smoke(york(), DUTIES))
    assert [len(one.events) for one in probes[:2]] == [0, 1]
    assert len(probes) <= 8
    shown = {told.status for one in probes for told in judging().told(one.events, one.as_of)}
    assert shown == set(Status) - {Status.EXCUSED}


def test_it_is_the_same_every_time() -> None:
    assert list(smoke(york(), DUTIES)) == list(smoke(york(), DUTIES))
