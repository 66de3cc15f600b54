"""What `transitions` does, pinned down, and what `arrows` makes of it."""

from enum import Enum

import pytest
from transitions import Machine, MachineError

from model.statemachine.arrows import Arrow, Carrier, Guard, fire, heard, shared_machine


class Door(Enum):
    OPEN = "open"
    SHUT = "shut"


class Hinge(Carrier[Door]):
    __slots__ = ("oiled", "squeaks")

    def __init__(self, *, oiled: bool) -> None:
        super().__init__(Door.SHUT)
        self.oiled = oiled
        self.squeaks = 0


def squeak(hinge: Hinge) -> None:
    hinge.squeaks += 1


OILED = Guard("oiled", "oiled", lambda hinge: hinge.oiled)
RUSTY = Guard("rusty", "rusty", lambda hinge: not hinge.oiled)
ARROWS = (
    Arrow("push", Door.SHUT, Door.OPEN, (OILED,)),
    Arrow("push", Door.SHUT, None, (RUSTY,), squeak),
    Arrow("pull", Door.OPEN, Door.SHUT),
    Arrow("lift", Door.SHUT, None, (OILED,)),
)


@pytest.fixture
def machine() -> Machine:
    return shared_machine(Door, Door.SHUT, ARROWS)


def test_transitions_finds_a_misspelt_guard_only_when_it_is_asked() -> None:
    machine = Machine(states=["a", "b"], initial="a", auto_transitions=False, send_event=True)
    machine.add_transition("go", "a", "b", conditions="no_such_guard")
    with pytest.raises(AttributeError, match="no_such_guard"):
        machine.events["go"].trigger(machine)


def test_a_trigger_without_an_arrow_from_the_state_raises(machine: Machine) -> None:
    with pytest.raises(MachineError):
        fire(machine, Hinge(oiled=True), "pull")


def test_a_trigger_whose_guards_fail_says_false_and_moves_nothing(machine: Machine) -> None:
    hinge = Hinge(oiled=False)
    assert fire(machine, hinge, "lift") is False
    assert hinge.state is Door.SHUT
    assert hinge.tried == [("oiled", False)]


def test_the_first_arrow_whose_guards_hold_is_taken_and_every_guard_asked_is_noted(machine: Machine) -> None:
    rusty, oiled = Hinge(oiled=False), Hinge(oiled=True)
    assert fire(machine, rusty, "push")
    assert fire(machine, oiled, "push")
    assert (rusty.state, rusty.squeaks, rusty.tried) == (Door.SHUT, 1, [("oiled", False), ("rusty", True)])
    assert (oiled.state, oiled.squeaks, oiled.tried) == (Door.OPEN, 0, [("oiled", True)])


def test_one_machine_moves_many_carriers_and_hangs_nothing_on_them(machine: Machine) -> None:
    hinges = [Hinge(oiled=True) for _ in range(3)]
    fire(machine, hinges[1], "push")
    assert [hinge.state for hinge in hinges] == [Door.SHUT, Door.OPEN, Door.SHUT]
    assert not hasattr(hinges[1], "__dict__")
    assert not hasattr(hinges[1], "push")
    assert machine.models == []


def test_a_trigger_may_be_called_state() -> None:
    machine = shared_machine(Door, Door.SHUT, [Arrow("state", Door.SHUT, Door.OPEN)])
    hinge = Hinge(oiled=True)
    fire(machine, hinge, "state")
    assert hinge.state is Door.OPEN


def test_what_is_heard_is_what_an_arrow_starts_with() -> None:
    assert heard(ARROWS) == {(Door.SHUT, "push"), (Door.OPEN, "pull"), (Door.SHUT, "lift")}


def test_a_guard_shows_its_name() -> None:
    assert repr(OILED) == "Guard(oiled)"
