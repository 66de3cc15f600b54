"""A reader of one table of a scenario: it takes typed values out and notes every fault instead of stopping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any

from model import Fault, meant

MISSING = object()


def of_kind(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether a value is of one of some kinds; true is no number, and a moment is no day."""
    apart = [kind for kind in (bool, datetime) if isinstance(value, kind)]
    return isinstance(value, kinds) and all(kind in kinds for kind in apart)


class Reader:
    """One table, its place for error messages, and the faults found so far (shared by all readers of a file)."""

    def __init__(self, table: Mapping[str, Any], place: str, faults: list[Fault]) -> None:
        self.table = table
        self.place = place
        self.faults = faults
        self.asked: set[str] = set()

    def fault(self, code: str, fact: str, value: object, key: str, hint: str = "") -> None:
        """Notes a fault at a key."""
        self.faults.append(Fault(code, fact, value, f"{self.place}, {key}", hint))

    def get(self, key: str, kinds: tuple[type, ...], words: str, otherwise: Any) -> Any:
        """The value of a key, `otherwise` where it is missing or of another kind (a fault)."""
        self.asked.add(key)
        value = self.table.get(key, MISSING)
        if value is MISSING:
            if otherwise is MISSING:
                self.fault("missing-key", f"needs {words}", None, key)
            return otherwise
        if not of_kind(value, kinds):
            self.fault("bad-value", f"is not {words}", value, key)
            return otherwise
        return value

    def number(self, key: str, low: float, high: float, otherwise: Any = MISSING) -> float:
        """A number from `low` to `high`, both inclusive."""
        value = self.get(key, (int, float), f"a number from {low:,.10g} to {high:,.10g}", otherwise)
        return self.bounded(key, value, low, high)

    def whole(self, key: str, low: int, high: int, otherwise: Any = MISSING) -> int:
        """A whole number from `low` to `high`, both inclusive."""
        value = self.get(key, (int,), f"a whole number from {low} to {high}", otherwise)
        return int(self.bounded(key, value, low, high))

    def bounded(self, key: str, value: Any, low: float, high: float) -> float:
        """The value, a fault where it lies outside; `low` where there is none to go on with."""
        if value is MISSING:
            return low
        if not isfinite(value) or not low <= value <= high:
            self.fault("out-of-range", f"is not between {low:,.10g} and {high:,.10g}", value, key)
            return low
        return float(value)

    def share(self, key: str, otherwise: Any = MISSING) -> float:
        """A share from 0 to 1."""
        return self.number(key, 0, 1, otherwise)

    def text(self, key: str, otherwise: Any = MISSING) -> str:
        """A text."""
        value = self.get(key, (str,), "a text", otherwise)
        return "" if value is MISSING else str(value)

    def one_of(self, key: str, known: Sequence[str], otherwise: Any = MISSING) -> str:
        """A text out of `known`."""
        value = self.text(key, otherwise)
        if value not in known and value != otherwise:
            self.fault("unknown-word", "is none of the words that can stand here", value, key, meant(value, known))
        return value if value in known or value == otherwise else known[0]

    def flag(self, key: str, otherwise: bool = False) -> bool:
        """True or false."""
        return bool(self.get(key, (bool,), "true or false", otherwise))

    def day(self, key: str) -> date:
        """A day."""
        value = self.get(key, (date,), "a day such as 2023-04-01, without quotes", MISSING)
        return date(2000, 1, 1) if value is MISSING else value

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days, empty where it is missing."""
        return tuple(one for one in self.listed(key, (date,), "a list of days such as 2023-04-01, without quotes", ()))

    def texts(self, key: str, otherwise: Any = ()) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(one) for one in self.listed(key, (str,), "a list of texts", otherwise))

    def numbers(self, key: str, low: float, high: float, otherwise: Any = MISSING) -> tuple[float, ...]:
        """A list of numbers, each from `low` to `high`."""
        found = self.listed(key, (int, float), "a list of numbers", otherwise)
        return tuple(self.bounded(key, one, low, high) for one in found)

    def span(self, key: str, low: int, high: int, otherwise: Any = MISSING) -> tuple[int, int]:
        """Two whole numbers, the first not above the second; one number stands for both."""
        if isinstance(self.table.get(key), int) and not isinstance(self.table.get(key), bool):
            one = self.whole(key, low, high)
            return one, one
        found = [int(one) for one in self.numbers(key, low, high, otherwise)]
        if len(found) != 2 or found[0] > found[1]:
            self.fault("bad-span", "is not a pair [least, most]", self.table.get(key), key)
            return low, low
        return found[0], found[1]

    def listed(self, key: str, kinds: tuple[type, ...], words: str, otherwise: Any) -> tuple[Any, ...]:
        """A list whose entries are of some kinds."""
        value = self.get(key, (list, tuple), words, otherwise)
        if value is MISSING:
            return ()
        if not all(of_kind(one, kinds) for one in value):
            self.fault("bad-value", f"is not {words}", value, key)
            return ()
        return tuple(value)

    def inner(self, key: str) -> Reader:
        """The reader of a table inside; of an empty one where it is missing."""
        value = self.get(key, (dict,), "a table", MISSING if key not in self.table else {})
        return Reader({} if value is MISSING else value, f"{self.place}, {key}", self.faults)

    def optional(self, key: str) -> Reader:
        """As `inner`, and no fault where it is missing."""
        return Reader(self.get(key, (dict,), "a table", {}), f"{self.place}, {key}", self.faults)

    def each(self, key: str) -> list[Reader]:
        """The readers of a list of tables."""
        return [
            Reader(one, f"{self.place}, {key} {place}", self.faults)
            for place, one in enumerate(self.listed(key, (dict,), "a list of tables", ()), 1)
        ]

    def close(self) -> None:
        """A fault for every key that nobody asked for."""
        for key in self.table:
            if key not in self.asked:
                self.fault("unknown-key", "unknown key", key, key, meant(key, self.asked))
