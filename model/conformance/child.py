"""A child: a system under test that runs as a process of its own and answers line by line."""

from __future__ import annotations

import os
import signal
import subprocess
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from model.conformance.broken import BEFORE, Broken, no_answer
from model.conformance.messages import shown
from model.conformance.streams import LONGEST_LINE, Streams
from model.errors import Fault, InvalidInput

GRACE = 2.0
# How long the code of a process that has closed its output is waited for.
LAST_BREATH = 0.2
GROUPS = hasattr(os, "killpg")


class Child:
    """A program in a process group of its own, with no shell: started at once, ended with its group by `close`.

    `timeout` is in seconds, for each answer; `memory` in bytes, for each of its processes. Whatever leaves `tell`,
    `hear` or `ask` as an exception (Ctrl-C too) has ended the group; `restart` begins anew. Where nobody closes it, the
    group ends with this object, or with the interpreter.

    InvalidInput where the command cannot be started.
    """

    # What was agreed on need not be said again with every run.
    remembers = True

    def __init__(
        self, command: Sequence[str], *, timeout: float, memory: int | None = None, cwd: Path | None = None
    ) -> None:
        self.command, self.timeout, self.memory, self.cwd = tuple(command), timeout, memory, cwd
        self._limit = limiter(memory)
        self._start()

    def _start(self) -> None:
        self._awaited, self._early = 0, False
        ending = weakref.finalize(self, end, process := started(self.command, self.cwd))
        try:
            self._process, self._streams = process, Streams(process)
            self._limit(process.pid)
            # Last: what has no streams yet is not drained.
            self._end = ending
        except BaseException:
            ending()
            raise

    @property
    def stderr(self) -> str:
        """The end of what it wrote on standard error since it was started, at most 4 KB."""
        if self._end.alive:
            self._streams.drain()
        return self._streams.complaints.decode("utf-8", "replace")

    def ask(self, line: bytes) -> bytes:
        """The answer to one line; Broken as for `hear`."""
        self.tell(line)
        return self.hear()

    def tell(self, line: bytes) -> None:
        """Sends a line; `hear` sends what the program does not take at once, and tells what is wrong."""
        if self._end.alive:
            try:
                self._send(line + b"\n")
            except BaseException:
                self._stop()
                raise
        self._awaited += 1

    def hear(self) -> bytes:
        """The next answer, without the end of its line.

        Broken where none comes (`timeout`, `ended`, `too-long`), or where there was one already when nothing had been
        asked (`unasked`).
        """
        try:
            line = self._line(monotonic() + self.timeout)
        except Broken as broken:
            self._stop()
            raise Broken(broken.kind, broken.what, self.stderr) from None
        except BaseException:
            self._stop()
            raise
        self._awaited -= 1
        return line

    def restart(self) -> None:
        """Ends it, if it runs, and starts it anew."""
        self._stop()
        self._start()

    def close(self, grace: float = GRACE) -> None:
        """Lets it end by itself within `grace` seconds, then ends it with its whole group. May be called twice."""
        try:
            if self._end.alive:
                self._let_end(monotonic() + grace)
        finally:
            self._stop()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, line: bytes) -> None:
        if not self._awaited:
            self._streams.pump(0)
            self._early = bool(self._streams.said)
        self._streams.send(line)

    def _line(self, deadline: float) -> bytes:
        if not self._end.alive:
            raise Broken("ended", "does not run")
        if self._early:
            raise Broken("unasked", f"wrote a line without being asked: {shown(bytes(self._streams.said))}")
        while (line := self._streams.line()) is None:
            self._check(deadline)
            self._streams.pump(max(0.0, deadline - monotonic()))
        return line

    def _check(self, deadline: float) -> None:
        """Broken where there is no hope for the rest of the line."""
        if len(self._streams.said) > LONGEST_LINE:
            raise Broken("too-long", f"wrote more than 16 MB on one line: {shown(bytes(self._streams.said[:200]))}")
        if self._streams.ended:
            raise Broken("ended", f"{how_it_ended(self._process)}{self._half_a_line()}")
        if monotonic() >= deadline:
            raise Broken("timeout", f"{self._how_it_hangs()}{self._half_a_line()}")

    def _how_it_hangs(self) -> str:
        closed = "closed its input and " if self._streams.deaf else ""
        return f"{closed}{no_answer(self.timeout)}"

    def _half_a_line(self) -> str:
        said = bytes(self._streams.said)
        return f", in the middle of a line: {shown(said)}" if said else ""

    def _let_end(self, deadline: float) -> None:
        while not self._streams.all_sent and not self._streams.ended and (left := deadline - monotonic()) > 0:
            self._streams.pump(left)
        self._streams.hang_up()
        self._streams.run_out(deadline)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - monotonic()))

    def _stop(self) -> None:
        if self._end.alive:
            try:
                kill(self._process)
                self._streams.drain()
                self._streams.close()
            finally:
                self._end()


