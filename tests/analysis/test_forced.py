"""What cannot be kept is shown by what chair and circumstance do, not by what the agency need not have done."""

from datetime import date, timedelta

import pytest

from model.analysis import forced as module
from model.analysis.adversity import Adversity
from model.analysis.following import Followed
from model.analysis.forced import at_once, forced
from model.analysis.keep import Kept, survived
from model.analysis.witness import Witness
from model.calendar import england_and_wales
from model.compiled.compile import compile_policies
from tests.miniatures import BACKWARD, MEET, PLAN, policy

CALENDAR = england_and_wales()
MONDAY, WEDNESDAY = date(2015, 1, 5), date(2015, 1, 7)
ENDS = 'until = "plan_discharged"\n'
TWO = PLAN + MEET + 'within = "2 working days"\n' + ENDS
# The agency's own meeting calls for a visit before it.
VISITS = 'when = "core_group_held"\nthen = "child_seen"\nwithin = "1 week before"\n'


def part(text: str, failures: int) -> Kept:
    (compiled,) = compile_policies([policy(text)], CALENDAR)
    found = survived(compiled, MONDAY, WEDNESDAY, Adversity(), (failures,))
    assert found.against
    return found


def shown(text: str, failures: int) -> Witness | None:
    return forced(part(text, failures), Adversity(failures=failures))


def test_a_part_is_shown_by_what_circumstance_does_after_which_nothing_helps() -> None:
    found = shown(TWO, 2)
    assert found is not None
    assert [(event.type, event.on) for event in found.history.events] == [("icpc_held", MONDAY)]
    assert found.claim == (
        "From 2015-01-05 on nothing saves it, if 2 more attempts can fail, though nothing is breached yet."
    )
    assert found.expected[0].doomed


def test_what_comes_without_warning_and_is_breached_at_once_is_shown_breached() -> None:
    found = shown(BACKWARD, 0)
    assert found is not None
    assert found.history.events[-1].type == "rcpc_held"
    day = found.history.events[-1].on
    assert found.claim == f"What happens on {day} breaches it on that very day, and comes without warning."
    assert found.parts_on == day + timedelta(days=1)
    assert [one.status.value for one in found.findings(0)] == ["breached"]


def test_what_the_agency_does_itself_or_lets_pass_shows_nothing() -> None:
    (compiled,) = compile_policies([policy(VISITS)], CALENDAR)
    followed = Followed.of(WEDNESDAY, CALENDAR, 30)
    chosen = Kept(("it",), MONDAY, WEDNESDAY, against=("it",), part=compiled, followed=followed)
    assert at_once(chosen) is None
    late = part(TWO, 2)
    assert at_once(late) is None


def test_where_no_case_is_as_short_none_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "losses", lambda *_: iter(()))
    monkeypatch.setattr(module, "shortest", lambda *_, **__: None)
    assert shown(TWO, 2) is None
