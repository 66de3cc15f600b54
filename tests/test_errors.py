"""Faults and the error that carries them."""

import pytest

from model.errors import FAULTS_SHOWN, Fault, InvalidInput, report


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("bad", "is wrong"), "is wrong [bad]"),
        (Fault("bad", "is wrong", 3), "is wrong: '3' [bad]"),
        (Fault("bad", "is wrong", ""), "is wrong: '' [bad]"),
        (Fault("bad", "is wrong", place="a.toml, duty it"), "a.toml, duty it: is wrong [bad]"),
        (Fault("bad", "is wrong", hint="did you mean x?"), "is wrong (did you mean x?) [bad]"),
    ],
    ids=str,
)
def test_a_fault_is_told_with_what_is_known_of_it(fault: Fault, told: str) -> None:
    assert str(fault) == told


def test_an_error_carries_every_fault_in_its_order() -> None:
    faults = tuple(Fault("bad", f"number {number}") for number in range(3))
    assert InvalidInput(*faults).faults == faults
    assert str(InvalidInput(*faults)) == "number 0 [bad]\nnumber 1 [bad]\nnumber 2 [bad]"


@pytest.mark.parametrize("extra", [0, 1])
def test_a_long_report_shows_the_first_fifty_and_counts_the_rest(extra: int) -> None:
    lines = report(tuple(Fault("bad", f"number {number}") for number in range(FAULTS_SHOWN + extra))).splitlines()
    assert lines[:2] == ["number 0 [bad]", "number 1 [bad]"]
    assert lines[FAULTS_SHOWN:] == (["... and 1 more: 51 faults in all"] if extra else [])
