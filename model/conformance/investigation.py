"""An investigation: one disagreement, asked again, shrunk to its smallest history and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from math import inf
from time import monotonic

from model.calendar import Calendar
from model.conformance.broken import BEFORE, KINDS
from model.conformance.circumstances import circumstances
from model.conformance.closed_days import elsewhere
from model.conformance.faults import DISAGREES, ERRORED, FLAKY, Explanation, SystemFault
from model.conformance.generator import histories
from model.conformance.guess import Observation, compared, neighbours, of
from model.conformance.insight import Insight
from model.conformance.judging import Judging
from model.conformance.probe import Answers, Difference, Probe, differences
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import Session
from model.conformance.shrink import shrunk
from model.conformance.stopped import Late
from model.conformance.sweep import sweep
from model.errors import InvalidInput
from model.findings import Status
from model.policy import Policy

TIMES = 3
# Seconds for one shrinking.
PATIENCE, LONG_PATIENCE = 12.0, 30.0
# Seconds for one sweep.
SWEEPING = 3.0
FEW, OTHERS, LINE = 8, 120, 64
UNASKED = "unasked"
OUT_OF_STEP = (UNASKED, "wrong-seq")
ENDED = "ended"
# What goes wrong after an answer shows itself on what is asked next.
BEHIND = (*OUT_OF_STEP, ENDED)
Known = Callable[[Difference, Probe, Answers], bool]


def told_within(probe: Probe, calendar: Calendar) -> bool:
    """Whether every day that a history tells of lies within a calendar."""
    days = [value for event in probe.events for value in event.attributes.values() if isinstance(value, date)]
    return all(calendar.covers(day) for day in (probe.as_of, *days, *(event.on for event in probe.events)))


def kind_of(reply: Reply) -> str:
    """What a reply is, as the kind of a fault."""
    return reply.kind if isinstance(reply, Failed) else ERRORED if isinstance(reply, Errored) else DISAGREES


def same_kind(one: str, other: str) -> bool:
    """Whether two kinds are one; a line too many is found before the next question, or read as the answer to it."""
    return one == other or (one in OUT_OF_STEP and other in OUT_OF_STEP)


class Investigator:
    """Asks `session` again and again about what it said; `seed` chooses the other histories that are looked at.

    Nothing is shrunk after `until`, as by `monotonic`. Late leaves it where the time of the session is up.
    """

    def __init__(self, session: Session, policy: Policy, base: Policy, seed: int, until: float = inf) -> None:
        self.session, self.policy, self.base, self.seed, self.until = session, policy, base, seed, until
        self.judging = Judging.of(policy, session.duties)
        self.insight = Insight(policy, base, session)
        self.depends: str | None = None
        self._other: list[Observation] | None = None

    def expected(self, probe: Probe) -> Answers:
        """The oracle's answers."""
        return Said(self.judging.told(probe.events, probe.as_of)).answers

    def steady(self, probe: Probe, reply: Reply, flickers: bool = False) -> bool:
        """Whether the same comes back three times, each time from a fresh start.

        A system that `flickers` is first asked without one: that is sooner done, and mostly tells.
        """
        if flickers and not self.same(reply, self.again(probe, kind_of(reply))):
            return False
        for _ in range(TIMES):
            self.session.afresh()
            if not self.same(reply, self.again(probe, kind_of(reply))):
                return False
        return True

    def ask(self, probe: Probe) -> Reply:
        """What comes of a probe; asked once more where the system ended, which it may have behind the answer before."""
        reply = self.session.ask(probe)
        return self.session.ask(probe) if isinstance(reply, Failed) and reply.kind == ENDED else reply

    def again(self, probe: Probe, kind: str) -> Reply:
        """What comes of a probe; where it may go wrong behind its answer, what comes of the next."""
        reply = self.session.ask(probe) if kind in BEHIND else self.ask(probe)
        return self.session.ask(probe) if kind in BEHIND and not isinstance(reply, Failed) else reply

    def same(self, one: Reply, other: Reply) -> bool:
        """Whether two replies are alike, as far as it is compared."""
        if isinstance(one, Said) and isinstance(other, Said):
            return one.agrees(other, self.session.level)
        return not isinstance(other, Said | Skipped) and same_kind(kind_of(one), kind_of(other))

    def flaky(self, probe: Probe, reply: Reply) -> SystemFault:
        """The fault of a system that does not say the same every time, or not in all circumstances."""
        says = "does not answer the same every time it is asked the same"
        if isinstance(reply, Failed | Errored):
            says = f"{says}: once it {what(reply)}"
        elif self.depends is None:
            others = list(islice(histories(self.policy, self.seed + 1, OTHERS, most=FEW), LINE))
            self.depends = circumstances(self.session, probe, partial(self.same, reply), others)
        fault = SystemFault(FLAKY, self.depends or says, probe, probe.id, expected=self.expected(probe))
        fault.settled = bool(self.depends)
        if isinstance(reply, Failed):
            fault.stderr = reply.stderr
        if isinstance(reply, Said):
            fault.got = reply.answers
            fault.difference = differences(fault.expected, fault.got, self.session.level)[0]
        return fault

    def failure(self, probe: Probe, reply: Failed | Errored) -> SystemFault:
        """A crash, a hang, an error, or what is not as in the protocol, with its smallest history."""
        kind = kind_of(reply)
        patience = LONG_PATIENCE if kind == "timeout" else PATIENCE
        found = self.smallest(probe, lambda one: same_kind(kind_of(self.again(one, kind)), kind), patience)
        again = self.last(found, kind)
        last = again or reply
        fault = replace(self.failed(found, last), found_on=probe.id)
        if kind not in BEHIND or again is None or not self.answers_first(found):
            return fault
        if kind == ENDED:
            return replace(fault, says=f"{KINDS[ENDED]}, as soon as it had answered: {exit_told(last)}")
        return replace(fault, kind=UNASKED, says=too_much(last))

    def answers_first(self, probe: Probe) -> bool:
        """Whether a system answers as it should, so that it goes wrong on what is asked next; no, where time is up."""
        self.session.afresh()
        with suppress(Late):
            return not isinstance(self.session.ask(probe), Failed)
        return False

    def last(self, probe: Probe, kind: str) -> Failed | Errored | None:
        """How the system fails when it is asked once more; None where it does not, or there is no time."""
        try:
            again = self.again(probe, kind)
        except Late:
            return None
        return again if isinstance(again, Failed | Errored) and same_kind(kind_of(again), kind) else None

    def failed(self, probe: Probe, reply: Failed | Errored) -> SystemFault:
        """A failure as it was seen."""
        stderr = reply.stderr if isinstance(reply, Failed) else ""
        expected = self.expected(probe)
        return SystemFault(kind_of(reply), what(reply), probe, probe.id, expected=expected, stderr=stderr)

    def seen(self, probe: Probe, reply: Said, difference: Difference) -> SystemFault:
        """A wrong answer as it was seen."""
        return self.wrong(Observation(probe, self.expected(probe), reply.answers), difference)

    def wrong(self, seen: Observation, difference: Difference) -> SystemFault:
        """The fault of an answer that differs; nothing that explains it was sought yet."""
        probe, duty = seen.probe, difference.duty
        fault = SystemFault(DISAGREES, told(difference), probe, probe.id, duty, difference, seen.expected, seen.got)
        return replace(fault, sought=False, duties={duty})

    def disagreement(self, probe: Probe, reply: Said, difference: Difference, known: Known) -> SystemFault:
        """A wrong answer, with its smallest history and what explains it."""
        shown = self.alike(probe, difference, known)
        found = self.smallest(probe, lambda one: shown(one) is not None)
        seen, last = self.observed(found), shown(found)
        if seen is None or last is None:
            return self.flaky(probe, reply)
        fault = replace(self.wrong(seen, last), found_on=probe.id)
        with suppress(Late):
            fault.explanations, fault.sought = self.explained(seen, last), True
            if not fault.explanations and any(self.observed(found) != seen for _ in range(TIMES)):
                return self.flaky(probe, reply)
            self.insight.keep(fault)
        return fault

    def alike(self, probe: Probe, difference: Difference, known: Known) -> Callable[[Probe], Difference | None]:
        """What tells whether another history shows a difference of the same sort, and no known fault."""
        only = Judging.of(self.judging.policy, (difference.duty,), self.judging.calendar)
        alright = {status(difference, self.expected(probe))}
        if difference.field == "due":  # it is as wrong before anything became of the duty, on fewer events
            alright.add(Status.PENDING)

        def shown(one: Probe) -> Difference | None:
            reply = self.ask(one)
            if not isinstance(reply, Said):
                return None
            ours = Said(only.told(one.events, one.as_of)).answers
            found = compared(ours, of(difference.duty, reply.answers), self.session.level)
            fitting = (new for new in found if like(new, difference) and status(new, ours) in alright)
            return next((new for new in fitting if not known(new, one, reply.answers)), None)

        return shown

    def explained(self, seen: Observation, difference: Difference) -> tuple[Explanation, ...]:
        """What explains what was seen, held against other histories."""
        all_seen = [seen, *self.others(seen.probe, difference.duty)]
        return self.insight.explained(all_seen, self._other or (), difference, self.swept)

    def swept(self, probe: Probe, trigger: str) -> Iterator[Observation]:
        """What both say of the history on other days, as many as can be asked in time."""
        until = min(monotonic() + SWEEPING, self.until)
        for one in sweep(probe, trigger):
            seen = self.observed(one) if told_within(one, self.judging.calendar) else None
            if seen is not None:
                yield seen
            if monotonic() > until:
                break

    def smallest(self, probe: Probe, fails: Callable[[Probe], bool], patience: float = PATIENCE) -> Probe:
        """The smallest history that still fails, as far as it is found in time."""
        until = min(monotonic() + patience, self.until)

        def still(one: Probe) -> bool:
            try:
                return monotonic() < until and told_within(one, self.judging.calendar) and fails(one)
            except (InvalidInput, Late):
                return False

        return shrunk(probe, still, self.policy.vocabulary)

    def observed(self, probe: Probe) -> Observation | None:
        """What both say of a probe; None where one of them says nothing."""
        try:
            ours = self.expected(probe)
        except InvalidInput:
            return None
        reply = self.ask(probe)
        return Observation(probe, ours, reply.answers) if isinstance(reply, Said) else None

    def others(self, probe: Probe, duty: str) -> Iterator[Observation]:
        """What both say of histories like this one, and of others in which the duty comes up."""
        for one in neighbours(probe, elsewhere(self.judging.calendar, probe)):
            seen = self.observed(one) if told_within(one, self.judging.calendar) else None
            if seen is not None:
                yield seen
        if self._other is None:
            tried = histories(self.policy, self.seed + 1, OTHERS, most=FEW)
            self._other = [seen for one in tried if (seen := self.observed(one)) is not None]
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


def exit_told(reply: Failed | Errored) -> str:
    """How a system ended, whose end was seen when it was asked the next question."""
    return what(reply).removeprefix(f"{KINDS[ENDED]}: ").removesuffix(BEFORE)


def too_much(reply: Failed | Errored) -> str:
    """A line too many, as a phrase that follows the name of the system."""
    if kind_of(reply) == UNASKED:
        return what(reply)
    return f"{KINDS[UNASKED]}: another line after its answer, which was read as the answer to the next question"
