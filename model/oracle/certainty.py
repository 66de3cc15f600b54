"""What is certain over many readings of one policy, and what depends on which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

import msgspec

from model.findings import Finding
from model.history import History
from model.kinds import ON_PLAN
from model.oracle.judge import judge
from model.policy import Policy, Strength, under
from model.policy.policy import Reading

Assignment = tuple[str, ...]


class When(NamedTuple):
    """At which days, and from which strength on, the findings are asked for."""

    as_of: date | None
    known_at: date | None
    strength: Strength


class Certainty(msgspec.Struct, frozen=True, kw_only=True):
    """One occasion of a duty over all assignments of the readings that can touch it.

    `default` is the finding under the default readings (None where the occasion arises only under others), `statuses`
    every status it takes (and "no occasion" where it arises only under some), `certain` whether that is one wherever
    it arises, `decided_by` the smallest set of readings that decides, and `due_days` every due day.
    """

    duty: str
    trigger: str
    default: Finding | None
    statuses: tuple[str, ...]
    certain: bool
    decided_by: tuple[str, ...]
    due_days: tuple[date, ...]
    assignments: int


def over_readings(
    history: History,
    policy: Policy,
    readings: Iterable[str] | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
    strength: Strength = Strength.MAY,
) -> tuple[Certainty, ...]:
    """Every occasion of every duty over all choices of `readings` (default: all), others at default.

    Exact: for each duty every combination of the choices that can touch it is judged. KeyError where there is no such
    reading.
    """
    chosen = policy.readings if readings is None else [policy.reading(id) for id in readings]
    at = When(as_of, known_at, strength)
    return tuple(found for duty in every_duty(policy, chosen) for found in of_duty(history, policy, duty, chosen, at))


def every_duty(policy: Policy, readings: Iterable[Reading]) -> tuple[str, ...]:
    """The ids of the duties of the policy, and of those that only some choice adds."""
    read_so = (under(policy, {reading.id: choice.id}) for reading in readings for choice in reading.choices)
    return tuple(dict.fromkeys((*policy.duty_ids, *(id for one in read_so for id in one.duty_ids))))


def of_duty(history: History, policy: Policy, duty: str, readings: Sequence[Reading], at: When) -> Iterator[Certainty]:
    """The occasions of one duty; only the readings that change it are combined."""
    relevant = [reading for reading in readings if touches(reading, policy, duty)]
    judged = {
        choices: by_trigger(history, alone(policy, relevant, choices, duty), at)
        for choices in product(*([choice.id for choice in reading.choices] for reading in relevant))
    }
    usual = judged[tuple(reading.default for reading in relevant)]
    for trigger in sorted({trigger for found in judged.values() for trigger in found}, key=history_order(history)):
        yield certainty(duty, trigger, usual.get(trigger), relevant, judged)


def certainty(
    duty: str,
    trigger: str,
    usual: Finding | None,
    readings: Sequence[Reading],
    judged: Mapping[Assignment, Mapping[str, Finding]],
) -> Certainty:
    """One occasion over all assignments."""
    answers = {choices: found.get(trigger) for choices, found in judged.items()}
    arising = {choices: one.status.value for choices, one in answers.items() if one is not None}
    deciding = smallest_deciding(arising, len(readings))
    nowhere = ["no occasion"] if len(arising) < len(answers) else []
    return Certainty(
        duty=duty,
        trigger=trigger,
        default=usual,
        statuses=(*sorted(set(arising.values())), *nowhere),
        certain=not deciding,
        decided_by=tuple(readings[place].id for place in deciding),
        due_days=tuple(sorted({one.due for one in answers.values() if one is not None and one.due is not None})),
        assignments=len(judged),
    )


def smallest_deciding(answers: Mapping[Assignment, str], readings: int) -> tuple[int, ...]:
    """The fewest places of an assignment that fix the answer, the earliest such set where there are several."""
    places = range(readings)
    return next(
        chosen for size in range(readings + 1) for chosen in combinations(places, size) if decides(chosen, answers)
    )


def decides(places: tuple[int, ...], answers: Mapping[Assignment, str]) -> bool:
    """Whether assignments that agree at these places always have the same answer."""
    seen: dict[Assignment, str] = {}
    return all(
        seen.setdefault(tuple(choices[place] for place in places), answer) == answer
        for choices, answer in answers.items()
    )


def touches(reading: Reading, policy: Policy, duty: str) -> bool:
    """Whether some choice of the reading changes the duty, what it counts by, or what excuses or re-times it."""
    usual = concern(policy, duty)
    return any(concern(under(policy, {reading.id: choice.id}), duty) != usual for choice in reading.choices)


def concern(policy: Policy, duty: str) -> tuple[object, ...]:
    """All of a policy that the findings of one duty can depend on."""
    versions = tuple(one for one in policy.duties if one.id == duty)
    counted = policy.counting, policy.calendar, policy.vocabulary
    return versions, counted, policy.excuses_of.get(duty), policy.powers_over.get(duty), lifecycle(policy)


def lifecycle(policy: Policy) -> object:
    """What a reading can change of the lifecycle that makes it take or refuse an event: the quorum.

    It tells the first core group's being due from the core groups' running, which matters only to declared kinds.
    """
    told_apart = any(len(kind.states & ON_PLAN) == 1 for kind in policy.vocabulary.kinds)
    return policy.quorum if told_apart else None


def alone(policy: Policy, readings: Sequence[Reading], choices: Assignment, duty: str) -> Policy:
    """The policy under an assignment, with this duty only."""
    read_so = under(policy, {reading.id: choice for reading, choice in zip(readings, choices, strict=True)})
    return only(read_so, duty)


def only(policy: Policy, duty: str) -> Policy:
    """The policy with one duty only."""
    return replace(policy, duties=tuple(one for one in policy.duties if one.id == duty))


def by_trigger(history: History, policy: Policy, at: When) -> dict[str, Finding]:
    """The findings by the event that triggered them."""
    judged = judge(history, policy, {}, at.as_of, at.known_at, at.strength)
    return {finding.trigger: finding for finding in judged.findings}


def history_order(history: History) -> Callable[[str], int]:
    """A key that sorts event ids as the history orders them."""
    place = {event.id: number for number, event in enumerate(history.events)}
    return place.__getitem__
