"""Joining faults that turn out to be one, once all that was found is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.conformance.faults import SystemFault
from model.conformance.known import explains
from model.conformance.probe import Level


def joined(faults: Sequence[SystemFault], most: int, level: Level) -> tuple[SystemFault, ...]:
    """Faults of one cause are one, shown by the shortest of their histories; those that came up most often first.

    One that several were joined to was seen at most so many times.
    """
    certain = [fault for fault in faults if fault.certain]
    alike: dict[tuple[str, str], list[SystemFault]] = {}
    for fault in faults:
        alike.setdefault((fault.kind, cause(fault, certain, level)), []).append(fault)
    one_each = (together(name, group, most) for (_, name), group in alike.items())
    return tuple(sorted(one_each, key=lambda one: -one.count))


def cause(fault: SystemFault, certain: Sequence[SystemFault], level: Level) -> str:
    """What it is called, or the name of another that explains all of it as well."""
    if fault.certain or fault.difference is None:
        names = {one.title for one in certain}
        says = (one.suspect.says for one in fault.explanations[1:] if one.full)
        return next((one for one in says if one in names), fault.title)
    found = (one for one in certain if explains(one, fault.difference, fault.probe, fault.got, level))
    return next((one.title for one in found), fault.title)


def together(name: str, group: Sequence[SystemFault], most: int) -> SystemFault:
    """Several faults as one, shown by one that has the name itself, if any has; a single one as it is."""
    if len(group) == 1:
        return group[0]
    shown = min(group, key=lambda one: (one.title != name, len(one.probe.events)))
    duties = set[str]().union(*(one.duties for one in group))
    return replace(shown, count=min(sum(one.count for one in group), most), duties=duties)
