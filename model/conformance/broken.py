"""Broken: a conversation with a system under test that cannot go on."""

from __future__ import annotations

KINDS = {
    "timeout": "gave no answer in time",
    "ended": "ended, or closed its output",
    "not-json": "wrote what is not JSON",
    "not-schema": "wrote what does not fit the protocol",
    "wrong-seq": "answered another run than the one asked",
    "said-twice": "gave two findings on one occasion",
    "too-long": "wrote more than 16 MB on one line",
    "unasked": "wrote a line without being asked",
    "changed": "answered the handshake in another way after it was started anew",
    "no-policy": "did not agree on the policy after it was started anew",
    "unreachable": "could not be reached (HTTP)",
    "http-status": "answered with another status than 200 (HTTP)",
}
# How the end of a program is told, which comes before its answer.
BEFORE = " before it had answered"


class Broken(Exception):
    """What the system did instead of answering.

    `kind` is one of `KINDS`; `what` says it as a phrase that follows the name of the system; `stderr` is the end of
    what the system wrote on standard error.
    """

    def __init__(self, kind: str, what: str, stderr: str = "") -> None:
        self.kind, self.what, self.stderr = kind, what, stderr
        super().__init__(what)


def no_answer(seconds: float) -> str:
    """That no answer came in time, as a phrase that follows the name of the system.

    >>> no_answer(1), no_answer(0.3)
    ('did not answer within 1 second', 'did not answer within 0.3 seconds')
    """
    return f"did not answer within {seconds:g} second{'s' * (seconds != 1)}"
