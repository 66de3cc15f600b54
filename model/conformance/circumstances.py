"""Circumstances: what an answer depends on besides its history: its place on a line, or what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic

from model.conformance.probe import Probe
from model.conformance.reply import Reply
from model.conformance.session import Session

# So often it has to come back, and so many other histories are put before it, one at a time.
TIMES, OTHERS = 3, 12
Wrong = Callable[[Reply], bool]
Lines = Sequence[Sequence[Probe]]
AFTERWARDS = "answers differently once it has answered another history: it keeps something of that one"


def circumstances(session: Session, probe: Probe, wrong: Wrong, others: Sequence[Probe]) -> str:
    """Where a wrong answer comes back every time, as a phrase that follows the name of the system; "" for nowhere."""
    waiting = session.waiting
    says = ""
    if not alone(session, probe, wrong):
        says = next((said for said in tried(session, probe, wrong, others) if said), "")
        if says and alone(session, probe, wrong):
            says = ""  # it was right by itself, and no longer is
    session.waiting = waiting
    return says


def alone(session: Session, probe: Probe, wrong: Wrong) -> bool:
    """Whether it is ever wrong by itself, from a fresh start."""
    return any(places(session, [[probe]], wrong, 1) for _ in range(TIMES))


def tried(session: Session, probe: Probe, wrong: Wrong, others: Sequence[Probe]) -> Iterator[str]:
    """What comes of each setting; "" for those in which nothing is wrong, or not every time."""
    if session.batch > 1:
        yield told(places(session, [[probe] * session.batch], wrong), session.batch)
        for before in range(1, min(session.batch, len(others) + 1)):
            found = places(session, [[*others[:before], probe]], wrong)
            yield told(found & {before + 1}, session.batch)
    for other in (probe, *others[:OTHERS]):
        yield AFTERWARDS if places(session, [[other], [probe]], wrong) else ""


def places(session: Session, lines: Lines, wrong: Wrong, times: int = TIMES) -> frozenset[int]:
    """At which places of the last line, from 1, it is wrong every time it is asked from a fresh start.

    Each time one question more comes first, so that who is wrong every so many times is not taken for more regular.
    """
    found = frozenset(range(1, len(lines[-1]) + 1))
    for turn in range(times):
        if not found or monotonic() > session.deadline:
            return frozenset()
        session.afresh()
        for line in (*([lines[-1][-1]] for _ in range(turn)), *lines):
            replies = [reply for _, reply in session.put(line)]
        found &= {place for place, reply in enumerate(replies, 1) if wrong(reply)}
    return found


def told(places: frozenset[int], size: int) -> str:
    """Places on a line of so many, in words; "" for none."""
    if not places:
        return ""
    if len(places) == 1:
        return f"answers differently as the {ordinal(*places)} of several on one line than by itself"
    if places == frozenset(range(2, size + 1)):
        return "answers differently as the 2nd or a later one of several on one line than by itself"
    return "answers differently where several are on one line than where it is asked by itself"


def ordinal(number: int) -> str:
    """A number that counts.

    >>> [ordinal(number) for number in (1, 2, 3, 11, 16)]
    ['1st', '2nd', '3rd', '11th', '16th']
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number < 14 else endings.get(number % 10, 'th')}"
