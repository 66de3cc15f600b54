"""An investigation: one disagreement, asked again, shrunk to its smallest history and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from time import monotonic

from model.calendar import Calendar
from model.conformance.broken import KINDS
from model.conformance.faults import DISAGREES, ERRORED, FLAKY, SystemFault
from model.conformance.generator import histories
from model.conformance.guess import Observation, compared, guess, neighbours, of
from model.conformance.judging import Judging
from model.conformance.probe import Answers, Difference, Probe, differences
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import Session
from model.conformance.shrink import shrunk
from model.errors import InvalidInput
from model.findings import Status
from model.policy import Policy

TIMES = 3
# Seconds for one shrinking.
PATIENCE, LONG_PATIENCE = 12.0, 30.0
FEW, OTHERS = 8, 120
Known = Callable[[Difference, Probe, Answers], bool]


def told_within(probe: Probe, calendar: Calendar) -> bool:
    """Whether every day that a history tells of lies within a calendar."""
    days = [value for event in probe.events for value in event.attributes.values() if isinstance(value, date)]
    return all(calendar.covers(day) for day in (probe.as_of, *days, *(event.on for event in probe.events)))


def kind_of(reply: Reply) -> str:
    """What a reply is, as the kind of a fault."""
    return reply.kind if isinstance(reply, Failed) else ERRORED if isinstance(reply, Errored) else DISAGREES


class Investigator:
    """Asks `session` again and again about what it said; `seed` chooses the other histories that are looked at."""

    def __init__(self, session: Session, policy: Policy, base: Policy, seed: int) -> None:
        self.session, self.policy, self.base, self.seed = session, policy, base, seed
        self.judging = Judging.of(policy, session.duties)
        self._other: list[Observation] | None = None

    def expected(self, probe: Probe) -> Answers:
        """The oracle's answers."""
        return Said(self.judging.told(probe.events, probe.as_of)).answers

    def steady(self, probe: Probe, reply: Reply, afresh: bool = True) -> bool:
        """Whether the same comes back three times, each time from a fresh start if `afresh`."""
        for _ in range(TIMES):
            if afresh:
                self.session.afresh()
            if not self.same(reply, self.session.ask(probe)):
                return False
        return True

    def same(self, one: Reply, other: Reply) -> bool:
        """Whether two replies are alike, as far as it is compared."""
        if isinstance(one, Said) and isinstance(other, Said):
            return one.agrees(other, self.session.level)
        return not isinstance(other, Said | Skipped) and kind_of(one) == kind_of(other)

    def flaky(self, probe: Probe, reply: Reply) -> SystemFault:
        """The fault of a system that does not say the same every time."""
        says = "does not answer the same every time it is asked the same"
        if isinstance(reply, Failed | Errored):
            says = f"{says}: once it {what(reply)}"
        fault = SystemFault(FLAKY, says, probe, probe.id, expected=self.expected(probe))
        if isinstance(reply, Said):
            fault.got = reply.answers
            fault.difference = differences(fault.expected, fault.got, self.session.level)[0]
        return fault

    def failure(self, probe: Probe, reply: Failed | Errored) -> SystemFault:
        """A crash, a hang, an error, or what is not as in the protocol, with its smallest history."""
        kind = kind_of(reply)
        patience = LONG_PATIENCE if kind == "timeout" else PATIENCE
        found = self.smallest(probe, lambda one: kind_of(self.session.ask(one)) == kind, patience)
        again = self.session.ask(found)
        last = again if isinstance(again, Failed | Errored) else reply
        stderr = last.stderr if isinstance(last, Failed) else ""
        return SystemFault(kind, what(last), found, probe.id, expected=self.expected(found), stderr=stderr)

    def disagreement(self, probe: Probe, difference: Difference, known: Known) -> SystemFault:
        """A wrong answer, with its smallest history and what explains it."""
        only = Judging.of(self.judging.policy, (difference.duty,), self.judging.calendar)

        first = status(difference, self.expected(probe))

        def fits(new: Difference, ours: Answers) -> bool:
            return like(new, difference) and status(new, ours) is first

        def alike(one: Probe) -> Difference | None:
            reply = self.session.ask(one)
            if not isinstance(reply, Said):
                return None
            ours = Said(only.told(one.events, one.as_of)).answers
            found = compared(ours, of(difference.duty, reply.answers), self.session.level)
            return next((new for new in found if fits(new, ours) and not known(new, one, reply.answers)), None)

        found = self.smallest(probe, lambda one: alike(one) is not None)
        seen = self.observed(found)
        last = alike(found)
        if seen is None or last is None:
            return self.flaky(probe, self.session.ask(probe))
        duty = difference.duty
        guesses = guess(
            [seen, *self.others(found, duty)], duty, self.policy, self.base, self.session.level, self.session.duties
        )
        return SystemFault(
            DISAGREES, told(last), found, probe.id, duty, last, seen.expected, seen.got, guesses, duties={duty}
        )

    def smallest(self, probe: Probe, fails: Callable[[Probe], bool], patience: float = PATIENCE) -> Probe:
        """The smallest history that still fails, as far as it is found in time."""
        deadline = monotonic() + patience

        def still(one: Probe) -> bool:
            try:
                return monotonic() < deadline and told_within(one, self.judging.calendar) and fails(one)
            except InvalidInput:
                return False

        return shrunk(probe, still, self.policy.vocabulary)

    def observed(self, probe: Probe) -> Observation | None:
        """What both say of a probe; None where one of them says nothing."""
        try:
            ours = self.expected(probe)
        except InvalidInput:
            return None
        reply = self.session.ask(probe)
        return Observation(probe, ours, reply.answers) if isinstance(reply, Said) else None

    def others(self, probe: Probe, duty: str) -> Iterator[Observation]:
        """What both say of histories like this one, and of others in which the duty comes up."""
        for one in neighbours(probe):
            seen = self.observed(one) if told_within(one, self.judging.calendar) else None
            if seen is not None:
                yield seen
        if self._other is None:
            tried = histories(self.policy, self.seed + 1, OTHERS, most=FEW)
            readable = (one for one in tried if told_within(one, self.judging.calendar))
            self._other = [seen for one in readable if (seen := self.observed(one)) is not None]
        yield from (seen for seen in self._other if of(duty, seen.expected) or of(duty, seen.got))


