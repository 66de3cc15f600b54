"""Miniatures that know the right answer and do not bring it over: they crash, hang, or write something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from time import sleep
from typing import Any

from model.conformance.messages import Run, Runs
from tests.conformance.miniatures.miniature import Miniature, Voice

FLOOD, HOG, HUGE = 1_000_000, 8 * 2**30, 100_000_000
Sends = Callable[[Voice, Any, bytes], None]


def histories(asked: Run | Runs) -> Iterator[list[dict[str, Any]]]:
    """The histories on a line."""
    yield from [asked.history] if isinstance(asked, Run) else (one.history for one in asked.runs)


def on(kind: str, otherwise: Sends) -> Sends:
    """Behaves otherwise where an event of this kind has happened."""

    def sends(voice: Voice, asked: Run | Runs, line: bytes) -> None:
        met = any(event["type"] == kind for history in histories(asked) for event in history)
        otherwise(voice, asked, line) if met else voice.tell(line)

    return sends


def on_nothing(voice: Voice, asked: Run | Runs, line: bytes) -> None:
    """Fails where nothing has happened."""
    for history in histories(asked):
        print("the first event is", history[0]["type"], file=sys.stderr)
    voice.tell(line)


def in_ascii(voice: Voice, asked: Run | Runs, line: bytes) -> None:
    """Keeps its records in a file that takes ASCII only."""
    for history in histories(asked):
        str(history).encode("ascii")
    voice.tell(line)


def sleeps(_voice: Voice, _asked: Any, _line: bytes) -> None:
    """Never answers."""
    while True:
        sleep(1)


def half(voice: Voice, _asked: Any, line: bytes) -> None:
    """Dies in the middle of a line."""
    voice.write(line[: len(line) // 2])
    os._exit(3)


def swaps(voice: Voice, _asked: Any, line: bytes) -> None:
    """Where somebody else is waiting, they come first."""
    other = voice.next_answer(0.02)
    if other is not None:
        voice.tell(other)
    voice.tell(line)


def floods(_voice: Voice, _asked: Any, _line: bytes) -> None:
    """Complains at length, then gives up."""
    sys.stderr.write("careful, something looks odd\n" * (FLOOD // 29))
    sys.stderr.write("the plan has no author\n")
    sys.stderr.flush()
    os._exit(1)


def leaves(voice: Voice, _asked: Any, line: bytes) -> None:
    """Ends after a hundred answers."""
    if voice.answered >= 100:
        os._exit(0)
    voice.tell(line)


def hogs(voice: Voice, _asked: Any, line: bytes) -> None:
    """Asks for more memory than there is."""
    kept = bytearray(HOG)
    voice.tell(line[: len(kept)])


def replaces(old: bytes, new: bytes) -> Sends:
    """Writes a piece of every answer in another way."""
    return lambda voice, _asked, line: voice.tell(line.replace(old, new))


def swollen(voice: Voice, _asked: Any, line: bytes) -> None:
    """Answers with a hundred megabytes."""
    voice.tell(line.replace(b"{", b'{"notes":"' + b"x" * HUGE + b'",', 1))


def stamped(voice: Voice, _asked: Any, line: bytes) -> None:
    """Writes due days with the time of the day."""
    pieces = line.split(b'"due":"')
    voice.tell(pieces[0] + b"".join(b'"due":"' + one[:10] + b"T00:00:00" + one[10:] for one in pieces[1:]))


def echoes(voice: Voice, _asked: Any, line: bytes) -> None:
    """Writes a line more."""
    voice.tell(line)
    voice.tell(line)


def misnumbers(voice: Voice, asked: Any, line: bytes) -> None:
    """Answers the run before."""
    voice.tell(line.replace(b'"seq":%d' % asked.seq, b'"seq":%d' % (asked.seq + 1), 1))


MANNERS: tuple[Miniature, ...] = (
    Miniature(
        "crash-on-empty",
        "crashes on a history without events",
        ("ended, or closed its output", "IndexError"),
        sends=on_nothing,
    ),
    Miniature(
        "non-ascii",
        "chokes on text beyond ASCII",
        ("ended, or closed its output", "UnicodeEncodeError: 'ascii' codec can't encode"),
        sends=in_ascii,
    ),
    Miniature(
        "hang",
        "hangs once a child is looked after",
        ("gave no answer in time",),
        sends=on("became_looked_after", sleeps),
        timeout=1,
    ),
    Miniature(
        "half-a-line",
        "dies in the middle of an answer",
        ("ended with exit code 3", "in the middle of a line"),
        sends=on("case_closed", half),
    ),
    Miniature(
        "out-of-order",
        "answers out of order when it is asked fast",
        ("answered another run than the one asked", "when several histories were under way"),
        sends=swaps,
        batch=1,
    ),
    Miniature(
        "wrong-seq",
        "answers with the number of another run",
        ("answered another run than the one asked",),
        sends=misnumbers,
        batch=1,
    ),
    Miniature("invalid-json", "writes single quotes", ("wrote what is not JSON",), sends=replaces(b'"', b"'")),
    Miniature("wrong-status", "says overdue for breached", ("overdue",), sends=replaces(b'"breached"', b'"overdue"')),
    Miniature(
        "due-with-time",
        "writes due days with the time of the day",
        ("wrote what does not fit the protocol", "date"),
        sends=stamped,
    ),
    Miniature(
        "floods-stderr",
        "complains at length and crashes",
        ("ended with exit code 1", "the plan has no author"),
        sends=on("plan_discharged", floods),
    ),
    Miniature(
        "huge-answer",
        "answers with 100 MB",
        ("wrote more than 16 MB on one line",),
        sends=on("case_transferred", swollen),
    ),
    Miniature(
        "hundred-answers", "ends after a hundred answers", ("ended, or closed its output",), sends=leaves, batch=1
    ),
    Miniature("extra-line", "writes every answer twice", ("wrote a line without being asked",), sends=echoes, batch=1),
    Miniature(
        "memory-hog",
        "asks for more memory than it may have",
        ("MemoryError",),
        sends=on("case_closed", hogs),
        memory=1_000_000_000,
    ),
)
