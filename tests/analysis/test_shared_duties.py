"""Duties that two policies have alike are searched once, and a breach of one counts for both."""

from datetime import date

import pytest

from model.analysis.beside import Beside, Part
from model.analysis.compare import Relation, compare
from model.calendar import england_and_wales
from model.compiled import packing
from tests import miniatures as mini

ENGLAND = england_and_wales()
DAY = date(2015, 1, 5)
SEEN = mini.duty(mini.PLAN + 'then = "child_seen"\nwithin = "2 days"\ntopic = "x"\n', "seen")


def meets(days: int) -> str:
    return mini.duty(f'{mini.PLAN}{mini.MEET}within = "{days} days"\ntopic = "x"\n', "meets")


SOON, LATER = mini.policy(SEEN + meets(6)), mini.policy(SEEN + meets(8))
PLACES = tuple((side, id) for side in (0, 1) for id in ("seen", "meets"))


def test_what_both_have_alike_is_searched_once_and_counts_for_both() -> None:
    part = Part.of(Beside((SOON, LATER), ("A", "B"), ENGLAND, DAY, DAY), PLACES)
    assert (len(part.compiled.demands), part.shared) == (3, ("seen",))
    assert part.bits(0, "seen") == part.bits(1, "seen") == part.bits(0) & part.bits(1)
    assert part.bits(0, "meets") & part.bits(1) == 0
    assert part.bits(0) | part.bits(1) == 0b111


def test_where_all_differ_nothing_is_shared() -> None:
    part = Part.of(Beside((SOON, LATER), ("A", "B"), ENGLAND, DAY, DAY), PLACES[1::2])
    assert (len(part.compiled.demands), part.shared, part.bits(0) & part.bits(1)) == (2, (), 0)


def test_a_topic_of_which_all_duties_are_needed_fits_where_those_that_are_alike_are_searched_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Three clocks of 3, 4 and 2 bits fit with what of the past counts, and not another one of 2 bits.
    monkeypatch.setattr(packing, "BITS", 11)
    (cell,) = compare(SOON, LATER, ENGLAND, DAY, DAY).cells
    assert (cell.relation, cell.coverage.unfinished) == (Relation.A_STRICTER, ())
    (conflict,) = cell.conflicts
    assert (conflict.duty, [event.type for event in conflict.events]) == ("meets", ["icpc_held", "child_seen"])
