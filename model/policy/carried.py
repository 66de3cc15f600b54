"""Which duties a source can speak of: one that carries no core groups says nothing about core groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.findings import NotAssessed
from model.policy.duty import Duty, kinds_of

Carries = Mapping[str, tuple[str, ...]]


def assessable(
    duties: Iterable[Duty], source: str | None, carries: Carries | None
) -> tuple[list[Duty], tuple[NotAssessed, ...]]:
    """The duties that a source can speak of, and the others with the reason."""
    spoken: list[Duty] = []
    silent: list[NotAssessed] = []
    for duty in duties:
        why = why_not_assessed(duty, source, carries)
        if why is None:
            spoken.append(duty)
        else:
            silent.append(NotAssessed(duty.id, why))
    return spoken, tuple(silent)


def why_not_assessed(duty: Duty, source: str | None, carries: Carries | None) -> str | None:
    """Why a source that `carries` these (None: everything) cannot speak of a duty, None where it can."""
    if carries is None:
        return None
    name = source or "source"
    for patterns in (duty.when, duty.then):
        if patterns and not any(pattern.event in carries for pattern in patterns):
            return f"{name} has no {' or '.join(kinds_of(patterns))}"
    for kind, asked in duty.kinds_asked():
        missing = sorted(asked - set(carries.get(kind, ())) - {"on"}) if kind in carries else []
        if missing:
            return f"{name} does not say {', '.join(missing)} of {kind}"
    return None
