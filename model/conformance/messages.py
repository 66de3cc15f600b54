"""The messages of the protocol (`PROTOCOL.md`, `schemas/v1.json`), as values and as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec

from model.conformance.broken import Broken
from model.conformance.probe import Level
from model.conformance.unfit import unfit
from model.events import Event
from model.findings import Status

VERSION = 1
LARGEST_BATCH = 64
LARGEST_SEQ = 2**53
SHOWN = 120

Text = Annotated[str, msgspec.Meta(min_length=1)]
# JSON Schema takes 17.0 for a whole number, and so do programs that know one kind of number only.
Number = int | float
Seq = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_SEQ)]
T = TypeVar("T")


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="cmd"):
    """What a program is asked."""


class Start(Asked, frozen=True, tag="start"):
    """The first message."""

    version: int


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The days that are no working days, from `first` to `last`, both included; `weekend` from 1 (Monday) to 7."""

    first: date
    last: date
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is judged by: a policy read in one way, its days, and the duties that are asked."""

    policy: str
    digest: str
    readings: dict[str, str]
    calendar: Days
    duties: tuple[str, ...]


class PolicyAsked(Terms, frozen=True, tag_field="cmd", tag="policy"):
    """Another policy, or another way to read it."""


class Run(Asked, frozen=True, tag="run", omit_defaults=True):
    """One history; `under` holds the terms where the program need not remember them."""

    seq: Seq
    as_of: date
    history: list[dict[str, Any]]
    under: msgspec.Raw = msgspec.Raw()


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run of several on one line."""

    seq: Seq
    as_of: date
    history: list[dict[str, Any]]


class Runs(Asked, frozen=True, tag="runs", omit_defaults=True):
    """Several histories."""

    runs: list[Story]
    under: msgspec.Raw = msgspec.Raw()


class Stop(Asked, frozen=True, tag="stop"):
    """The last message."""


class Started(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to `start`."""

    ok: bool
    version: Number
    name: Text
    language: Text
    release: str | None = None
    level: Level | None = None
    batch: Number | None = None

    def __post_init__(self) -> None:
        expect(self.ok, "`ok` must be true")
        expect(self.version == VERSION, f"`version` must be {VERSION}, which is what was asked")
        fits = self.batch is None or (self.batch in range(1, LARGEST_BATCH + 1))
        expect(fits, f"`batch` must be a whole number from 1 to {LARGEST_BATCH}")


class Agreed(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to `policy`: the duties that the program computes, or why it cannot."""

    ok: bool | None = None
    duties: tuple[str, ...] | None = None
    unsupported: bool | None = None
    reason: Text | None = None

    def __post_init__(self) -> None:
        expect(
            bool(self.ok) != bool(self.unsupported), 'needs either "ok": true or "unsupported": true, one and not both'
        )
        expect(not self.ok or self.duties is not None, '"ok": true needs `duties`')
        expect(not self.unsupported or self.reason is not None, '"unsupported": true needs a `reason`')


class Told(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A finding as it is told: one duty on the occasion that the event `trigger` made."""

    duty: str
    trigger: str
    status: Status
    due: date | None = None
    done: date | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to `run`: findings, or that the history was skipped and why, or what went wrong."""

    seq: Number
    findings: tuple[Told, ...] | None = None
    skipped: bool | None = None
    reason: Text | None = None
    errored: bool | None = None
    context: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        expect(self.seq == int(self.seq) and 0 <= self.seq <= LARGEST_SEQ, "`seq` must be a whole number, 0 or more")
        ways = (self.findings is not None) + bool(self.skipped) + bool(self.errored)
        expect(ways == 1, 'needs exactly one of `findings`, "skipped": true and "errored": true')
        expect(not self.skipped or self.reason is not None, '"skipped": true needs a `reason`')
        expect(not self.errored or self.context is not None, '"errored": true needs a `context`')


class Answers(msgspec.Struct, frozen=True):
    """The answer to `runs`, in any order."""

    answers: tuple[Answer, ...]


REQUESTS: msgspec.json.Decoder[Start | PolicyAsked | Run | Runs | Stop] = msgspec.json.Decoder(
    Start | PolicyAsked | Run | Runs | Stop
)
TERMS = msgspec.json.Decoder(Terms)
STARTED = msgspec.json.Decoder(Started)
AGREED = msgspec.json.Decoder(Agreed)
ANSWER = msgspec.json.Decoder(Answer)
ANSWERS = msgspec.json.Decoder(Answers)
ENCODER = msgspec.json.Encoder()

START = ENCODER.encode(Start(VERSION))
STOP = ENCODER.encode(Stop())


def expect(truth: bool, what: str) -> None:
    """ValueError where something that the schema asks is not so."""
    if not truth:
        raise ValueError(what)


def decoded(decoder: msgspec.json.Decoder[T], line: bytes) -> T:
    """The message on a line; Broken where it is no JSON (`not-json`) or not as in the schema (`not-schema`)."""
    try:
        if not line.isascii():
            line.decode()  # the decoder looks into no text that it passes over
        return decoder.decode(line)
    except msgspec.ValidationError as error:
        raise Broken(
            "not-schema", f"wrote what does not fit the protocol ({unfit(error, line)}): {shown(line)}"
        ) from None
    except (ValueError, RecursionError) as error:
        why = str(error).removeprefix("JSON is malformed: ")
        raise Broken("not-json", f"wrote what is not JSON ({why}): {shown(line)}") from None


def shown(line: bytes) -> str:
    """The beginning of a line, on one line."""
    text = line.rstrip()[: SHOWN + 1].decode("utf-8", "backslashreplace")
    whole = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return "an empty line" if not line.strip() else repr(whole)[1:-1]


def told_event(event: Event) -> dict[str, Any]:
    """An event as it is told."""
    own: dict[str, Any] = {"id": event.id, "type": event.type, "on": event.on}
    if event.recorded_on is not None:
        own["recorded_on"] = event.recorded_on
    own.update(event.attributes)
    return own


def story(seq: int, as_of: date, events: Iterable[Event]) -> dict[str, Any]:
    """One run: of the events only those that had happened and were recorded by the end of `as_of`."""
    known = [told_event(event) for event in events if event.on <= as_of and event.known_on <= as_of]
    return {"seq": seq, "as_of": as_of, "history": known}


def run_line(one: dict[str, Any], under: msgspec.Raw | None = None) -> bytes:
    """One run on a line."""
    return ENCODER.encode({"cmd": "run", **one, **({} if under is None else {"under": under})})


def runs_line(many: Sequence[dict[str, Any]], under: msgspec.Raw | None = None) -> bytes:
    """Several runs on a line."""
    return ENCODER.encode({"cmd": "runs", "runs": many, **({} if under is None else {"under": under})})
