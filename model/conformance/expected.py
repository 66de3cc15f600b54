"""What the oracle expects of a probe: of one at a time, or of many in processes of their own."""

from __future__ import annotations

import pickle
import sys
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import cycle, islice

import msgspec

from model.conformance.child import Child
from model.conformance.drive import Drive, converse
from model.conformance.judging import Judging, swiftly, terms_of
from model.conformance.messages import ANSWERS, Told, decoded, runs_line, story
from model.conformance.probe import Answers, Probe
from model.conformance.reply import Said
from model.conformance.system import agreed
from model.errors import Fault, InvalidInput
from model.policy import Policy
from model.policy.parse import parse

# So many probes go to a process on one line (a pipe holds about as much), so many lines are under way to each.
PARCEL, AHEAD = 16, 2
# In seconds, for a line: the oracle does not hang.
PATIENCE = 600.0
# With our own path, so that nobody's `model.py` in the working folder is taken for ours.
CODE = "import sys; sys.path[:] = {path}; from model.conformance.expected import main; main()"


def expected(probe: Probe, policy: Policy, duties: Iterable[str] | None = None) -> Answers:
    """The oracle's answers, of these duties only (default: all), with the days that the protocol sends.

    InvalidInput where a day lies outside the calendar.
    """
    return Said(Judging.of(policy, duties).told(probe.events, probe.as_of)).answers


class Experts:
    """Says what the oracle expects under `policy` of these duties (default: all); ends its processes with `close`.

    With no `processes` it is worked out in this one; so it is where the bulk judge supports all duties, which takes
    less time than to tell a process of a history. Until that is ready, and of what is beyond it, the oracle is asked.
    """

    def __init__(self, policy: Policy, duties: Iterable[str] | None = None, *, processes: int = 0) -> None:
        asked = tuple(policy.duty_ids if duties is None else duties)
        self._judging = Judging.of(policy, asked)
        self.swift = swiftly(self._judging)
        self._flying: deque[tuple[Child, tuple[Probe, ...]]] = deque()
        needed = processes if processes and not self._judging.held else 0
        command = (sys.executable, "-P", "-c", CODE.format(path=sys.path))
        self._children = [Child(command, timeout=PATIENCE) for _ in range(needed)]
        terms = msgspec.structs.replace(terms_of(policy), duties=asked)
        for child in self._children:
            child.tell(packed(policy))
        for child in self._children:
            child.hear()
            agreed(child, terms)

    def put(self, probes: Iterable[Probe]) -> Iterator[tuple[Probe, Said]]:
        """What is expected of each probe, in their order; some are worked out ahead of those that were taken.

        InvalidInput where a day lies outside the calendar.
        """
        return self._parcels(probes) if self._children else self._here(probes)

    def close(self) -> None:
        """Ends the processes."""
        for child in self._children:
            child.close(0)

    def __enter__(self) -> Experts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _here(self, probes: Iterable[Probe]) -> Iterator[tuple[Probe, Said]]:
        rest = iter(probes)
        while parcel := tuple(islice(rest, PARCEL)):
            bulk = self.swift.get(len(parcel))
            told = (
                [None] * len(parcel) if bulk is None else bulk.told([(one.events, one.as_of) for one in parcel], Told)
            )
            for probe, findings in zip(parcel, told, strict=True):
                yield probe, Said(self._judging.told(probe.events, probe.as_of) if findings is None else findings)

    def _parcels(self, probes: Iterable[Probe]) -> Iterator[tuple[Probe, Said]]:
        rest, turns = iter(probes), cycle(self._children)
        while self._flying:  # somebody did not take all that was asked for before
            self._flying.popleft()[0].hear()
        while parcel := tuple(islice(rest, PARCEL)):
            child = next(turns)
            child.tell(runs_line([story(n, one.as_of, one.events) for n, one in enumerate(parcel)]))
            self._flying.append((child, parcel))
            if len(self._flying) > AHEAD * len(self._children):
                yield from self._heard()
        while self._flying:
            yield from self._heard()

    def _heard(self) -> Iterator[tuple[Probe, Said]]:
        child, parcel = self._flying.popleft()
        answers = decoded(ANSWERS, child.hear()).answers
        for probe, answer in zip(parcel, answers, strict=True):
            if answer.findings is None:
                place = f"probe {probe.id}"
                raise InvalidInput(Fault("unexpected", "the oracle cannot judge this history", answer.context, place))
            yield probe, Said(answer.findings)


def packed(policy: Policy) -> bytes:
    """A policy on one line."""
    return b64encode(pickle.dumps((policy.id, policy.tables)))


def unpacked(line: bytes) -> Policy:
    """The policy of a line; of our own making, since a line of somebody else's could do anything."""
    id, tables = pickle.loads(b64decode(line))  # noqa: S301 (from the process that started this one)
    return parse(tables, id)


def main() -> None:
    """The life of one process: a policy, then the protocol."""
    drive = Drive([unpacked(sys.stdin.buffer.readline())])
    sys.stdout.buffer.write(b"{}\n")
    sys.stdout.buffer.flush()
    converse(drive, sys.stdin.buffer, sys.stdout.buffer)
