"""While a campaign goes on the collector looks more seldom, and as often as before when it is over."""

import gc
from collections.abc import Iterator

import pytest

from model.conformance.litter import MANY, seldom_collected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("before", "within"), [(700, MANY), (2 * MANY, 2 * MANY), (0, 0)], ids=["usual", "more", "off"]
)
def test_it_never_looks_more_often_than_was_chosen(before: int, within: int) -> None:
    gc.set_threshold(before, 11, 12)
    with seldom_collected():
        assert gc.get_threshold() == (within, 11, 12)
    assert gc.get_threshold() == (before, 11, 12)


def test_it_looks_as_often_as_before_after_an_error() -> None:
    gc.set_threshold(700, 11, 12)
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == (700, 11, 12)
