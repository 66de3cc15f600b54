"""A session: a conversation with a system under test that goes on, whatever the system does."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import inf
from time import monotonic

import msgspec

from model.conformance.broken import Broken
from model.conformance.judging import terms_of
from model.conformance.messages import (
    ANSWER,
    ANSWERS,
    ENCODER,
    LARGEST_BATCH,
    STOP,
    Answer,
    decoded,
    run_line,
    runs_line,
    story,
)
from model.conformance.probe import Level, Probe
from model.conformance.reply import Errored, Failed, Reply, Said, Skipped
from model.conformance.stopped import Late
from model.conformance.system import System, Unsupported, agreed, started
from model.errors import InvalidInput
from model.policy import Policy

# Lines that are sent before the first of them is answered, so that both sides have something to do.
IN_FLIGHT = 4
ATTEMPTS = 3
Replies = deque[tuple[Probe, Reply]]


@dataclass(frozen=True)
class About:
    """Who the system says that it is."""

    name: str
    language: str
    release: str


@dataclass(frozen=True)
class Unrepeated:
    """A failure on one of the `probes` in flight that did not come again when they were put one by one.

    `asked` is false where they could not all be put again; the first of them is then the likeliest to have caused it.
    """

    failed: Failed
    probes: tuple[Probe, ...]
    asked: bool


@dataclass(frozen=True)
class Flight:
    """The probes of one line that was sent, their numbers, and where their replies go."""

    probes: tuple[Probe, ...]
    numbers: range
    into: Replies


class Session:
    """Speaks with `system` from the handshake to `close`, which ends the system; starts it anew whenever it fails.

    `duties` are those agreed on, in the policy's order; `level` is the lower of the one asked for and the one that the
    system computes; `batch` how many runs go on one line: as many as the system takes, where no fewer are asked for.
    `unrepeated` holds the failures that no single probe brings back; after the first, probes are put one by one.
    `deadline` is the time, as by `monotonic`, after which `ask` puts nothing; `waiting` how many replies
    have come of which `put` has not told yet.

    Building one raises Broken where the system does not get through the handshake, Unsupported where it does not know
    the policy, InvalidInput where it agrees on what was not asked; the system is ended then.
    """

    about: About
    level: Level
    batch: int
    duties: tuple[str, ...]

    def __init__(self, system: System, policy: Policy, *, level: Level | None = None, batch: int | None = None) -> None:
        self._system, self._level, self._batch = system, level or Level.DONE, batch or LARGEST_BATCH
        self.unrepeated: list[Unrepeated] = []
        self.deadline, self.waiting = inf, 0
        self._flying: deque[Flight] = deque()
        self._ahead, self._number = IN_FLIGHT, 0
        self._up = self._agreed = False
        self._terms = terms_of(policy)
        self._promised: tuple[Level, tuple[str, ...]] | None = None
        try:
            self._greet()
            self._agree()
        except BaseException:
            system.close()
            raise

    def under(self, policy: Policy) -> None:
        """Goes on under another policy, or another way to read it; raises what building a session does.

        After Unsupported or InvalidInput nothing can be put to the system before it has agreed on another policy.
        """
        self._land()
        self._terms, self._agreed, self._promised = terms_of(policy), False, None
        self._ready()

    def afresh(self) -> None:
        """Lets the system begin anew before the next probe."""
        self._land()
        self._up = False

    def ask(self, probe: Probe) -> Reply:
        """What comes of one probe; Broken where the system cannot be started again, Late where there is no time.

        May be called between two replies of `put`.
        """
        if monotonic() > self.deadline:
            raise Late
        into: Replies = deque()
        self._send((probe,), into)
        self._land()
        return into[0][1]

    def put(self, probes: Iterable[Probe]) -> Iterator[tuple[Probe, Reply]]:
        """What comes of each probe, in their order; some are put ahead of those whose replies were taken.

        Broken as for `ask`; Late where there is no time to find out which probe a failure comes from.
        """
        rest, into = iter(probes), Replies()
        try:
            while parcel := tuple(islice(rest, self.batch)):
                self._send(parcel, into)
                while len(self._flying) > self._ahead:
                    self._hear()
                yield from self._told(into)
            self._land()
        except (Broken, Late):
            yield from self._told(into)
            raise
        yield from self._told(into)

    def _told(self, into: Replies) -> Iterator[tuple[Probe, Reply]]:
        while into:
            one = into.popleft()
            self.waiting = len(into)
            yield one

    def close(self) -> None:
        """Asks the system to stop, and ends it."""
        if self._up and self._system.remembers:
            self._system.tell(STOP)
        self._up = False
        self._system.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _greet(self) -> None:
        self._agreed = False
        says = started(self._system)
        self._up = True
        self.about = About(says.name, says.language, says.release or "")
        self.level = min(self._level, says.level or Level.DUE, key=list(Level).index)
        self.batch = min(self._batch, int(says.batch or 1))

    def _agree(self) -> None:
        duties = agreed(self._system, self._terms)
        if self._promised not in (None, (self.level, duties)):
            raise Broken("changed", "answers `start` or `policy` in another way than before it was started anew")
        self._promised, self.duties = (self.level, duties), duties
        kept = msgspec.structs.replace(self._terms, duties=duties)
        self._under = None if self._system.remembers else msgspec.Raw(ENCODER.encode(kept))
        self._wanted = frozenset(duties)
        self._agreed = True

    def _ready(self) -> None:
        """Lets the system begin anew where it has failed; Broken where that fails, too."""
        for _ in range(ATTEMPTS - 1):
            with suppress(Broken):
                return self._begin()
        return self._begin()

    def _begin(self) -> None:
        try:
            if not self._up:
                self._system.restart()
                self._greet()
            if not self._agreed:
                self._agree()
        except Broken:
            self._up = False
            raise

    def _send(self, probes: tuple[Probe, ...], into: Replies) -> None:
        try:
            self._ready()
        except (Unsupported, InvalidInput) as error:
            raise Broken("no-policy", f"does not agree on the policy: {error}") from None
        numbers = range(self._number + 1, self._number + 1 + len(probes))
        self._number = numbers[-1]
        told = [story(number, one.as_of, one.events) for number, one in zip(numbers, probes, strict=True)]
        self._flying.append(Flight(probes, numbers, into))
        self._system.tell(run_line(told[0], self._under) if len(told) == 1 else runs_line(told, self._under))

    def _land(self) -> None:
        while self._flying:
            self._hear()

    def _hear(self) -> None:
        """Takes the replies of the oldest line in flight."""
        flight = self._flying[0]
        try:
            replies = self._replies(flight.numbers, self._system.hear())
        except Broken as broken:
            self._up = False
            self._fail(Failed(broken.kind, broken.what, broken.stderr or self._system.stderr))
        else:
            self._flying.popleft()
            flight.into.extend(zip(flight.probes, replies, strict=True))

    def _fail(self, failed: Failed) -> None:
        """Finds the probes that the system fails on, among those in flight."""
        lost = [(probe, flight.into) for flight in self._flying for probe in flight.probes]
        self._flying.clear()
        if len(lost) == 1:
            lost[0][1].append((lost[0][0], failed))
            return
        guilty: list[Probe] = []
        asked = False
        try:
            for probe, into in lost:
                reply = self.ask(probe)
                guilty += [probe] * isinstance(reply, Failed)
                into.append((probe, reply))
            asked = True
        finally:
            if not (guilty and asked):
                self.unrepeated.append(Unrepeated(failed, (*guilty, *(probe for probe, _ in lost)), asked))
                self._batch, self.batch, self._ahead = 1, 1, 0

    def _replies(self, numbers: range, line: bytes) -> list[Reply]:
        answers = (decoded(ANSWER, line),) if len(numbers) == 1 else decoded(ANSWERS, line).answers
        told = [int(answer.seq) for answer in answers]
        if sorted(told) != list(numbers):
            raise Broken("wrong-seq", f"answered seq {spoken(told)} where {spoken(numbers)} was asked")
        by_number = dict(zip(told, answers, strict=True))
        return [self._reply(by_number[number]) for number in numbers]

    def _reply(self, answer: Answer) -> Reply:
        if answer.skipped:
            return Skipped(answer.reason or "")
        if answer.errored:
            return Errored(answer.context or {})
        found = answer.findings or ()
        if not self._wanted.issuperset([one.duty for one in found]):
            found = tuple(one for one in found if one.duty in self._wanted)
        names = [(one.duty, one.trigger) for one in found]
        if len(set(names)) == len(names):
            return Said(found)
        (duty, trigger), _ = Counter(names).most_common(1)[0]
        what = f"gave two findings on one occasion, of {duty} triggered by {trigger}"
        return Failed("said-twice", what, self._system.stderr)


def spoken(numbers: Iterable[int]) -> str:
    """Numbers for a reader."""
    return ", ".join(map(str, numbers)) or "nothing"
