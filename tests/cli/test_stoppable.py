"""Signals that end a command early: heard inside the block, and as before after it."""

import os
import signal
from collections.abc import Iterator

import pytest

from model.cli.stoppable import ENDING, stoppable
from model.conformance.stopped import Stopped


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = [(one, signal.getsignal(one)) for one in ENDING]
    yield
    for one, handler in before:
        signal.signal(one, handler)


@pytest.mark.parametrize("one", ENDING)
def test_a_signal_inside_the_block_stops_it(one: signal.Signals) -> None:
    signal.signal(one, signal.SIG_DFL)
    with pytest.raises(Stopped) as caught, stoppable():
        os.kill(os.getpid(), one)
    assert caught.value.signal is one
    assert signal.getsignal(one) is signal.SIG_DFL


@pytest.mark.parametrize("one", ENDING)
def test_a_signal_that_is_ignored_stays_so(one: signal.Signals) -> None:
    signal.signal(one, signal.SIG_IGN)
    with stoppable():
        os.kill(os.getpid(), one)
        assert signal.getsignal(one) is signal.SIG_IGN
    assert signal.getsignal(one) is signal.SIG_IGN