def like(one: Difference, other: Difference) -> bool:
    """Whether two differences are of one sort: the same field and, where it holds no day, the same values."""
    same = one.field == other.field
    return same and (one.field in ("due", "done", "id") or (one.expected, one.got) == (other.expected, other.got))


def status(difference: Difference, ours: Answers) -> Status | None:
    """What the oracle says where the two differ."""
    found = ours.get((difference.duty, difference.trigger))
    return found.status if found else None


def told(difference: Difference) -> str:
    """A difference, as a phrase that follows the name of the system."""
    where = f"for {difference.duty}"
    if difference.field == "missing":
        return f"gives no finding {where}, where it is {difference.expected}"
    if difference.field == "id":
        wrong = f"no finding on {difference.expected}, but the same on {difference.got}"
        return f"names another event than the one that triggered the duty: {wrong}"
    if difference.field == "extra":
        return f"finds {difference.got} {where}, where there is no such occasion"
    name = {"status": "", "due": "the due day ", "done": "the day done "}[difference.field]
    return f"says {name}{difference.got or 'nothing'} {where}, where it is {difference.expected or 'nothing'}"


def what(reply: Failed | Errored) -> str:
    """A failure, as a phrase that follows the name of the system."""
    if isinstance(reply, Failed):
        known = KINDS[reply.kind]
        return reply.what if reply.what.startswith(known.removesuffix(" (HTTP)")) else f"{known}: {reply.what}"
    message = reply.context.get("message", "")
    return f"says that it met an error{f': {message}' if message else ''}"
