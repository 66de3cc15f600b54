"""A signal ends a campaign wherever it is, and says which one it was."""

import signal

import pytest

from model.conformance.stopped import Stopped, stop


@pytest.mark.parametrize(("one", "says"), [(signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "SIGTERM")])
def test_the_handler_says_which_signal_it_was(one: signal.Signals, says: str) -> None:
    with pytest.raises(Stopped, match=says) as caught:
        stop(one.value, None)
    assert caught.value.signal is one


def test_who_waits_for_ctrl_c_hears_of_it() -> None:
    assert issubclass(Stopped, KeyboardInterrupt)
