"""An event: a dated fact of one kind, with typed attributes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec

Value = bool | int | float | str | date | tuple[str, ...]
NOTHING: Mapping[str, Value] = MappingProxyType({})


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A dated fact of one kind; attributes that were not recorded are absent.

    `recorded_on` is the day on which it got into the record, `on` where it is None.
    """

    type: str
    on: date
    attributes: Mapping[str, Value] = NOTHING
    id: str = ""
    recorded_on: date | None = None

    def get(self, name: str) -> Value | None:
        """The attribute's value, the event's day for `on`, None where it was not recorded."""
        return self.on if name == "on" else self.attributes.get(name)

    @property
    def known_on(self) -> date:
        """The day from which the record shows this event."""
        return self.recorded_on or self.on
