"""Misjudged: right findings that are told otherwise, one verdict or one day taken for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from model.conformance.closed_days import DAY, easter_distance
from model.conformance.judging import Judging
from model.conformance.probe import Answered, Answers, Key, Probe
from model.conformance.suspects import Suspect, Transform, changing
from model.findings import Status
from model.policy import Policy

Change = Callable[[Probe, Answered], Answered | None]


def verdicts(policy: Policy, seen: Answered | None) -> Iterator[Suspect]:
    """Takes one verdict for another, or leaves a finding or a day out."""
    judge = partial(Judging.of, policy)
    for says, change in (*one_by_one(seen), *day_by_day()):
        yield Suspect(says, says, judge, transform=each(change))
    for says, transform in TOGETHER.items():
        yield Suspect(says, says, judge, transform=transform)
    yield changing("nothing", "gives no findings at all", policy, lambda judging: Judging.of(judging.policy, ()))


def one_by_one(seen: Answered | None) -> Iterator[tuple[str, Change]]:
    """What may become of a finding by itself."""
    yield "calls the due day itself too late", on_due_day
    yield "takes what was done late for done in time", forgiving
    for status in Status:
        if seen is not None and seen.status is not status:
            yield f"says {seen.status.value} where it is {status.value}", taken(status, seen.status)
        yield f"leaves out what is {status.value} (no finding)", left_out(status)
    yield "gives no due day", lambda _, one: replace(one, due=None)
    yield "gives no day on which it was done", lambda _, one: replace(one, done=None)


def day_by_day() -> Iterator[tuple[str, Change]]:
    """Due days that are a day off, all of them or those of one kind."""
    for by, says in ((DAY, "one day too late"), (-DAY, "one day too early")):
        yield f"gives every due day {says}", off(by, lambda _: True)
        for when, fits in DAYS.items():
            yield f"gives a due day {when} {says}", off(by, fits)


def off(by: timedelta, fits: Callable[[date], bool]) -> Change:
    """A due day that fits, so much later."""
    return lambda _, one: replace(one, due=one.due + by) if one.due and fits(one.due) else one


def left_out(status: Status) -> Change:
    """No finding where it is so."""
    return lambda _, one: None if one.status is status else one


def taken(old: Status, new: Status) -> Change:
    """One verdict for another."""
    return lambda _, one: replace(one, status=new) if one.status is old else one


def each(change: Change) -> Transform:
    """Answers with each of them changed, or left out."""

    def transform(probe: Probe, answers: Answers) -> Answers:
        new = ((key, change(probe, one)) for key, one in answers.items())
        return {key: one for key, one in new if one is not None}

    return transform


def on_due_day(probe: Probe, one: Answered) -> Answered:
    """Breached on the due day, not on the day after."""
    return replace(one, status=Status.BREACHED) if (one.status, one.due) == (Status.PENDING, probe.as_of) else one


def exclusive(probe: Probe, answers: Answers) -> Answers:
    """Done on the due day is late, but for what is due at once."""
    began = {event.id: event.on for event in probe.events}

    def late(key: Key, one: Answered) -> bool:
        return one.status is Status.MET and one.done == one.due != began[key[1]]

    return {key: replace(one, status=Status.BREACHED) if late(key, one) else one for key, one in answers.items()}


def first_only(_: Probe, answers: Answers) -> Answers:
    """The first occasion of every duty, by the order of the events."""
    first: dict[str, Key] = {}
    for key in answers:
        first.setdefault(key[0], key)
    return {key: answers[key] for key in first.values()}


def renumbered(step: int) -> Transform:
    """Answers under the names of the events so many places on."""

    def other(id: str) -> str:
        name = id.rstrip("0123456789")
        number = id.removeprefix(name)
        return f"{name}{int(number) + step}" if number else id

    return lambda _, answers: {(duty, other(trigger)): one for (duty, trigger), one in answers.items()}


def forgiving(_: Probe, one: Answered) -> Answered:
    """Met, however late."""
    return replace(one, status=Status.MET) if one.status is Status.BREACHED and one.done else one


def about_easter(day: date) -> bool:
    """From the week before Good Friday to the week after Easter Monday."""
    return easter_distance(day) <= 9 * DAY


DAYS: dict[str, Callable[[date], bool]] = {
    "about Easter": about_easter,
    "about Christmas": lambda day: (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 4),
    "at the end of a month": lambda day: (day + DAY).day == 1,
    "on the first of a month": lambda day: day.day == 1,
    "on a leap day": lambda day: (day.month, day.day) == (2, 29),
    "on a Monday": lambda day: day.isoweekday() == 1,
    "on a Friday": lambda day: day.isoweekday() == 5,
    "on a weekend": lambda day: day.isoweekday() > 5,
    "in a leap year": lambda day: day.year % 4 == 0,
}

TOGETHER: dict[str, Transform] = {
    "calls what was done on the due day too late (breached)": exclusive,
    "leaves out every occasion of a duty but the first (no finding)": first_only,
    "gives no finding on the event that triggered the duty, but on the one before it": renumbered(-1),
    "gives no finding on the event that triggered the duty, but on the one after it": renumbered(1),
}
