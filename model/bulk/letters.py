"""Letters: for each distinct event, whatever its days, one row of small numbers that says what it is to every duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.bulk.leaves import is_day
from model.bulk.places import MISSING, NO_PLAN, NOT_REQUIRED, NOT_SAID, PLAN, REQUIRED, SETS, Shorts
from model.bulk.questions import Question, Questions
from model.bulk.tables import Beyond
from model.calendar import Period
from model.compiled.walk import Asked, tests
from model.errors import InvalidInput
from model.events import Event, Value
from model.kinds import Kind
from model.policy.duty import Power

# So many rows are kept, of so many distinct events; then it begins anew.
MOST = 1 << 17
SMALLEST = 256
SOME_DAY = date(2015, 6, 15)
# What a letter is called that the arrays cannot hold.
NO_LETTER = -1

Key = tuple[object, ...]


@dataclass(frozen=True)
class Shape:
    """What matters of the events of a kind: attributes by value, and days.

    `compared` are the attributes in the columns of `values` from NAMED on, None where events of the kind have none;
    empty where they have none at all, and `nothing` stands for all columns.
    """

    plain: tuple[str, ...]
    days: tuple[str, ...]
    compared: tuple[str | None, ...]
    nothing: tuple[int, ...]


class Letters:
    """The rows of the letters, one for all events that are the same to every question; grows as events are met.

    `powers` are those of the policy, in the order of their columns.
    """

    def __init__(self, questions: Questions, powers: Iterable[Power], asked: Iterable[Question]) -> None:
        self._questions, self._powers = questions, tuple(powers)
        self.vocabulary, self.slots = questions.policy.vocabulary, questions.slots
        kinds = self.vocabulary.kinds
        self.kinds = {kind.name: number for number, kind in enumerate(kinds)}
        self._width = SETS + len(self._powers) + len(questions)
        wanted = self._wanted(asked)
        self.shapes = {kind.name: self._shape(kind, wanted.get(kind.name, {})) for kind in kinds}
        self.codes: dict[Value, int] = {}
        self.clear()

    @property
    def full(self) -> bool:
        """Whether it is time to begin anew."""
        return len(self.known) >= MOST

    def clear(self) -> None:
        """Forgets all letters: what was called by one has to be asked again."""
        self.rows: Shorts = np.zeros((SMALLEST, self._width), dtype=np.int16)
        self.known: dict[Key, int] = {}
        self._places: dict[bytes, int] = {}

    def _wanted(self, asked: Iterable[Question]) -> dict[str, dict[str, None]]:
        """The attributes of each kind that some question, power or step of the lifecycle looks at."""
        wanted: dict[str, dict[str, None]] = {"icpc_held": {"outcome": None}}
        wanted["section_47_concluded"] = {"icpc_required": None}
        for power in self._powers:
            for kind in power.kinds:
                wanted.setdefault(kind, {})[power.sets] = None
        for test in tests(Asked(one.event, one.condition) for question in asked for one in question):
            wanted.setdefault(test.kind, {})[test.attribute] = None
        return wanted

    def _shape(self, kind: Kind, wanted: Mapping[str, None]) -> Shape:
        columns = [name for name in self._questions.slots if name != "on"]
        compared = tuple(name if name in kind.attributes else None for name in columns)
        names = [name for name in wanted if name in kind.attributes]
        days = tuple(name for name in names if is_day(name, kind))
        plain = tuple(name for name in names if name not in days)
        return Shape(plain, days, compared if any(compared) else (), (MISSING,) * len(columns))

    def of(self, event: Event) -> int:
        """The letter of an event, NO_LETTER where the arrays cannot hold it."""
        shape, said = self.shapes[event.type], event.attributes.get
        key = (event.type, *map(said, shape.plain))
        if shape.days:
            key += tuple([said(name) is None for name in shape.days])
        letter = self.known.get(key)
        if letter is None:
            letter = self.known[key] = self.new(event)
        return letter

    def new(self, event: Event) -> int:
        """The letter of an event that was not met before, which may be that of others."""
        try:
            row = self._row(event)
        except (Beyond, InvalidInput):
            return NO_LETTER
        place = self._places.setdefault(row.tobytes(), len(self._places))
        if place == len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
        self.rows[place] = row
        return place

    def number(self, value: Value | None) -> int:
        """A value that is compared, as a number: days are ordinals."""
        if value is None:
            return MISSING
        return value.toordinal() if isinstance(value, date) else self.codes.setdefault(value, -1 - len(self.codes))

    def _row(self, event: Event) -> Shorts:
        row = np.zeros(self._width, dtype=np.int16)
        row[:SETS] = self.kinds[event.type], course(event)
        for number, power in enumerate(self._powers, SETS):
            period = event.get(power.sets)
            row[number] = MISSING if period is None else 1 + self._questions.tables.directed(Period.parse(str(period)))
        for question, truth in self._questions.answers(event):
            row[SETS + len(self._powers) + question] = truth
        return row


def course(event: Event) -> int:
    """What the lifecycle takes from an event."""
    if event.type == "icpc_held":
        outcome = event.get("outcome")
        return NOT_SAID if outcome is None else NO_PLAN if outcome == "no_plan" else PLAN
    if event.type == "section_47_concluded":
        required = event.get("icpc_required")
        return NOT_SAID if required is None else REQUIRED if required else NOT_REQUIRED
    return NOT_SAID
