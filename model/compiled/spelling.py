"""Spelling: a policy compiled over events that somebody else chose, each letter in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from model.calendar import Calendar
from model.compiled.compile import assembled
from model.compiled.compiled import Compiled
from model.compiled.control import Control
from model.compiled.letters import Letter
from model.compiled.minimal import classes
from model.compiled.recipes import OfTrigger
from model.compiled.work import Work, gathered
from model.errors import Fault, InvalidInput
from model.events import Value
from model.policy import Duty, Policy, Strength

Wanted = Callable[[int, Duty], bool]
Attributes = Sequence[tuple[str, Value]]
Told = tuple[str, Attributes, str]


def every(_policy: int, _duty: Duty) -> bool:
    """Every duty."""
    return True


def spelled(policy: Policy, calendar: Calendar, events: Sequence[Told], *, demands: Wanted = every) -> Compiled:
    """The policy over exactly these events, in one `Compiled` whose columns stand in their order.

    An event is its kind, its attributes, and the attribute that names the day of the trigger that it answers, or "".
    Such an event stands for every age of the trigger of which it speaks: its `answers` is 2 whatever the age. Only the
    kinds of event among these ever happen. InvalidInput with every kind and attribute that the policy does not know;
    other errors as for `compile_policies`.
    """
    faults = [fault for event in events for fault in unknown(policy, *event)]
    if faults:
        raise InvalidInput(*dict.fromkeys(faults))
    return placed(policy, calendar, [letter_of(policy, *event) for event in events], demands)


def unknown(policy: Policy, kind: str, attributes: Attributes, tied: str) -> Iterator[Fault]:
    """A fault where the policy has no such kind, and for each attribute that the kind does not have."""
    known = policy.vocabulary.by_name.get(kind)
    if known is None:
        yield Fault("unknown-kind", "the policy has no such kind of event", kind)
        return
    for name in (*dict(attributes), *([tied] if tied else [])):
        if name not in known.attributes:
            yield Fault("unknown-attribute", "this kind of event has no such attribute", name, kind)


def letter_of(policy: Policy, kind: str, attributes: Attributes, tied: str) -> Letter:
    """The letter of an event."""
    chosen_by = policy.vocabulary.by_name[kind].chosen_by
    if tied:
        return Letter(kind, (*attributes, (tied, OfTrigger())), chosen_by, ago=0)
    return Letter(kind, tuple(attributes), chosen_by)


def placed(policy: Policy, calendar: Calendar, letters: Sequence[Letter], demands: Wanted = every) -> Compiled:
    """The policy over these letters, each in its place."""
    work = gathered([policy], calendar, demands, Strength.MAY, True)
    by_kind = sorted(range(len(letters)), key=lambda place: policy.vocabulary.rank[letters[place].kind])
    return in_place(over(work, [letters[place] for place in by_kind]), by_kind)


def over(work: Work, letters: Sequence[Letter]) -> Compiled:
    """The arrays over letters in the order of their kinds."""
    control = Control(work.policies, work.calendars, work.clocked, letters)
    classed = classes(control.rows, control.night)
    chosen = [classed.index(number) for number in range(max(classed) + 1)]
    rows = [control.rows[place] for place in chosen]
    night = [classed[control.night[place]] for place in chosen]
    return assembled(work, work.clocked, tuple(letters), rows, night, classed)


def in_place(compiled: Compiled, order: Sequence[int]) -> Compiled:
    """The same with its letters where the caller put them; `groups` is empty, for kinds need not stand together."""
    back = [order.index(place) for place in range(len(order))]
    columns = ("after", "broken", "touched", "answers", "ends", "excuses", "starts")
    moved = {name: getattr(compiled, name)[:, back] for name in columns}
    return replace(compiled, letters=tuple(compiled.letters[place] for place in back), groups=(), **moved)
