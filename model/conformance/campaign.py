"""A campaign: history after history put to a system, until every way in which it is wrong is found, or time is up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, tee
from time import monotonic

from model.conformance.broken import Broken
from model.conformance.expected import Experts
from model.conformance.faults import DISAGREES, FLAKY, SystemFault
from model.conformance.generator import histories
from model.conformance.guess import compared, of
from model.conformance.investigation import Investigator, kind_of, told_within, what
from model.conformance.judging import days_of
from model.conformance.probe import Answers, Difference, Level, Probe
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.session import Session
from model.conformance.smoke import smoke
from model.conformance.suspects import usable
from model.policy import Policy

# The first histories are short: what fails on one of them is found sooner and shrunk faster.
SHORT, SHORT_EVENTS = 1_000, 6
# So many distinct faults are told; who has more begins with these.
MOST_FAULTS = 25
# So many of the same sort, where nothing explains them, are looked at one by one.
MOST_ALIKE = 3
# From so many histories on, the oracle works in a process of its own.
MANY = 3_000
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, faults: int) -> None:
    """Tells nobody."""


@dataclass
class Campaign:
    """What came of a campaign: how many histories of each `origin` were put, what became of them, the faults.

    `skipped` counts by reason. `stopped` says why it ended before all was asked, "" where it did not.
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

    `policy` is what the session has agreed on, `base` the same with no reading chosen.
    """
    run = Run(session, policy, base or policy, Campaign(seed, count), monotonic() + seconds, progress)
    begun = monotonic()
    try:
        run.stage("smoke", smoke(policy, session.duties), 0)
        if run.harness_works():
            run.stage("corpus", corpus, 0)
            run.stage("random", random(policy, seed, count), 1 if count >= MANY else 0)
    except Broken as broken:
        run.result.stopped = f"the system could not be started again: it {broken.what}"
    run.unrepeated()
    run.result.seconds = monotonic() - begun
    return run.result


def random(policy: Policy, seed: int, count: int) -> Iterator[Probe]:
    """Short histories first, then long ones."""
    few = min(count, SHORT)
    days = days_of(policy)
    every = chain(histories(policy, seed, few, most=SHORT_EVENTS), histories(policy, seed, count - few, few))
    return (probe for probe in every if told_within(probe, days))


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
        self.investigator = Investigator(self.session, self.policy, self.base, self.result.seed)

    def stage(self, name: str, probes: Iterable[Probe], processes: int) -> None:
        """Puts the probes one after the other, until time is up or there are too many faults."""
        if self.result.stopped:
            return
        ours, theirs = tee(probes)
        with Experts(self.policy, self.session.duties, processes=processes) as experts:
            pairs = zip(experts.put(ours), self.session.put(theirs), strict=True)
            for (_, said), (probe, reply) in pairs:
                self.take(probe, reply, said)
                self.progress(name, self.result.asked, len(self.result.faults))
                if self.over():
                    break

    def over(self) -> bool:
        """Whether it has to end before all was asked; says why."""
        if monotonic() > self.deadline:
            self.result.stopped = "the time is up (--seconds)"
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
        if isinstance(reply, Said) and reply.agrees(said, self.session.level):
            self.result.agreed += 1
        elif isinstance(reply, Said):
            self.result.disagreed += 1
            self.disagreement(probe, reply, said)
        elif isinstance(reply, Skipped):
            self.result.skipped[reply.reason] += 1
        else:
            self.result.failed[kind_of(reply)] += 1
            self.failure(probe, reply)

    def failure(self, probe: Probe, reply: Failed | Errored) -> None:
        """A crash, a hang, an error: one fault for each kind, and for each message of an error."""
        known = next((one for one in self.result.faults if alike(one, reply)), None)
        if known is not None:
            known.count += 1
        elif self.investigator.steady(probe, reply):
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
        found = compared(said.answers, reply.answers, self.session.level)
        new = [one for one in found if not self.known(one, probe, reply.answers, counted)]
        for place in counted:
            self.result.faults[place].count += 1
        if not new:
            return
        afresh = self.known_flaky is None
        if not self.investigator.steady(probe, reply, afresh):
            self.flaky(probe, reply)
            return
        self.add(self.investigator.disagreement(probe, new[0], self.is_known))

    def add(self, new: SystemFault) -> None:
        """Notes a fault; what was found before and is better explained by it becomes a part of it."""
        for old in [one for one in self.result.faults if one.doubtful]:
            if new.certain and old.difference and explains(new, old.difference, old.probe, old.got, self.session.level):
                new.count += old.count
                new.duties |= old.duties
                self.result.faults.remove(old)
        self.result.faults.append(new)

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
        """Failures that no single history brings back."""
        for one in self.session.unrepeated:
            self.result.failed[one.failed.kind] += 1
            says = f"{what(one.failed)}, but not when it was asked the same again"
            fault = SystemFault(FLAKY, says, one.probes[0], one.probes[0].id, stderr=one.failed.stderr)
            self.result.faults.append(fault)


def alike(fault: SystemFault, reply: Failed | Errored) -> bool:
    """Whether a failure is of the kind of a fault; errors are also told apart by what they say."""
    return fault.kind == kind_of(reply) and (isinstance(reply, Failed) or fault.says == what(reply))


def sort(one: Difference) -> tuple[str, ...]:
    """What two differences on one duty have in common that nothing tells apart."""
    if one.field == "id":
        return ("id",)
    values = () if one.field in ("due", "done") else (one.expected, one.got)
    return (one.duty, one.field, *values)


def explains(fault: SystemFault, one: Difference, probe: Probe, got: Answers, level: Level) -> bool:
    """Whether a fault shows itself in a difference: its explanation says what the system said.

    A fault that nothing explains in full shows itself in every difference of its sort.
    """
    if not fault.certain and fault.difference is not None and sort(fault.difference) == sort(one):
        return True
    if fault.best is None:
        return False
    answers = usable(fault.best.suspect, probe, (one.duty,))
    if answers is None:
        return False
    left = compared(of(one.duty, answers), of(one.duty, got), level)
    return all(other.trigger != one.trigger for other in left)
