"""The hand-worked cases as values: a history, and what the texts say of it on some days."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from model.calendar import Period
from model.events import Event, Value
from model.history import History
from model.kinds import Attribute, Kind, Type
from model.policy import Policy, load_policy

FOLDER = Path(__file__).parent
SIDES = ("good", "bad")
HOLDS: dict[Type, type] = {
    Type.TEXT: str,
    Type.BOOLEAN: bool,
    Type.NUMBER: int,
    Type.DATE: date,
    Type.PERIOD: str,
    Type.TEXTS: list,
}

Status = Literal["pending", "met", "breached", "excused", "lapsed", "unknown", "no-occasion"]


class Expectation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One verdict typed by hand; a key that is not typed says that there is nothing: no due day, not done, not late.

    `no-occasion` says that the duty has no occasion of this number. `slack` is minus `late_by` where only that is
    typed; `strength` is compared only where it is typed.
    """

    as_of: date
    known_at: date | None = None
    duty: str
    occasion: int = 1
    status: Status
    due: date | None = None
    done: date | None = None
    slack: int | None = None
    late_by: int | None = None
    strength: str | None = None
    because: str

    @property
    def typed_slack(self) -> int | None:
        """Signed days between done and due, in the unit in which the due day is counted."""
        return -self.late_by if self.slack is None and self.late_by is not None else self.slack


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A `[[case]]` as it stands in a file."""

    id: str
    story: str
    policy: Literal["brent", "york", "working-together"]
    cites: tuple[str, ...]
    events: list[dict[str, Any]]
    expect: tuple[Expectation, ...]
    readings: dict[str, str] = {}
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One hand-worked case; `side` is `good` or `bad`, `file` its place below `tests/cases`.

    `refused` are the ids of the events that the lifecycle sets aside by the day of the last expectation.
    """

    id: str
    story: str
    policy: Policy
    cites: tuple[str, ...]
    readings: dict[str, str]
    history: History
    expect: tuple[Expectation, ...]
    refused: tuple[str, ...]
    side: str
    file: str


@lru_cache(maxsize=1)
def all_cases() -> tuple[Case, ...]:
    """Every case of both sides in the order of the files; ValueError where a file is wrong or an id is there twice."""
    paths = [path for side in SIDES for path in sorted((FOLDER / side).rglob("*.toml"))]
    return distinct(case for path in paths for case in cases_of(path))


def distinct(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases; ValueError where two have one id."""
    found = tuple(cases)
    twice = [id for id, count in Counter(case.id for case in found).items() if count > 1]
    if twice:
        raise ValueError(f"ids of more than one case: {', '.join(twice)}")
    return found


def cases_of(path: Path) -> list[Case]:
    """The cases of one file; ValueError with the place of what is wrong."""
    return read_cases(path.read_text(encoding="utf-8"), path.relative_to(FOLDER).as_posix())


def read_cases(text: str, file: str) -> list[Case]:
    """The cases of a text that stands in `file`; ValueError with the place of what is wrong."""
    try:
        tables = tomllib.loads(text)
        if set(tables) != {"case"}:
            raise ValueError(f"a file of cases holds [[case]] and nothing else, not {sorted(tables)}")
        return [built(msgspec.convert(one, Written), file) for one in tables["case"]]
    except ValueError as error:
        raise ValueError(f"tests/cases/{file}: {error}") from error


def built(written: Written, file: str) -> Case:
    """The case with its history."""
    policy = load_policy(written.policy)
    try:
        events = [event(table, policy) for table in written.events]
        check(written, policy)
    except ValueError as error:
        raise ValueError(f"case {written.id}: {error}") from error
    return Case(
        id=written.id,
        story=written.story,
        policy=policy,
        cites=written.cites,
        readings=written.readings,
        history=History.of(written.id, events, vocabulary=policy.vocabulary),
        expect=written.expect,
        refused=written.refused,
        side=file.split("/", maxsplit=1)[0],
        file=file,
    )


def check(written: Written, policy: Policy) -> None:
    """ValueError for what could make a case pass for the wrong reason: twin ids, unknown names, nothing expected."""
    named = [table["id"] for table in written.events if "id" in table]
    strange = {one.duty for one in written.expect} - set(policy.duty_ids)
    if len(named) != len(set(named)):
        raise ValueError(f"an id of two events among {named}")
    if strange:
        raise ValueError(f"no duty of {policy.id}: {sorted(strange)}")
    if not set(written.refused) <= set(named):
        raise ValueError(f"refused events need an id of their own: {written.refused}")
    if not written.expect:
        raise ValueError("expects nothing")


def event(table: dict[str, Any], policy: Policy) -> Event:
    """An event; ValueError for a kind or attribute that the policy's vocabulary has not, or a value of another type."""
    told = dict(table)
    type, on, id, recorded_on = (told.pop(key, None) for key in ("type", "on", "id", "recorded_on"))
    if type not in policy.vocabulary.by_name or not plain_day(on) or not plain_day(recorded_on or on):
        raise ValueError(f"no kind of event, or no day: {table}")
    kind = policy.vocabulary.by_name[type]
    attributes = {name: value_of(kind, name, value) for name, value in told.items()}
    return Event(type=type, on=on, attributes=attributes, id=id or "", recorded_on=recorded_on)


def value_of(kind: Kind, name: str, value: Any) -> Value:
    """An attribute's value, a list as a tuple."""
    if name not in kind.attributes or not fits(kind.attributes[name], value):
        raise ValueError(f"{kind.name} holds no such attribute or value: {name} = {value!r}")
    return tuple(value) if isinstance(value, list) else value


def fits(attribute: Attribute, value: Any) -> bool:
    """Whether a value is of the attribute's type and one of its choices."""
    if not isinstance(value, HOLDS[attribute.type]) or isinstance(value, datetime):
        return False
    if attribute.type is Type.PERIOD:
        Period.parse(str(value))
    entries = value if isinstance(value, list) else [value]
    return not attribute.choices or set(entries) <= set(attribute.choices)


def plain_day(value: object) -> bool:
    """Whether a value is a day without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)
