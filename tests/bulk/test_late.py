from threading import Event

import pytest

from model.bulk import late as module
from model.bulk.late import Late


def test_it_is_made_when_it_was_asked_for_often_enough() -> None:
    made = Event()

    def make() -> str:
        made.set()
        return "it"

    late = Late(make, 2)
    assert late.get(2) is None
    assert not made.is_set()
    assert late.get() == "it", "what is soon there is waited for"


def test_what_takes_long_is_done_without_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SOON", 0.01)
    go = Event()

    def make() -> str:
        assert go.wait(20)
        return "it"

    late = Late(make, 0)
    assert late.get() is None
    go.set()
    assert late.wait() == "it"
    assert late.get() == "it"


def test_who_waits_for_it_has_it_at_once() -> None:
    late = Late(lambda: "it", 100)
    assert late.wait() == "it"
    assert Late[str](lambda: None, 0).wait() is None


def test_what_cannot_be_compiled_is_done_without() -> None:
    def fails() -> str:
        raise RuntimeError("cannot cache function: no locator available")

    assert Late(fails, 0).wait() is None
