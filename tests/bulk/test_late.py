from threading import Event

from model.bulk.late import Late


def test_it_is_made_when_it_was_asked_for_often_enough() -> None:
    made = Event()

    def make() -> str:
        made.set()
        return "it"

    late = Late(make, 2)
    assert late.get(2) is None
    assert not made.is_set()
    late.get()
    assert made.wait(20)
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
