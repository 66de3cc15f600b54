"""Replaying a history through the oracle: a witness where it says what the search said, an error where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from model.analysis.witness import Expected, Side, Witness, common_vocabulary, is_breach, plain
from model.events import Event
from model.findings import Judgement
from model.history import History
from model.history.written import record_of
from model.oracle import judge

CASE = "witness"


class Unconfirmed(Exception):
    """The oracle does not say what the search said: a fault of the program, never a result.

    The text holds the claim, the history, and for each side what the search and the oracle say.
    """


def confirmed(
    claim: str, events: Iterable[Event], sides: Sequence[Side], expected: Sequence[Expected], last: date
) -> Witness:
    """The witness for `claim`, judged on each day from the first event to `last` until all sides say what is expected.

    There is at least one event, and one of `expected` for each of `sides`. A missed deadline shows on the day after its
    due day, so `last` must not lie before that. Events after the day on which it shows are left out. Unconfirmed where
    no day shows it; InvalidInput where a day lies outside the calendar.
    """
    history = History.of(CASE, events, vocabulary=common_vocabulary(sides))
    for day in each_day(history.events[0].on, last):
        found = seen_on(day, claim, history, sides, expected)
        if found is not None:
            return found
    raise Unconfirmed(disagreement(claim, history, sides, expected, last))


def confirmed_on(
    day: date, claim: str, events: Iterable[Event], sides: Sequence[Side], expected: Sequence[Expected]
) -> Witness:
    """The same, judged on one day alone: for what shows where nothing is breached. Unconfirmed where it does not."""
    history = History.of(CASE, events, vocabulary=common_vocabulary(sides))
    found = seen_on(day, claim, history, sides, expected)
    if found is None:
        raise Unconfirmed(disagreement(claim, history, sides, expected, day))
    return found


def seen_on(
    day: date, claim: str, history: History, sides: Sequence[Side], expected: Sequence[Expected]
) -> Witness | None:
    """The witness on a day; None where some side does not say then what is expected of it."""
    judgements = tuple(judged(side, history, day) for side in sides)
    seen = history.view(day)
    if all(said.agrees(one, seen.events) for said, one in zip(expected, judgements, strict=True)):
        return Witness(claim, seen, tuple(sides), tuple(expected), day, judgements)
    return None


def each_day(first: date, last: date) -> Iterable[date]:
    """Each day from the first to the last, both inclusive."""
    return (first + timedelta(days=more) for more in range((last - first).days + 1))


def judged(side: Side, history: History, day: date) -> Judgement:
    """What the oracle says on a day of the events whose kinds the side's policy has, in the policy's own order."""
    own = History.of(history.case, side.knows(history.events), vocabulary=side.policy.vocabulary)
    return judge(own, side.policy, as_of=day)


def disagreement(claim: str, history: History, sides: Sequence[Side], expected: Sequence[Expected], last: date) -> str:
    """The two answers, side by side, as things stood on the last day."""
    lines = [f"not confirmed by the oracle up to {last}: {claim}", f"history: {text(record_of(history))}"]
    for side, said in zip(sides, expected, strict=True):
        judgement = judged(side, history, last)
        breached = sorted({one.duty for one in judgement.findings if is_breach(one)})
        arisen = sorted({one.duty for one in judgement.findings})
        found = text({"breached": breached, "triggered": arisen})
        lines.append(f"{side.label} ({side.name}): the search says {text(plain(said))}; the oracle says {found}")
    return "\n".join(lines)


def text(value: object) -> str:
    """A value as a line of JSON."""
    return msgspec.json.encode(value).decode()
