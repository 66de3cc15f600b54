"""Miniatures that come to the right findings and then tell something else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec

from model.conformance.messages import ENCODER, Answer, Answers, Run, Runs, Told
from model.findings import Status
from tests.conformance.miniatures.miniature import Asked, Miniature, Voice

Change = Callable[[Told, date], Told | None]


def each(change: Change) -> Callable[[Asked, Answer], Answer]:
    """Answers with every finding changed, or left out; the change sees the day that was asked for."""

    def spoils(asked: Asked, answer: Answer) -> Answer:
        changed = (change(one, asked.as_of) for one in answer.findings or ())
        return told(answer, (one for one in changed if one is not None))

    return spoils


def told(answer: Answer, findings: Iterator[Told]) -> Answer:
    """The answer with other findings, where it has any."""
    return answer if answer.findings is None else msgspec.structs.replace(answer, findings=tuple(findings))


def taken_for(status: Status, other: Status) -> Change:
    """Tells one status as another."""
    return lambda one, _as_of: msgspec.structs.replace(one, status=other) if one.status is status else one


def exclusive(asked: Asked, answer: Answer) -> Answer:
    """Done on the due day is too late, but for what is due at once."""
    begun = {event["id"]: event["on"] for event in asked.history}

    def late(one: Told, _as_of: date) -> Told:
        too_late = one.status is Status.MET and one.done == one.due and str(one.due) != begun[one.trigger]
        return msgspec.structs.replace(one, status=Status.BREACHED) if too_late else one

    return each(late)(asked, answer)


def impatient(one: Told, as_of: date) -> Told:
    """Too late on the due day already."""
    late = one.status is Status.PENDING and one.due == as_of
    return msgspec.structs.replace(one, status=Status.BREACHED) if late else one


def first_only(_asked: Asked, answer: Answer) -> Answer:
    """The first occasion of every duty."""
    by_duty = groupby(sorted(answer.findings or (), key=attrgetter("duty")), attrgetter("duty"))
    return told(answer, (next(found) for _, found in by_duty))


def shifted(one: Told, _as_of: date) -> Told:
    """Events are numbered from 0."""
    return msgspec.structs.replace(one, trigger=f"e{int(one.trigger.removeprefix('e')) - 1}")


def sometimes(_asked: Asked, answer: Answer) -> Answer:
    """One time in ten, a finding is lost."""
    findings = answer.findings or ()
    return told(answer, iter(findings[1:] if random.random() < 0.1 else findings))


def twice(_asked: Asked, answer: Answer) -> Answer:
    """The first finding is told twice."""
    findings = answer.findings or ()
    return told(answer, iter((*findings[:1], *findings)))


def careless(asked: Asked, answer: Answer) -> Answer:
    """Cannot do without the outcome of a conference."""
    for event in asked.history:
        if event["type"] == "icpc_held" and event.get("outcome") is None:
            return Answer(answer.seq, errored=True, context={"message": "KeyError: 'outcome'"})
    return answer


def tangled(place: int) -> Callable[[Voice, Any, bytes], None]:
    """Gives no findings at one place of every line with several histories, from 0."""

    def sends(voice: Voice, asked: Run | Runs, line: bytes) -> None:
        if isinstance(asked, Runs) and len(asked.runs) > place:
            answers = msgspec.json.decode(line, type=Answers).answers
            lost = msgspec.structs.replace(answers[place], findings=())
            line = ENCODER.encode(Answers((*answers[:place], lost, *answers[place + 1 :])))
        voice.tell(line)

    return sends


class Leaky:
    """Once it has seen a core group, it gives no finding on the next history."""

    def __init__(self) -> None:
        self.full = False

    def __call__(self, asked: Asked, answer: Answer) -> Answer:
        was, self.full = self.full, any(event["type"] == "core_group_held" for event in asked.history)
        return told(answer, iter(())) if was else answer


VERDICTS: tuple[Miniature, ...] = (
    Miniature(
        "exclusive-due-day",
        "says that what was done on the due day is late",
        ("calls what was done on the due day too late (breached)",),
        spoils=exclusive,
    ),
    Miniature(
        "impatient",
        "says on the due day that it is breached",
        ("calls the due day itself too late",),
        spoils=each(impatient),
    ),
    Miniature(
        "lapsed-as-breached",
        "says of what has lapsed that it is breached",
        ("says breached where it is lapsed",),
        spoils=each(taken_for(Status.LAPSED, Status.BREACHED)),
    ),
    Miniature(
        "unknown-as-breached",
        "takes what is not recorded for not done",
        ("says breached where it is unknown",),
        spoils=each(taken_for(Status.UNKNOWN, Status.BREACHED)),
    ),
    Miniature(
        "only-what-is-decided",
        "leaves out what is still pending",
        ("leaves out what is pending (no finding)",),
        spoils=each(lambda one, _as_of: None if one.status is Status.PENDING else one),
    ),
    Miniature(
        "forgets-second",
        "tells only the first occasion of a duty",
        ("leaves out every occasion of a duty but the first (no finding)",),
        spoils=first_only,
    ),
    Miniature(
        "wrong-id",
        "names another event than the one that triggered the duty",
        ("gives no finding on the event that triggered the duty, but on the one before it",),
        spoils=each(shifted),
    ),
    Miniature(
        "flaky",
        "gives another answer one time in ten",
        ("does not answer the same every time it is asked the same",),
        spoils=sometimes,
    ),
    Miniature("says-twice", "tells one finding twice", ("gave two findings on one occasion",), spoils=twice),
    Miniature(
        "second-of-several",
        "loses the findings of the second history on a line",
        ("answers differently as the 2nd of several on one line than by itself",),
        sends=tangled(1),
    ),
    Miniature(
        "keeps-something",
        "keeps something of a history that it was asked before",
        ("answers differently once it has answered another history",),
        spoils=Leaky(),
        batch=1,
    ),
    Miniature(
        "no-outcome",
        "fails where an outcome was not recorded",
        ("says that it met an error: KeyError: 'outcome'",),
        spoils=careless,
    ),
)
