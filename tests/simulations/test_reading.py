from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from model import Fault
from simulations.reading import Reader


def read(table: dict[str, Any], asked: Callable[[Reader], object]) -> tuple[object, list[Fault]]:
    """What a reader gives, and the faults that it noted."""
    faults: list[Fault] = []
    return asked(Reader(table, "file.toml", faults)), faults


def closed(reader: Reader) -> None:
    """Asks for one key, and then says that there are no more."""
    reader.text("key", "")
    reader.close()


@pytest.mark.parametrize(
    ("asked", "limits", "value", "found"),
    [
        ("whole", (0, 3), 3, 3),
        ("share", (), 0.25, 0.25),
        ("share", (), 1, 1.0),
        ("text", (), "a", "a"),
        ("one_of", (("a", "b"),), "b", "b"),
        ("flag", (), True, True),
        ("day", (), date(2024, 2, 29), date(2024, 2, 29)),
        ("numbers", (0, 3), [1, 2.5], (1.0, 2.5)),
        ("span", (0, 9), [4, 9], (4, 9)),
        ("texts", (), ["x"], ("x",)),
    ],
)
def test_a_value_that_is_as_asked_is_taken(asked: str, limits: tuple[Any, ...], value: object, found: object) -> None:
    assert read({"key": value}, lambda reader: getattr(reader, asked)("key", *limits)) == (found, [])


@pytest.mark.parametrize(
    ("asked", "limits", "table", "code"),
    [
        ("whole", (0, 3), {}, "missing-key"),
        ("whole", (0, 3), {"key": 4}, "out-of-range"),
        ("whole", (0, 3), {"key": 2.5}, "bad-value"),
        ("whole", (0, 3), {"key": True}, "bad-value"),
        ("share", (), {"key": float("nan")}, "out-of-range"),
        ("share", (), {"key": -0.1}, "out-of-range"),
        ("text", (), {"key": 1}, "bad-value"),
        ("one_of", (("a", "b"),), {"key": "c"}, "unknown-word"),
        ("flag", (), {"key": 1}, "bad-value"),
        ("day", (), {"key": "2024-02-29"}, "bad-value"),
        ("numbers", (0, 3), {"key": [1, "2"]}, "bad-value"),
        ("span", (0, 9), {"key": [9, 4]}, "bad-span"),
        ("inner", (), {"key": 1}, "bad-value"),
        ("each", (), {"key": {}}, "bad-value"),
    ],
)
def test_every_other_value_is_one_fault_that_names_its_place(
    asked: str, limits: tuple[Any, ...], table: dict[str, Any], code: str
) -> None:
    _, faults = read(table, lambda reader: getattr(reader, asked)("key", *limits))
    assert [fault.code for fault in faults] == [code]
    assert faults[0].place == "file.toml, key"


def test_reading_goes_on_after_a_fault_so_that_all_are_told() -> None:
    def asked(reader: Reader) -> object:
        return reader.whole("one", 0, 3), reader.inner("two").share("three"), reader.texts("four")

    found, faults = read({"one": "x", "two": {"three": 7}, "four": 1}, asked)
    assert [fault.place for fault in faults] == ["file.toml, one", "file.toml, two, three", "file.toml, four"]
    assert found == (0, 0.0, ())


def test_an_unknown_key_is_told_with_the_key_that_was_probably_meant() -> None:
    _, faults = read({"kye": 3}, closed)
    assert [fault.code for fault in faults] == ["unknown-key"]
    assert "key" in faults[0].hint
