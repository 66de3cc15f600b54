"""The hand-worked cases that go into a corpus: `python -m tests.conformance.shipped` writes their files anew.

Of the cases in `tests/cases` those are taken that show a verdict on a duty, under some readings, which none before
them showed, and those with a late record. What rests on a calendar that lacked a holiday to come is left out: the
protocol sends all bank holidays.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model.calendar import england_and_wales
from model.conformance.messages import told_event
from model.conformance.worked import FOLDER, Verdict, Worked
from model.findings import Status
from tests.cases.loader import Expectation, all_cases

POLICIES = ("brent-2014", "york-2015", "working-together-2015")


def shipped(policy: str) -> Iterator[Worked]:
    """The cases of a policy that are worth it."""
    shown: set[tuple[str, str, str]] = set()
    for case in (one for one in all_cases() if one.policy.id == policy):
        verdicts = tuple(verdict(one) for one in case.expect if as_sent(one))
        new = {(one.duty, str(one.status), str(case.readings)) for one in verdicts} - shown
        if verdicts and (new or any(event.recorded_on for event in case.history.events)):
            shown |= new
            yield Worked(
                id=case.id,
                says=case.story,
                clauses=case.cites,
                history=[told_event(event) for event in case.history.events],
                verdicts=verdicts,
                readings=case.readings,
            )


def as_sent(one: Expectation) -> bool:
    """Whether a verdict is one of the day itself, and rests on no calendar that lacked a bank holiday to come."""
    unheard = [row.day for row in england_and_wales().announcements if row.announced > one.as_of]
    return one.known_at in (None, one.as_of) and not any(day <= (one.due or one.as_of) for day in unheard)


def verdict(one: Expectation) -> Verdict:
    """A verdict that was typed."""
    status = None if one.status == "no-occasion" else Status(one.status)
    return Verdict(as_of=one.as_of, duty=one.duty, occasion=one.occasion, status=status, due=one.due, done=one.done)


def lines(policy: str) -> bytes:
    """The file of a policy."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in shipped(policy))


if __name__ == "__main__":
    for id in POLICIES:
        (FOLDER / f"{id}.jsonl").write_bytes(lines(id))
