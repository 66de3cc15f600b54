"""A campaign: history after history put to a system, until every way in which it is wrong is found, or time is up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, tee
from time import monotonic

from model.conformance.broken import Broken
from model.conformance.expected import Experts
from model.conformance.faults import DISAGREES, FLAKY, SystemFault
from model.conformance.generator import histories
from model.conformance.guess import compared
from model.conformance.investigation import Investigator, kind_of, what
from model.conformance.known import alike, explains, sort
from model.conformance.litter import seldom_collected
from model.conformance.probe import Answers, Difference, Probe
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import Session, Unrepeated
from model.conformance.smoke import smoke
from model.conformance.stopped import Late, Stopped
from model.policy import Policy

# The first histories are short: what fails on one of them is found sooner and shrunk faster.
SHORT, SHORT_EVENTS = 1_000, 6
# So many distinct faults are told; who has more begins with these.
MOST_FAULTS = 25
# So many of the same sort, where nothing explains them, are looked at one by one.
MOST_ALIKE = 3
# What was found last is still shrunk for so many seconds when the time is up, and asked about for so many.
SHRINKING, ASKING = 2.0, 4.0
# From so many histories on, the oracle works in a process of its own, where the bulk judge does not hold the policy.
MANY = 3_000
TIME_IS_UP = "the time is up (--seconds)"
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, faults: int) -> None:
    """Tells nobody."""


@dataclass
class Campaign:
    """What came of a campaign: how many histories of each `origin` were put, what became of them, the faults.

    `skipped` counts by reason. `stopped` says why it ended before all was asked, "" where it did not; `signal` is the
    number of the signal that ended it, 0 where none did.
    """

    seed: int
    count: int
    put: Counter[str] = field(default_factory=Counter)
    agreed: int = 0
    disagreed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    faults: list[SystemFault] = field(default_factory=list)
    stopped: str = ""
    signal: int = 0
    seconds: float = 0.0

    @property
    def asked(self) -> int:
        """How many histories were put."""
        return self.put.total()


def campaign(
    session: Session,
    policy: Policy,
    *,
    seed: int,
    count: int,
    seconds: float,
    corpus: Iterable[Probe] = (),
    progress: Progress = silent,
    base: Policy | None = None,
) -> Campaign:
    """The smoke test, the corpus, then `count` random histories of a `seed`, for at most so many `seconds`.

    `policy` is what the session has agreed on, `base` the same with no reading chosen. What is found in the last moment
    is looked into for a few seconds more. Stopped ends it with what was found by then.
    """
    begun = monotonic()
    session.deadline = begun + seconds + ASKING
    run = Run(session, policy, base or policy, Campaign(seed, count), begun + seconds, progress)
    try:
        run.stage("smoke", smoke(policy, session.duties), 0)
        if run.harness_works():
            run.stage("corpus", corpus, 0)
            run.stage("random", random(policy, seed, count), 1 if count >= MANY else 0)
    except Broken as broken:
        run.result.stopped = f"the system could not be started again: it {broken.what}"
    except Late:
        run.result.stopped = TIME_IS_UP
    except Stopped as stopped:
        run.result.stopped, run.result.signal = str(stopped), stopped.signal
    run.unrepeated()
    run.result.seconds = monotonic() - begun
    return run.result


def random(policy: Policy, seed: int, count: int) -> Iterator[Probe]:
    """Short histories first, then long ones."""
    few = min(count, SHORT)
    return chain(histories(policy, seed, few, most=SHORT_EVENTS), histories(policy, seed, count - few, few))


@dataclass
class Run:
    """A campaign under way."""

    session: Session
    policy: Policy
    base: Policy
    result: Campaign
    deadline: float
    progress: Progress

    def __post_init__(self) -> None:
        until = self.deadline + SHRINKING
        self.investigator = Investigator(self.session, self.policy, self.base, self.result.seed, until)

    def stage(self, name: str, probes: Iterable[Probe], processes: int) -> None:
        """Puts the probes one after the other, until time is up or there are too many faults."""
        if self.result.stopped:
            return
        ours, theirs = tee(probes)
        with seldom_collected(), Experts(self.policy, self.session.duties, processes=processes) as experts:
            pairs = zip(experts.put(ours), self.session.put(theirs), strict=True)
            for (_, said), (probe, reply) in pairs:
                self.take(probe, reply, said)
                self.progress(name, self.result.asked, len(self.result.faults))
                if self.over():
                    break

    def over(self) -> bool:
        """Whether it has to end before all was asked; says why."""
        if monotonic() > self.deadline and not self.session.waiting:
            self.result.stopped = TIME_IS_UP
        elif len(self.result.faults) >= MOST_FAULTS:
            self.result.stopped = f"{MOST_FAULTS} distinct faults were found; there may be more"
        return bool(self.result.stopped)

    def harness_works(self) -> bool:
        """Whether anything at all was answered in the smoke test."""
        result = self.result
        if not result.agreed + result.disagreed and result.failed and not result.stopped:
            result.stopped = (
                "nothing was answered in the smoke test: look at the program that speaks the protocol first"
            )
        return not result.stopped

    def take(self, probe: Probe, reply: Reply, said: Said) -> None:
        """Counts what came of a probe, and looks into it where it is a fault that is not known yet."""
        self.result.put[probe.origin] += 1
        if isinstance(reply, Skipped):
            self.result.skipped[reply.reason] += 1
        elif isinstance(reply, Said) and reply.agrees(said, self.session.level):
            self.result.agreed += 1
        else:
            self.fault(probe, reply, said)

    def fault(self, probe: Probe, reply: Said | Failed | Errored, said: Said) -> None:
        """Looks into a fault, and keeps it as it was seen where that comes to an end too soon."""
        try:
            if isinstance(reply, Said):
                self.result.disagreed += 1
                self.disagreement(probe, reply, said)
            else:
                self.result.failed[kind_of(reply)] += 1
                self.failure(probe, reply)
        except (Broken, Late, Stopped):
            self.keep(probe, reply, said)
            raise

    def keep(self, probe: Probe, reply: Said | Failed | Errored, said: Said) -> None:
        """Notes a fault as it was seen, unless it is known."""
        if isinstance(reply, Said):
            seen = (self.investigator.seen(probe, reply, one) for one in self.new(probe, reply, said, set()))
            self.result.faults.extend(islice(seen, 1))
        elif not any(alike(one, reply) for one in self.result.faults):
            self.result.faults.append(self.investigator.failed(probe, reply))

    def failure(self, probe: Probe, reply: Failed | Errored) -> None:
        """A crash, a hang, an error: one fault for each kind, and for each message of an error."""
        known = next((one for one in self.result.faults if alike(one, reply)), None)
        if known is not None:
            known.count += 1
        elif self.investigator.steady(probe, reply, self.known_flaky is not None):
            self.result.faults.append(self.investigator.failure(probe, reply))
        else:
            self.flaky(probe, reply)

    def flaky(self, probe: Probe, reply: Reply) -> None:
        """A fault that does not come back every time; all such are one, shown by the shortest history."""
        fault = self.investigator.flaky(probe, reply)
        known = self.known_flaky
        if known is None:
            self.result.faults.append(fault)
        else:
            known.count += 1
            if len(probe.events) < len(known.probe.events):
                known.probe, known.expected, known.got = probe, fault.expected, fault.got
                known.difference = fault.difference

    @property
    def known_flaky(self) -> SystemFault | None:
        """The flaky fault, once there is one."""
        return next((one for one in self.result.faults if one.kind == FLAKY), None)

    def disagreement(self, probe: Probe, reply: Said, said: Said) -> None:
        """Findings that differ: those that a known fault explains are counted to it, the first other is looked into."""
        counted: set[int] = set()
        new = self.new(probe, reply, said, counted)
        for place in counted:
            self.result.faults[place].count += 1
        if not new:
            return
        if self.investigator.steady(probe, reply, self.known_flaky is not None):
            self.add(self.investigator.disagreement(probe, reply, new[0], self.is_known))
        else:
            self.flaky(probe, reply)

    def new(self, probe: Probe, reply: Said, said: Said, counted: set[int]) -> list[Difference]:
        """Where an answer is wrong in a way that no known fault explains; notes the faults that explain the others."""
        found = compared(said.answers, reply.answers, self.session.level)
        return [one for one in found if not self.known(one, probe, reply.answers, counted)]

    def add(self, new: SystemFault) -> None:
        """Notes a fault; what was found before and is better explained by it becomes a part of it."""
        if new.kind == FLAKY and self.known_flaky is not None:
            self.known_flaky.count += 1
            return
        for old in [one for one in self.result.faults if self.absorbs(new, one)]:
            new.count += old.count
            new.duties |= old.duties
            self.result.faults.remove(old)
        self.result.faults.append(new)

    def absorbs(self, new: SystemFault, old: SystemFault) -> bool:
        """Whether a fault explains an older one, which does not explain it, so that both are one."""
        if not new.certain or old.difference is None or (not old.doubtful and new.doubtful):
            return False
        read = old.best is not None and old.best.full and old.best.suspect.reads
        return not read and explains(new, old.difference, old.probe, old.got, self.session.level)

    def is_known(self, one: Difference, probe: Probe, got: Answers) -> bool:
        """Whether a known fault shows itself in this difference."""
        return self.known(one, probe, got, set())

    def known(self, one: Difference, probe: Probe, got: Answers, counted: set[int]) -> bool:
        """Whether a fault that was found explains a difference; notes which."""
        for place, fault in enumerate(self.result.faults):
            if fault.kind == DISAGREES and explains(fault, one, probe, got, self.session.level):
                fault.duties.add(one.duty)
                counted.add(place)
                return True
        return self.too_many_alike(one, counted)

    def too_many_alike(self, one: Difference, counted: set[int]) -> bool:
        """Whether so many of this sort were looked at that one more would tell nothing new."""
        alike = [
            place
            for place, fault in enumerate(self.result.faults)
            if fault.difference is not None and fault.kind == DISAGREES and sort(fault.difference) == sort(one)
        ]
        if len(alike) >= MOST_ALIKE:
            counted.add(alike[0])
        return len(alike) >= MOST_ALIKE

    def unrepeated(self) -> None:
        """Failures that no single history brings back, and those for which there was no time to try."""
        for one in self.session.unrepeated:
            flaky = self.known_flaky
            if one.asked and flaky is not None and what(one.failed) in flaky.says:
                self.result.failed[one.failed.kind] += 1
                flaky.count += 1
            elif one.asked or not any(alike(fault, one.failed) for fault in self.result.faults):
                self.result.failed[one.failed.kind] += 1
                self.result.faults.append(unrepeated(one))


def unrepeated(one: Unrepeated) -> SystemFault:
    """The fault of a failure on one of several histories: flaky where each of them, asked alone, went well."""
    kind = FLAKY if one.asked else one.failed.kind
    alone = ", but not when each was asked by itself" if one.asked else ""
    says, probe = f"{what(one.failed)}, when several histories were under way{alone}", one.probes[0]
    return SystemFault(kind, says, probe, probe.id, stderr=one.failed.stderr)