def started(command: Sequence[str], cwd: Path | None) -> subprocess.Popen[bytes]:
    """The process of a command; InvalidInput where there is none, with the likely mistake."""
    if not GROUPS:
        hint = "run this on Linux or macOS, or let the system answer over HTTP (--url)"
        raise InvalidInput(Fault("no-process-groups", "a program cannot be ended safely on this machine", hint=hint))
    if not "".join(command).strip():
        hint = "write it behind --, such as: -- node my_system.js"
        raise InvalidInput(Fault("cannot-start", "no command is given", hint=hint))
    try:
        return subprocess.Popen(  # noqa: S603 (the user's own command)
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            cwd=cwd,
        )
    except (OSError, ValueError) as error:
        raise InvalidInput(unstartable(command, cwd, error)) from None


def unstartable(command: Sequence[str], cwd: Path | None, error: Exception) -> Fault:
    """Why a command cannot be started."""
    if cwd is not None and not cwd.is_dir():
        return Fault("cannot-start", "there is no such folder to start it in", cwd)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Fault("cannot-start", "cannot be started", " ".join(command), hint=f"{reason}; {mistaken(command, error)}")


def mistaken(command: Sequence[str], error: Exception) -> str:
    """The likely mistake in a command that cannot be started."""
    program = command[0]
    if isinstance(error, FileNotFoundError) and " " in program:
        return "there is no shell: write the program and its arguments as words of their own, not in one pair of quotes"
    if isinstance(error, FileNotFoundError):
        return f"is {program!r} installed, and is it a path or a name that is found on PATH?"
    return f"if it is a script, name what runs it, such as: python3 {program}"


def limiter(memory: int | None) -> Callable[[int], None]:
    """What limits the memory that a process, and each of its children to come, may have for itself, in bytes.

    InvalidInput where the machine cannot do that.
    """
    if memory is None:
        return lambda _: None
    import resource

    if not hasattr(resource, "prlimit"):
        hint = "leave out --memory, or run this on Linux"
        raise InvalidInput(Fault("no-memory-limit", "memory cannot be limited on this machine", hint=hint))
    # Not RLIMIT_AS: node and Java reserve far more addresses than they will ever use.
    return lambda pid: limit(resource.prlimit, pid, resource.RLIMIT_DATA, memory)


def limit(prlimit: Callable[[int, int, tuple[int, int]], object], pid: int, what: int, most: int) -> None:
    """Limits a process, if it has not ended yet."""
    with suppress(ProcessLookupError):
        prlimit(pid, what, (most, most))


def how_it_ended(process: subprocess.Popen[bytes]) -> str:
    """What became of a process whose output is at its end."""
    try:
        code = process.wait(LAST_BREATH)
    except subprocess.TimeoutExpired:
        return f"closed its output{BEFORE}"
    if code < 0:
        return f"was ended by signal {-code} ({signal.strsignal(-code)}){BEFORE}"
    return f"ended with exit code {code}{BEFORE}"


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process with all of its group at once."""
    # macOS says "not permitted" of a group in which only the dead are left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process with all of its group, and closes our ends of its streams."""
    kill(process)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    for file in filter(None, (process.stdin, process.stdout, process.stderr)):
        file.close()
