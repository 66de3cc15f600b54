"""The verdict on one occasion: the first line of `model/MEANING.md`, section 4, that applies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.findings import Status
from model.oracle.case import Case
from model.oracle.occasion import Occasion, forgiven, late_response
from model.policy.duty import Duty, Excuse, Form


class Verdict(NamedTuple):
    """A status with the places of the events that decided it; `doubt` is the event whose facts were not recorded."""

    status: Status
    response: int | None = None
    excuse: int | None = None
    lapse: int | None = None
    doubt: int | None = None


def verdict(duty: Duty, found: Occasion, case: Case, as_of: date, excuses: Sequence[Excuse]) -> Verdict:
    """The verdict at the end of `as_of`; the trigger is known to be one."""
    if found.timing.doubt is not None:
        return Verdict(Status.UNKNOWN, doubt=found.timing.doubt)
    if duty.form is Form.REQUIRES:
        return of_requirement(duty, found, case, as_of, excuses)
    if duty.form is Form.FORBID:
        return of_prohibition(duty, found, case, as_of, excuses)
    return of_response(duty, found, case, as_of, excuses)


def of_response(duty: Duty, found: Occasion, case: Case, as_of: date, excuses: Sequence[Excuse]) -> Verdict:
    """A response must happen."""
    if found.answer is not None:
        return Verdict(Status.MET, found.answer)
    if found.lapse is not None:
        return Verdict(Status.LAPSED, lapse=found.lapse)
    if not over(found, as_of):
        return Verdict(Status.PENDING)
    return unforgiven(duty, found, case, excuses, late_response(duty, found, case), found.doubts + found.unsure)


def of_prohibition(duty: Duty, found: Occasion, case: Case, as_of: date, excuses: Sequence[Excuse]) -> Verdict:
    """A response must not happen; it breaches on its very day."""
    if found.answer is not None:
        ended = tuple(place for place in found.unsure if place < found.answer)
        return unforgiven(duty, found, case, excuses, found.answer, ended)
    if found.lapse is not None:
        return Verdict(Status.LAPSED, lapse=found.lapse)
    if not over(found, as_of):
        return Verdict(Status.PENDING)
    return Verdict(Status.UNKNOWN, doubt=found.doubts[0]) if found.doubts else Verdict(Status.MET)


def of_requirement(duty: Duty, found: Occasion, case: Case, as_of: date, excuses: Sequence[Excuse]) -> Verdict:
    """The trigger itself must have a quality, and is not known to have it."""
    truth = duty.requires.holds(found.trigger, case, None)
    if not over(found, as_of):
        return Verdict(Status.PENDING)
    return unforgiven(duty, found, case, excuses, None, (found.trigger,) if truth is None else ())


def over(found: Occasion, as_of: date) -> bool:
    """Whether the due day is over at the end of `as_of`; it never is where there is none."""
    return found.timing.span.due is not None and as_of > found.timing.span.due


def unforgiven(
    duty: Duty, found: Occasion, case: Case, excuses: Sequence[Excuse], done: int | None, doubts: tuple[int, ...]
) -> Verdict:
    """Excused before unknown before breached."""
    forgiving, excuse = forgiven(duty, found, case, excuses)
    if forgiving:
        return Verdict(Status.EXCUSED, done, excuse)
    if forgiving is None or doubts:
        return Verdict(Status.UNKNOWN, doubt=doubts[0] if doubts else excuse)
    return Verdict(Status.BREACHED, done)
