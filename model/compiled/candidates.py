"""Candidates: the values of an attribute that the tests of a policy can tell apart, those that pass first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations, islice

from model.compiled.recipes import Later, OfLatest, OfTrigger, Own, Recipe
from model.compiled.walk import Test
from model.events import Value
from model.kinds import Attribute, Type
from model.policy.values import Apart, Between, Counts, Includes, NoneOf, OneOf, Present, SameAs, ValueTest

Candidate = Value | Recipe | None
AGENCIES = ("health", "education", "police", "probation", "housing", "voluntary_sector")
OTHER_PERIODS = tuple(f"{weeks} weeks" for weeks in range(2, 60))
OTHER_TEXTS = ("something_else", *(f"something_else_{number}" for number in range(2, 60)))
# A day that is nobody's: long before the case, so that it equals no day inside it.
ELSEWHERE = Own(-5000)


def candidates(attribute: Attribute, found: Iterable[Test]) -> tuple[Candidate, ...]:
    """The values to try; None (not recorded) where a test asks for it."""
    listed = list(found)
    values = list(chain.from_iterable(of_test(test) for test in listed))
    values += lists(attribute, [test.test for test in listed])
    values += others(attribute, [test.test for test in listed])
    if any(isinstance(test.test, Present) for test in listed):
        values += [None] if [value for value in values if value is not None] else [example(attribute), None]
    return tuple(dict.fromkeys(values))


def of_test(found: Test) -> Iterator[Candidate]:
    """The values on both sides of one test."""
    match found.test:
        case OneOf(choices) | NoneOf(choices):
            yield from choices
        case Between(low, high):
            yield from (bound for bound in (low, high) if bound is not None)
            yield from (beyond(bound, step) for bound, step in ((low, -1), (high, 1)) if bound is not None)
        case Apart(_, low, high, count):
            way = count or found.way
            yield from (Later(bound, way) for bound in (low, high) if bound is not None)
            yield from (Later(bound, way, step) for bound, step in ((low, -1), (high, 1)) if bound is not None)
        case SameAs():
            if found.asker is None:
                yield OfTrigger()
                yield ELSEWHERE
        case _:
            pass


def beyond(bound: float | date, step: int) -> Value:
    """The next number or day on the far side of a bound."""
    return bound + timedelta(days=step) if isinstance(bound, date) else bound + step


def lists(attribute: Attribute, asked: Sequence[ValueTest]) -> list[tuple[str, ...]]:
    """Lists that hold every set of the entries asked for, and of every size that a test tells from the next.

    The fullest come first; the last of a size holds one entry twice, or those that do not count.
    """
    wanted = [set(test.items) for test in asked if isinstance(test, Includes)]
    counts = [test for test in asked if isinstance(test, Counts)]
    if not wanted and not counts:
        return []
    named = set().union(*wanted, *(test.other_than for test in counts))
    sizes = sorted({size for test in counts for size in told_apart(test)}, reverse=True)
    names = [name for name in attribute.choices or AGENCIES if name not in named]
    if not attribute.choices:
        names += [f"agency_{number}" for number in range(1, max(sizes, default=0) + 1)]
    found: list[tuple[str, ...]] = []
    for some in (set().union(*some) for size in range(len(wanted), -1, -1) for some in combinations(wanted, size)):
        base = tuple(sorted(some))
        found += [(*base, *names[: max(0, size - len(base))]) for size in sizes or [0]]
    found += [(name,) * size for name in names[:1] for size in sizes if size > 1]
    return found + [(*names[:1], *test.other_than) for test in counts if test.other_than]


def told_apart(test: Counts) -> set[int]:
    """Numbers of entries: one too few, just enough, as many as allowed, and one too many."""
    bounds = (bound for bound in (test.low, test.high) if bound is not None)
    return {size for bound in bounds for size in (bound - 1, bound, bound + 1) if size >= 0}


def others(attribute: Attribute, asked: Sequence[ValueTest]) -> list[Candidate]:
    """One value that no test names, where the tests name values."""
    named = [value for test in asked if isinstance(test, OneOf | NoneOf) for value in test.choices]
    return list(islice((value for value in unnamed(attribute, named) if value not in named), 1)) if named else []


def unnamed(attribute: Attribute, named: Sequence[Value]) -> Iterable[Value]:
    """Values of which one is not among those named, where the attribute can hold one."""
    if attribute.choices or attribute.type is Type.BOOLEAN:
        return attribute.choices or (True, False)
    if attribute.type in (Type.NUMBER, Type.DATE):
        return [beyond(max(named), 1)]  # type: ignore[arg-type]
    return OTHER_PERIODS if attribute.type is Type.PERIOD else OTHER_TEXTS


def example(attribute: Attribute) -> Candidate:
    """Some value of the attribute's type."""
    plain: dict[Type, Candidate] = {
        Type.TEXT: attribute.choices[0] if attribute.choices else "something",
        Type.BOOLEAN: True,
        Type.NUMBER: 1,
        Type.DATE: Own(7),
        Type.PERIOD: "4 weeks",
        Type.TEXTS: ("something",),
    }
    return plain[attribute.type]


def asked_day(found: Test) -> tuple[str, Recipe] | None:
    """What a test inside `latest` compares with: an attribute of the asking event, and how to match it."""
    if found.asker is None or not isinstance(found.test, SameAs) or found.test.attribute == "on":
        return None
    return found.test.attribute, OfLatest(found.kind, found.attribute)
