"""A provision decides where a duty is breached with it and not without it, or the other way about."""

from datetime import date

from model.analysis.beside import Beside
from model.analysis.decisive import Decisive
from model.analysis.provisions import DEFINITION, EXCUSE, POWER, Provision
from model.calendar import england_and_wales
from tests import miniatures as mini
from tests.analysis.test_conflicts import AGAIN, DEFINED, DELAY, DIRECTION, QUORATE, SOON

MANAGED = SOON.replace('"core_group_held"', '{ event = "core_group_held", chair = "line_manager" }')
IT = (0, "it"), (1, "it")


def decisive(a: str, b: str, sort: str, id: str) -> Decisive:
    pair = mini.policy(a if "[[" in a else mini.duty(a)), mini.policy(b if "[[" in b else mini.duty(b))
    first, last = date(2015, 1, 1), date(2015, 1, 20)
    beside = Beside(pair, ("A", "B"), england_and_wales(), first, last, "plain", until=last)
    return Decisive(beside, IT, Provision(sort, id))


def kinds(found: Decisive, side: int) -> list[list[str]]:
    return [[event.type for event in events] for events in found.histories((side, "it"))]


def test_an_excuse_of_the_other_side_decides_where_that_alone_spares_it() -> None:
    found = decisive(mini.duty(MANAGED), mini.duty(SOON) + DELAY, EXCUSE, "delay")
    assert (found.changes(0), found.changes(1)) == (False, True)
    assert kinds(found, 0) == [["icpc_held", "core_group_delay_authorised"]]


def test_an_excuse_never_decides_that_its_own_side_breaches() -> None:
    assert kinds(decisive(mini.duty(MANAGED), mini.duty(SOON) + DELAY, EXCUSE, "delay"), 1) == []


def test_a_power_of_the_side_that_breaches_decides_where_it_shortens_the_time() -> None:
    found = decisive(mini.duty(AGAIN) + DIRECTION, mini.duty(AGAIN), POWER, "direction")
    assert kinds(found, 0) == [["icpc_held", "chair_direction_given", "core_group_held"]]


def test_a_word_changes_both_sides() -> None:
    judged, counted = DEFINED + "judged_quorate = true\n", DEFINED + "family_present = true\n"
    found = decisive(QUORATE + judged, QUORATE + counted, DEFINITION, "quorate")
    assert (found.changes(0), found.changes(1)) == (True, True)
    assert kinds(found, 0) == [["icpc_held", "core_group_held"]]
