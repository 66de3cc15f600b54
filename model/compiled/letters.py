"""A letter: one event that the conditions of the compiled duties can tell from every other event of its kind."""

from __future__ import annotations

from dataclasses import dataclass

from model.compiled.recipes import Recipe
from model.events import Value
from model.kinds import Chooser


@dataclass(frozen=True)
class Letter:
    """An event without its day: a kind, and attributes that are values or recipes for a day.

    `ago` is how many days ago the trigger was of which it speaks, None where it speaks of none.
    """

    kind: str
    attributes: tuple[tuple[str, Value | Recipe], ...]
    chosen_by: Chooser
    ago: int | None = None

    def __str__(self) -> str:
        told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.attributes)
        return f"{self.kind.replace('_', ' ')}{f' ({told})' if told else ''}"
