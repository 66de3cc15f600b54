"""A replay: one history with what is expected of it, in a file, so that a fault can be asked for again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from model.conformance.faults import SystemFault
from model.conformance.investigation import what
from model.conformance.judging import Judging, digest_of
from model.conformance.messages import story
from model.conformance.probe import Answers, Level, Probe, differences, said
from model.conformance.reply import Said, Skipped
from model.conformance.report import Report
from model.conformance.verifying import opened
from model.errors import Fault, InvalidInput
from model.history.history import History
from model.history.record import RecordReader
from model.policy import Policy, load_policy, under

FORMAT = "coregroup-replay"


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds; `history` and `expected` are as in the protocol."""

    format: str
    version: int
    says: str
    policy: str
    digest: str
    readings: dict[str, str]
    level: Level
    duties: list[str]
    as_of: date
    history: list[dict[str, Any]]
    expected: list[dict[str, str]]


@dataclass(frozen=True)
class Replay:
    """A file's probe, with the policy and the readings under which it is to be judged."""

    stored: Stored
    place: str

    def probe(self, policy: Policy) -> Probe:
        """The probe; InvalidInput where the policy is another one now, or does not know these events."""
        if digest_of(policy) != self.stored.digest:
            hint = f"the file was made under {self.stored.digest}; verify anew"
            raise InvalidInput(Fault("changed-policy", "is not what it was", policy.id, self.place, hint))
        parts = RecordReader(policy.vocabulary).parts({"case": "replay", "events": self.stored.history})
        if parts is None:
            raise InvalidInput(Fault("bad-replay", "holds a history that cannot be read", place=self.place))
        events = History.of("replay", parts.events, vocabulary=policy.vocabulary).events
        return Probe(self.place, self.stored.says, "user", events, self.stored.as_of)


def replay_of(fault: SystemFault, report: Report) -> dict[str, Any]:
    """The content of the file for a fault."""
    probe = fault.probe
    told = story(0, probe.as_of, probe.events)
    return {
        "format": FORMAT,
        "version": 1,
        "says": fault.title,
        "policy": report.source,
        "digest": report.digest,
        "readings": dict(report.policy.chosen),
        "level": report.level.value,
        "duties": [fault.duty] if fault.duty else list(report.duties),
        "as_of": probe.as_of.isoformat(),
        "history": told["history"],
        "expected": findings(fault.expected, fault.duty),
    }


def findings(answers: Answers, duty: str) -> list[dict[str, str]]:
    """Answers as the protocol tells them, of one duty where one is named."""
    kept = {key: one for key, one in answers.items() if duty in ("", key[0])}
    return [
        {"duty": name, "trigger": trigger, **{field: text for field in Level.DONE.fields if (text := said(one, field))}}
        for (name, trigger), one in sorted(kept.items())
    ]


def written(content: Mapping[str, Any]) -> str:
    """The text of a file."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def read(path: Path) -> Replay:
    """The replay in a file; InvalidInput where it is none."""
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=Stored)
    except OSError as error:
        raise InvalidInput(Fault("no-replay", "cannot be read", path, "--replay", error.strerror or "")) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(Fault("bad-replay", "is no replay file", path, "--replay", str(error))) from None
    if (stored.format, stored.version) != (FORMAT, 1):
        raise InvalidInput(Fault("bad-replay", "is no replay file", path, "--replay", f"of version 1 of {FORMAT}"))
    return Replay(stored, path.name)


def outcome(replay: Replay, command: Sequence[str], **options: Any) -> tuple[str, ...]:
    """What a system gets wrong on a replay, one sentence a finding; the options are those of `verify`.

    InvalidInput where the file does not fit the policy, or the system cannot be spoken with.
    """
    stored = replay.stored
    policy = under(load_policy(stored.policy), stored.readings)
    probe = replay.probe(policy)
    level = Level(options["level"]) if options.get("level") else stored.level
    with opened(
        command, options["url"], policy, level, options["batch"], options["timeout"], options["memory"]
    ) as session:
        reply = session.ask(probe)
        duties = [id for id in stored.duties if id in session.duties]
        if isinstance(reply, Said):
            return disagreements(probe, policy, duties, reply.answers, session.level)
    return (f"the system skips it: {reply.reason}" if isinstance(reply, Skipped) else f"the system {what(reply)}",)


def disagreements(probe: Probe, policy: Policy, duties: list[str], got: Answers, level: Level) -> tuple[str, ...]:
    """Where a system differs from the oracle on a probe, one sentence a finding."""
    ours = Said(Judging.of(policy, duties).told(probe.events, probe.as_of)).answers
    theirs = {key: one for key, one in got.items() if key[0] in duties}
    return tuple(
        f"{one.duty} [{one.trigger}]: {one.field}: the policy says {one.expected or 'nothing'}, "
        f"the system {one.got or 'nothing'}"
        for one in differences(ours, theirs, level)
    )
