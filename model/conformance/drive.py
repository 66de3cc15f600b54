"""The oracle as an implementation of the protocol: what it answers to each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

import msgspec

from model import __version__
from model.bulk.late import Late
from model.calendar import Calendar
from model.conformance.broken import Broken
from model.conformance.judging import PATIENT, WEEKEND, Judging, digest_of
from model.conformance.messages import (
    ENCODER,
    LARGEST_BATCH,
    REQUESTS,
    TERMS,
    Agreed,
    Answer,
    Answers,
    Asked,
    Days,
    PolicyAsked,
    Run,
    Runs,
    Seq,
    Start,
    Started,
    Stop,
    Story,
    Terms,
    decoded,
)
from model.conformance.probe import Level
from model.errors import Fault, InvalidInput
from model.history.diagnosis import Diagnosis
from model.history.history import History
from model.history.record import RecordReader
from model.policy import Policy, built_in, load_policy, under


class PlainRun(Asked, frozen=True, tag="run"):
    """One history under the policy agreed on, as it stands."""

    seq: Seq
    as_of: date
    history: msgspec.Raw


class PlainStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of several."""

    seq: Seq
    as_of: date
    history: msgspec.Raw


class PlainRuns(Asked, frozen=True, tag="runs"):
    """Several histories."""

    runs: list[PlainStory]


PLAIN = msgspec.json.Decoder(PlainRun | PlainRuns)
HISTORY = msgspec.json.Decoder(list[dict[str, Any]])

# So many ways to read a policy are kept at hand.
KEPT = 16


