"""The bulk judge beside the oracle: every field of every finding that the arrays hold."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from model.bulk import bulk, kernel, lifecycle, occasions, scan, truths, verdicts, write
from model.bulk.bulk import STATUSES, Asked, Bulk
from model.bulk.kernel import FIRST, GOOD
from model.bulk.places import (
    DOUBT,
    DUE_DAY,
    DUTY,
    EXCUSE,
    HISTORY,
    LAPSE,
    OCCASION,
    POWER,
    RESPONSE,
    STATUS,
    TRIGGER,
)
from model.conformance.generator import histories
from model.conformance.judging import Judging, days_of
from model.errors import InvalidInput
from model.findings import Finding
from model.history import History
from model.oracle.case import Case
from model.oracle.finding import why_unknown
from model.oracle.judge import findings
from model.policy import Policy
from tests.strategies import Question, read_so

KERNEL: tuple[ModuleType, ...] = (truths, lifecycle, occasions, verdicts, scan, write, kernel, bulk)
FIELDS = ("duty", "occasion", "status", "due", "done", "trigger", "response", "excuse", "lapse", "power", "why")


def interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the kernel as plain Python, which is slow, and which a measurement of coverage sees."""
    for module in KERNEL:
        for name, value in list(vars(module).items()):
            if hasattr(value, "py_func"):
                monkeypatch.setattr(module, name, value.py_func)


def bulk_of(policy: Policy) -> Bulk:
    return Bulk(policy, days_of(policy))


def plans(policy: Policy, seed: int, count: int) -> list[Asked]:
    """Random histories near the limits of a policy, and wild ones."""
    return [(one.events, one.as_of) for one in histories(policy, seed, count)]


def by_definition(policy: Policy, asked: Asked) -> list[tuple[Any, ...]] | None:
    """What the oracle says, None where the calendar does not reach."""
    judging, (events, as_of) = Judging.of(policy), asked
    try:
        judging.calendar.inside(as_of)
        case = Case(History(case="", events=tuple(events)).view(as_of), policy, judging.calendar)
        return [told(one) for one in findings(policy.duties, case, as_of)]
    except InvalidInput:
        return None


def told(finding: Finding) -> tuple[Any, ...]:
    return tuple(getattr(finding, name) for name in FIELDS)


def in_bulk(judge: Bulk, asked: Sequence[Asked]) -> list[list[tuple[Any, ...]] | None]:
    """What the bulk judge says of each history, None of those that it leaves to the oracle."""
    letters, values, ends = judge.encoded(asked)
    found: list[list[tuple[Any, ...]]] = [[] for _ in asked]
    for row in judge.found(letters, values, ends).tolist():
        number = row[HISTORY]
        found[number].append(fields(judge, asked[number], int(ends[number, FIRST]), row))
    return [one if good else None for one, good in zip(found, ends[:, GOOD].tolist(), strict=True)]


def fields(judge: Bulk, asked: Asked, first: int, row: Sequence[int]) -> tuple[Any, ...]:
    events, duty = asked[0], judge.duties[row[DUTY]]
    names = {
        at: None if row[at] < 0 else events[row[at] - first].id for at in (TRIGGER, RESPONSE, EXCUSE, LAPSE, POWER)
    }
    due = date.fromordinal(row[DUE_DAY]) if row[DUE_DAY] else None
    done = None if row[RESPONSE] < 0 else events[row[RESPONSE] - first].on
    why = None if row[DOUBT] < 0 else why_unknown(duty, row[DOUBT] - first, Whole(judge.book.policy, events))  # type: ignore[arg-type]
    own = (duty.id, row[OCCASION], STATUSES[row[STATUS]], due, done)
    return (*own, *(names[at] for at in (TRIGGER, RESPONSE, EXCUSE, LAPSE, POWER)), why)


class Whole:
    """As much of a case as `why_unknown` asks for, over all events, refused ones among them."""

    def __init__(self, policy: Policy, events: Sequence[Any]) -> None:
        self.policy, self.events = policy, events

    def event(self, place: int) -> Any:
        return self.events[place]


def assert_equal(policy: Policy, asked: Sequence[Asked], judge: Bulk | None = None) -> int:
    """Both say the same of each history that the bulk judge takes on; how many that are."""
    taken = 0
    for one, said in zip(asked, in_bulk(judge or bulk_of(policy), asked), strict=True):
        if said is not None:
            taken += 1
            assert said == by_definition(policy, one), one
    return taken


def by_policy(questions: Iterable[Question]) -> Iterator[tuple[Policy, list[Asked]]]:
    """The histories of some questions, by the policy and how it is read."""
    groups: dict[tuple[object, ...], tuple[Policy, list[Asked]]] = {}
    for one in questions:
        group = groups.setdefault((one.policy, one.readings), (read_so(one), []))
        group[1].append((one.history.events, one.as_of))
    yield from groups.values()
