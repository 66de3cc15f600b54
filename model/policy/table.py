"""One table of a policy file, read key by key; every fault goes to one list, with file, key and likely mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from model.calendar import Period
from model.errors import Fault, InvalidInput, meant

E = TypeVar("E", bound=Enum)


def plain_day(value: Any) -> Any:
    """A day without its hour, where the file wrote one; anything else as it is."""
    return value.date() if isinstance(value, datetime) else value


class Table:
    """Reads `tables[...]` at `place`; `faults` collects what is wrong. Keys never asked for are faults (`close`).

    What is no table is one fault, and then read as an empty one that needs nothing.
    """

    def __init__(self, tables: Any, place: str, faults: list[Fault]) -> None:
        self.place = place
        self.faults = faults
        self.asked: set[str] = set()
        self.broken = not isinstance(tables, Mapping)
        if self.broken:
            self.fault("not-a-table", "must be a table of keys", tables)
        self.tables: Mapping[str, Any] = {} if self.broken else tables

    def fault(self, code: str, fact: str, value: object = None, hint: str = "", key: str = "") -> None:
        """Notes a fault at this table, or at one of its keys."""
        place = f"{self.place}, {key}" if key else self.place
        self.faults.append(Fault(code, fact, value, place, hint))

    def holds_table(self, value: object, key: str) -> bool:
        """Whether the value, or entry of a list, under `key` is a table; a fault where it is none."""
        if isinstance(value, Mapping):
            return True
        self.fault("not-a-table", "must be a table of keys", value, key=key)
        return False

    def __contains__(self, key: str) -> bool:
        return key in self.tables

    def get(self, key: str) -> Any:
        """The raw value, None where the key is absent."""
        self.asked.add(key)
        return self.tables.get(key)

    def _typed(self, key: str, kind: type, what: str, default: Any, needed: bool) -> Any:
        value = self.get(key)
        if value is None:
            self.need(needed and not self.broken, key, what)
            return default
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.fault("wrong-type", f"must be {what}", value, key=key)
        return default

    def need(self, lacking: bool, key: str, what: str) -> None:
        """A fault where the key is `lacking`."""
        if lacking:
            self.fault("missing-key", f"needs {key!r}, {what}")

    def text(self, key: str, default: str = "", needed: bool = False) -> str:
        """A text; one that is needed is not empty."""
        self.need(needed and self.tables.get(key) == "", key, "a text")
        return str(self._typed(key, str, "a text", default, needed))

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        return bool(self._typed(key, bool, "true or false", default, False))

    def number(self, key: str) -> int | None:
        """A whole number, None where absent."""
        value: int | None = self._typed(key, int, "a whole number", None, False)
        return value

    def day(self, key: str, default: date, needed: bool = False) -> date:
        """A day, such as 2014-12-03."""
        day: date = plain_day(self._typed(key, date, "a day such as 2014-12-03, without quotes", default, needed))
        return day

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days."""
        values = self._typed(key, list, "a list of days", [], False)
        if all(isinstance(value, date) for value in values):
            return tuple(plain_day(value) for value in values)
        self.fault("wrong-type", "must be a list of days such as 2014-12-03, without quotes", values, key=key)
        return ()

    def texts(self, key: str, needed: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        values = self._typed(key, list, "a list of texts", [], needed)
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        self.fault("wrong-type", "must be a list of texts", values, key=key)
        return ()

    def some(self, key: str, what: str) -> tuple[str, ...]:
        """A list of texts, at least one; `what` each of them is."""
        if self.tables.get(key) == []:
            self.fault("empty-list", f"needs at least one {what}", key=key)
        return self.texts(key, needed=True)

    def one_of(self, key: str, choices: type[E], default: E, needed: bool = False) -> E:
        """A text that is the value of an Enum."""
        value = self.text(key, needed=needed)
        if not value:
            return default
        known = {choice.value: choice for choice in choices}
        if value not in known:
            self.fault("unknown-value", "is none of the known values", value, meant(value, known), key)
        return known.get(value, default)

    def period(self, key: str) -> Period | None:
        """A period such as `10 working days`, None where absent or faulty."""
        value = self.text(key)
        return self.parsed_period(value, key) if value else None

    def parsed_period(self, value: object, key: str) -> Period | None:
        """The text as a period; a fault and None where it is none."""
        try:
            return Period.parse(str(value))
        except InvalidInput as error:
            for fault in error.faults:
                self.fault(fault.code, fault.fact, fault.value, fault.hint, key)
            return None

    def many(self, key: str) -> list[Any]:
        """A list, or one thing as a list of one; empty where absent."""
        value = self.get(key)
        if value is None:
            return []
        return value if isinstance(value, list) else [value]

    def sub(self, value: Any, name: str) -> Table:
        """A table inside this one, called `name` in faults."""
        return Table(value, f"{self.place}, {name}", self.faults)

    def inner(self, key: str) -> Table:
        """The table under `key`, an empty one where the key is absent."""
        value = self.get(key)
        return self.sub({} if value is None else value, key)

    def each(self, key: str, name: str = "id") -> Iterator[Table]:
        """Every table of a list, called by its name or, where it has none, its number."""
        for number, value in enumerate(self.many(key), 1):
            named = value.get(name) if isinstance(value, Mapping) else None
            yield self.sub(value, f"{key} {named or f'number {number}'}")

    def pass_over(self) -> None:
        """Asks for every key: a table that cannot be understood has no unknown ones."""
        self.asked.update(self.tables)

    def close(self, *more: str) -> None:
        """Every key that nobody asked for is a fault; `more` are keys that are known but belong to somebody else."""
        known = self.asked | set(more)
        for key in self.tables:
            if key not in known:
                self.fault("unknown-key", "unknown key", key, meant(key, known))
