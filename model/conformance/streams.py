"""Streams: the three ends of a process's standard streams, read and written by turns so that none of them blocks."""

from __future__ import annotations

import os
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from subprocess import Popen
from time import monotonic

LONGEST_LINE = 16 * 2**20
KEPT = 4 * 2**10
AT_ONCE = 2**16
# What is left in a pipe is less than this; more comes only from somebody who goes on writing.
LEFT_OVER = 2**21


class Streams:
    """Open until `close`. `said` is what was read of its output and not taken yet, `complaints` the end of its errors.

    `ended` says that its output has come to an end, `deaf` that it has closed its input.
    """

    def __init__(self, process: Popen[bytes]) -> None:
        self.said, self.complaints = bytearray(), bytearray()
        self.ended, self.deaf = False, False
        self._searched, self._unsent = 0, bytearray()
        self._files = DefaultSelector()
        self._ends = [file for file in (process.stdin, process.stdout, process.stderr) if file is not None]
        self._input, self._output, self._errors = (file.fileno() for file in self._ends)
        for file, read in ((self._output, self._read), (self._errors, self._note)):
            self._files.register(file, EVENT_READ, read)
        for file in (self._input, self._output, self._errors):
            os.set_blocking(file, False)

    def send(self, sent: bytes) -> None:
        """Writes as much as the process takes now; `pump` writes the rest."""
        waiting = bool(self._unsent)
        self._unsent += sent
        if not waiting:
            self._write()
            if self._unsent:
                self._files.register(self._input, EVENT_WRITE, self._write_on)

    @property
    def all_sent(self) -> bool:
        """Whether nothing waits to be written."""
        return not self._unsent

    def line(self) -> bytes | None:
        """The next line of its output without its end, None where it has not come in full."""
        end = self.said.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(self.said)
            return None
        line = bytes(self.said[:end])
        del self.said[: end + 1]
        self._searched = 0
        return line

    def pump(self, seconds: float) -> None:
        """Writes and reads what can be, after waiting at most so long for the first of it."""
        for key, _ in self._files.select(seconds):
            key.data()

    def run_out(self, deadline: float) -> None:
        """Throws away what it says until both its outputs have ended, or until the deadline."""
        while self._files.get_map() and (left := deadline - monotonic()) > 0:
            self.pump(left)
            self.said.clear()

    def drain(self) -> None:
        """Takes what there is of its errors: waits for nothing, and does not go on without end."""
        with suppress(BlockingIOError):
            for _ in range(LEFT_OVER // AT_ONCE):
                self._keep(os.read(self._errors, AT_ONCE))

    def hang_up(self) -> None:
        """Closes its input, with what was not taken yet."""
        if self._unsent:
            self._unsent.clear()
            self._files.unregister(self._input)
        self._ends[0].close()

    def close(self) -> None:
        """Forgets the streams; whoever opened them closes them."""
        self._files.close()

    def _write(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: os.write(self._input, self._unsent[:AT_ONCE])]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self.deaf = True
            self._unsent.clear()

    def _write_on(self) -> None:
        self._write()
        if not self._unsent:
            self._files.unregister(self._input)

    def _read(self) -> None:
        taken = os.read(self._output, AT_ONCE)
        self.said += taken
        if not taken:
            self.ended = True
            self._files.unregister(self._output)

    def _note(self) -> None:
        taken = os.read(self._errors, AT_ONCE)
        self._keep(taken)
        if not taken:
            self._files.unregister(self._errors)

    def _keep(self, taken: bytes) -> None:
        self.complaints += taken
        del self.complaints[:-KEPT]