class Reader:
    """Judges the histories of messages under one way to read a policy."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self.swift = Late(judging.scanner, PATIENT)
        self._records = RecordReader(judging.policy.vocabulary)

    def answer(self, run: Run | Story) -> Answer:
        """The findings on a history, or what is wrong with it."""
        raw = {"case": "run", "events": run.history}
        parts = self._records.parts(raw)
        if parts is None:
            faults = Diagnosis(self._records).faults(raw, "history", lambda n: f"history, event {n}")
            return errored(run.seq, faults)
        history = History.of("run", parts.events, vocabulary=self._judging.policy.vocabulary)
        try:
            return Answer(run.seq, self._judging.told(history.events, run.as_of))
        except InvalidInput as error:
            return errored(run.seq, error.faults)

    def plain(self, asked: PlainRun | PlainRuns) -> bytes | None:
        """The same without taking the histories apart; None where that is not ready, or where they are no histories."""
        runs: Sequence[PlainRun | PlainStory] = (asked,) if isinstance(asked, PlainRun) else asked.runs
        scanner = self.swift.get(len(runs))
        if scanner is None:
            return None
        told = scanner.answers([(one.history, one.as_of) for one in runs])
        try:
            lines = [self._line(one, findings) for one, findings in zip(runs, told, strict=True)]
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return lines[0] if isinstance(asked, PlainRun) else b'{"answers":[' + b",".join(lines) + b"]}"

    def _line(self, run: PlainRun | PlainStory, findings: bytes | None) -> bytes:
        if findings is None:
            return ENCODER.encode(self.answer(Story(run.seq, run.as_of, HISTORY.decode(run.history))))
        return b'{"seq":%d,"findings":%b}' % (run.seq, findings)


class Drive:
    """Answers lines, one after the other; `own` are policies that it takes from files, instead of those of their ids.

    What is `stateless` remembers no policy: every run has to bring its terms. `current` judges under the one that was
    agreed on.
    """

    def __init__(self, own: Iterable[Policy] = (), stateless: bool = False) -> None:
        self._own = {policy.id: policy for policy in own}
        self._stateless = stateless
        self.current: Reader | None = None
        self._readers: dict[bytes, Reader] = {}

    def answer(self, line: bytes) -> bytes | None:
        """The answer to one line, None to `stop`; InvalidInput where the line is no message, or comes too early."""
        plain = self._plain(line)
        if plain is not None:
            return plain
        try:
            asked = decoded(REQUESTS, line)
        except Broken as broken:
            raise InvalidInput(Fault("not-the-protocol", f"the other side {broken.what}")) from None
        if isinstance(asked, Stop):
            return None
        return ENCODER.encode(self._answered(asked))

    def _plain(self, line: bytes) -> bytes | None:
        """The answer to histories under a policy agreed on, where none needs a closer look."""
        if self.current is None:
            return None
        try:
            asked = PLAIN.decode(line)
        except (msgspec.MsgspecError, RecursionError):
            return None
        return self.current.plain(asked)

    def _answered(self, asked: Start | PolicyAsked | Run | Runs) -> object:
        if isinstance(asked, Start):
            return Started(True, 1, "coregroup", "python", __version__, Level.DONE, LARGEST_BATCH)
        if isinstance(asked, PolicyAsked):
            return self._agree(asked)
        reader = self._reader(asked.under)
        if isinstance(asked, Run):
            return reader.answer(asked)
        return Answers(tuple(reader.answer(one) for one in asked.runs))

    def _agree(self, terms: Terms) -> Agreed:
        try:
            judging = self._judging(terms)
        except InvalidInput as error:
            return Agreed(unsupported=True, reason=str(error))
        if not self._stateless:
            self.current = Reader(judging)
        return Agreed(ok=True, duties=judging.policy.duty_ids)

    def _reader(self, under: msgspec.Raw) -> Reader:
        terms = bytes(under)
        if not terms:
            if self.current is None:
                hint = (
                    "over HTTP every run brings its terms, under `under`" if self._stateless else "send `policy` first"
                )
                raise InvalidInput(Fault("no-policy", "a run came before any policy was agreed on", hint=hint))
            return self.current
        reader = self._readers.get(terms)
        if reader is None:
            reader = Reader(self._judging(TERMS.decode(terms)))
            if len(self._readers) >= KEPT:
                self._readers.clear()
            self._readers[terms] = reader
        return reader

    def _judging(self, terms: Terms) -> Judging:
        """What the terms ask for; InvalidInput where we do not know it."""
        return Judging.of(self._policy(terms), terms.duties, calendar_of(terms.calendar))

    def _policy(self, terms: Terms) -> Policy:
        if terms.policy in self._own:
            return under(self._own[terms.policy], terms.readings)
        if terms.policy not in built_in():
            hint = "start it with --policy FILE"
            raise InvalidInput(Fault("unknown-policy", "no policy of this id is known here", terms.policy, hint=hint))
        policy = under(load_policy(terms.policy), terms.readings)
        if digest_of(policy) != terms.digest:
            fact = f"another text of {terms.policy} than the one known here, which has {digest_of(policy)}"
            raise InvalidInput(Fault("other-policy", fact, terms.digest, hint="start it with --policy FILE"))
        return policy


def calendar_of(days: Days) -> Calendar:
    """The calendar that was sent; InvalidInput for a weekend of other days, which we cannot count by."""
    if sorted(days.weekend) != list(WEEKEND):
        raise InvalidInput(Fault("other-weekend", "only 6 and 7 are known as weekend", list(days.weekend)))
    return Calendar("as-sent", days.first, days.last, frozenset(days.holidays))


def errored(seq: int, faults: Iterable[Fault]) -> Answer:
    """What is wrong with a history."""
    context: dict[str, Any] = {"faults": [str(fault) for fault in faults]}
    return Answer(seq, errored=True, context=context)


def converse(drive: Drive, asked: BinaryIO, answers: BinaryIO) -> None:
    """Answers every line until `stop`, or until there are no more; InvalidInput as for `Drive.answer`."""
    for line in asked:
        if line.isspace():
            continue
        answer = drive.answer(line)
        if answer is None:
            return
        answers.write(answer + b"\n")
        answers.flush()
