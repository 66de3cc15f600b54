"""Duties that are never breached, or never done with, because no last day is said."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis.health.ailment import Ailment
from model.analysis.health.examination import Examination
from model.analysis.health.kinds import Kind
from model.policy.duty import Duty, Form


def unlimited(exam: Examination) -> Iterator[Ailment]:
    """The duties without a last day."""
    seen: set[str] = set()
    for duty in exam.duties:
        if is_unlimited(duty) and duty.id not in seen:
            seen.add(duty.id)
            yield Ailment(Kind.NO_DEADLINE, (duty.id,), duty.clauses, sentence(duty))


def is_unlimited(duty: Duty) -> bool:
    """Whether a response has no last day, or a prohibition neither a last day nor an end."""
    if duty.form is Form.REQUIRES or duty.window.closes:
        return False
    return duty.form is Form.THEN or not duty.until


def sentence(duty: Duty) -> str:
    """What is missing."""
    if duty.form is Form.FORBID:
        return f"{duty.id} forbids something for ever: neither a last day nor an end is said."
    return f"{duty.id} says what is to be done, and not by when: leaving it undone is never a breach."
