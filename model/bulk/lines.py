"""What the kernel has at hand of lines: no lines at all, where events come as arrays, and the pieces of answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
import numpy as np

from model.bulk.kernel import Lines
from model.bulk.memo import ENTRY_COLUMNS, READ_COLUMNS, STATE, Memo, Text
from model.bulk.places import Ints
from model.bulk.write import Phrases
from model.findings import Status


def longs(*shape: int) -> Ints:
    """Zeros."""
    return np.zeros(shape, dtype=np.int64)


def text(length: int) -> Text:
    """An empty text."""
    return np.zeros(length, dtype=np.uint8)


def nothing() -> Lines:
    """No lines at all."""
    memo = Memo(
        table=longs(1),
        entries=longs(0, ENTRY_COLUMNS),
        arena=text(0),
        missed=longs(0, 3),
        scribble=text(0),
        read=longs(0, READ_COLUMNS),
        ties=longs(0, 2),
        state=longs(STATE),
    )
    return Lines(text(0), memo, Phrases(text(0), longs(1), text(0), 0, 0, 0), text(0), 0, 0)


NOTHING = nothing()


def phrases(duties: Iterable[str], first: date, last: date) -> Phrases:
    """The pieces of answers about these duties, and the days from the first to the last, as they are written."""
    begun = [b'{"duty":' + msgspec.json.encode(id) + b',"trigger":"' for id in duties]
    statuses = [b'","status":' + msgspec.json.encode(status) for status in Status]
    pieces = [*begun, *statuses, b',"due":"', b',"done":"', b'"']
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1).astype("S10")
    return Phrases(
        text=np.frombuffer(b"".join(pieces), dtype=np.uint8).copy(),
        at=np.cumsum([0, *map(len, pieces)]).astype(np.int64),
        days=days.view(np.uint8).copy(),
        first=first.toordinal(),
        duties=len(begun),
        statuses=len(statuses),
    )
