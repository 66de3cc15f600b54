"""What does not fit in one state is searched with fewer occasions at once, and says so where that loses something."""

from datetime import date

import pytest

from model.analysis import room
from model.analysis.beside import Beside, Part
from model.analysis.room import TooLarge, fits, fitted, fitting, narrowed
from model.calendar import england_and_wales
from model.compiled import packing
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from model.errors import Fault, InvalidInput
from tests import miniatures as mini

AGAIN = 'when = "core_group_held"\nthen = "core_group_held"\nuntil = "plan_discharged"\n'
LATE = AGAIN + 'between = ["4 weeks", "6 weeks"]\n'
LATER = AGAIN + 'between = ["5 weeks", "8 weeks"]\n'


def together(*texts: str) -> Compiled:
    return unsplit([mini.policy(text) for text in texts], england_and_wales())


def test_two_windows_that_open_late_fit_with_fewer_occasions_at_once() -> None:
    whole = together(LATE, LATER)
    assert not fits(whole)
    part = fitted(whole)
    assert fits(part)
    assert [clock.places for clock in part.clocks] == [2, 2]
    assert [clock.slot for clock in part.clocks] == [0, 4]
    assert "for want of room at most 2 occasions of one duty run at once" in part.assumed
    assert sum("run at once" in one for one in part.assumed) == 1


def test_what_fits_stays_as_it_is() -> None:
    whole = together(LATE)
    assert fitted(whole) is whole
    assert narrowed(whole, 3) is whole


def test_what_fits_with_no_number_of_places_has_the_fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "BITS", 8)
    assert [clock.places for clock in fitted(together(LATE, LATER)).clocks] == [1, 1]


def test_a_search_that_loses_occasions_says_what_it_lacks() -> None:
    days = date(2015, 1, 1), date(2015, 1, 31)
    pair = mini.policy(LATE), mini.policy(LATER)
    part = Part.of(Beside(pair, ("A", "B"), england_and_wales(), *days), ((0, "it"), (1, "it")))
    assert part.reach.finished
    assert part.lacks == (
        "all that it can demand at once does not fit in one state: cases were searched in which no more than 2 of a "
        "duty's occasions run at once; compare fewer of these duties for the whole"
    )
    alone = Part.of(Beside(pair, ("A", "B"), england_and_wales(), *days), ((0, "it"),))
    assert alone.lacks == ""


@pytest.mark.parametrize("code", sorted(room.TOO_LARGE))
def test_what_is_too_large_is_told_with_what_to_restrict(code: str) -> None:
    with pytest.raises(TooLarge, match=r"^it is large \(restrict it\); so is this$"), fitting():
        raise InvalidInput(Fault(code, "it is large", hint="restrict it"), Fault(code, "so is this"))


def test_what_is_wrong_stays_wrong() -> None:
    with pytest.raises(InvalidInput, match="not a day"), fitting():
        raise InvalidInput(Fault("state-too-large", "it is large"), Fault("outside-calendar", "not a day"))
