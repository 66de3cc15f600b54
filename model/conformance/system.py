"""A system under test, as a session sees it: somebody who answers lines, and the handshake with it."""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from model.conformance.broken import Broken
from model.conformance.messages import (
    AGREED,
    ENCODER,
    START,
    STARTED,
    PolicyAsked,
    Started,
    Terms,
    decoded,
)
from model.errors import Fault, InvalidInput, meant

T = TypeVar("T")


class System(Protocol):
    """Answers lines in their order: a `Child` or a `Web`. Broken leaves only `ask` and `hear`."""

    @property
    def remembers(self) -> bool:
        """Whether what was agreed on need not be said again with every run."""

    @property
    def stderr(self) -> str:
        """The end of its complaints."""

    def ask(self, line: bytes) -> bytes:
        """The answer to one line; Broken where none comes."""

    def tell(self, line: bytes) -> None:
        """Sends a line whose answer `hear` gives."""

    def hear(self) -> bytes:
        """The answer to the oldest line that was told and not heard of yet; Broken where none comes."""

    def restart(self) -> None:
        """Begins anew, as if nothing had been said."""

    def close(self) -> None:
        """Ends it."""


class Unsupported(Exception):
    """The system says that it does not know this policy, or this way to read it; the text is its reason."""


def started(system: System) -> Started:
    """Who the system says that it is; Broken where it does not say so."""
    return answered(system, STARTED, START)


def agreed(system: System, terms: Terms) -> tuple[str, ...]:
    """The duties that the system computes, in our order.

    Unsupported where it knows none of this, InvalidInput where it names a duty that was not asked for.
    """
    fields = msgspec.structs.asdict(terms)
    answer = answered(system, AGREED, ENCODER.encode(PolicyAsked(**fields)))
    if answer.duties is None or answer.unsupported:
        raise Unsupported(answer.reason)
    unknown = [id for id in dict.fromkeys(answer.duties) if id not in terms.duties]
    if unknown:
        fact = "the system agrees on a duty that it was not asked for"
        place = "its answer to `policy`"
        raise InvalidInput(*(Fault("unasked-duty", fact, id, place, meant(id, terms.duties)) for id in unknown))
    return tuple(id for id in terms.duties if id in answer.duties)


def answered(system: System, decoder: msgspec.json.Decoder[T], line: bytes) -> T:
    """The decoded answer; Broken, with what the system complained of, where there is none."""
    heard = system.ask(line)
    try:
        return decoded(decoder, heard)
    except Broken as broken:
        raise Broken(broken.kind, broken.what, system.stderr) from None
