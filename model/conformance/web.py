"""A web service under test: the same messages, each the body of a POST."""

from __future__ import annotations

import io
import socket
from collections import deque
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from model.conformance.broken import Broken, no_answer
from model.conformance.messages import shown
from model.conformance.streams import LONGEST_LINE
from model.errors import Fault, InvalidInput

OK = 200
HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "coregroup"}


class Web:
    """A service at `url`, over one connection that is kept; `timeout` is in seconds, for each answer.

    InvalidInput where the address is none.
    """

    # Any of the service's processes may get the next message, so every run brings what was agreed on.
    remembers = False
    stderr = ""

    def __init__(self, url: str, *, timeout: float) -> None:
        parts, self.timeout = parsed(url), timeout
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(str(parts.hostname), parts.port)
        self._connection.response_class = cast("type[HTTPResponse]", self._response)
        self._told: deque[bytes] = deque()
        self._deadline = 0.0

    def ask(self, line: bytes) -> bytes:
        """The answer to one message; Broken as for `hear`."""
        self.tell(line)
        return self.hear()

    def tell(self, line: bytes) -> None:
        """Keeps a message until it is heard of: there is one at a time on the way."""
        self._told.append(line)

    def hear(self) -> bytes:
        """The answer to the oldest message.

        Broken where none comes (`timeout`, `ended`, `too-long`), where nobody is there (`unreachable`) or the answer is
        not 200 (`http-status`); the connection is closed then, and the next message opens another.
        """
        self._deadline = monotonic() + self.timeout
        try:
            return self._answer(self._told.popleft())
        except TimeoutError:
            self.restart()
            raise Broken("timeout", no_answer(self.timeout)) from None
        except BaseException:
            self.restart()
            raise

    def restart(self) -> None:
        """Forgets what was told, and closes the connection."""
        self._told.clear()
        self._connection.close()

    def close(self) -> None:
        """Closes the connection."""
        self.restart()

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def left(self) -> float:
        """How many seconds are left for the answer; TimeoutError where none are."""
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _response(self, connected: socket.socket, **rest: Any) -> HTTPResponse:
        return HTTPResponse(cast("socket.socket", Timed(connected, self.left)), **rest)

    def _answer(self, line: bytes) -> bytes:
        response = self._posted(line)
        try:
            with response:
                body = response.read(LONGEST_LINE + 1)
        except (ConnectionError, HTTPException) as error:
            raise Broken("ended", f"broke off its answer ({reason(error)})") from None
        if response.status != OK:
            raise Broken("http-status", f"answered with status {response.status} {response.reason}: {shown(body)}")
        if len(body) > LONGEST_LINE:
            raise Broken("too-long", f"answered with more than 16 MB: {shown(body[:200])}")
        if response.length:
            raise Broken("ended", f"broke off its answer: {shown(body)}")
        return body

    def _posted(self, line: bytes) -> HTTPResponse:
        """The beginning of the answer; a kept connection that turns out to be closed is replaced by a new one."""
        if self._connection.sock is not None:
            try:
                return self._post(line)
            except (ConnectionError, HTTPException):
                self._connection.close()
        self._connect()
        try:
            return self._post(line)
        except (ConnectionError, HTTPException) as error:
            raise Broken("ended", f"did not answer, but: {reason(error)}") from None

    def _connect(self) -> None:
        self._connection.timeout = self.left()
        try:
            self._connection.connect()
        except TimeoutError:
            raise
        except OSError as error:
            raise Broken("unreachable", f"cannot be reached ({reason(error)})") from None

    def _post(self, line: bytes) -> HTTPResponse:
        self._connection.sock.settimeout(self.left())
        self._connection.request("POST", self._path, line, HEADERS)
        return self._connection.getresponse()


class Timed:
    """A socket whose answer is read within one time-out, however slowly it drips."""

    def __init__(self, connected: socket.socket, left: Callable[[], float]) -> None:
        self._connected, self._left = connected, left

    def makefile(self, _: str) -> io.BufferedReader:
        """What is read of the answer."""
        return io.BufferedReader(TimedFile(self._connected, self._left))


class TimedFile(io.RawIOBase):
    """The bytes of a socket; TimeoutError where there is no time left for more of them."""

    def __init__(self, connected: socket.socket, left: Callable[[], float]) -> None:
        self._connected, self._left = connected, left
        # Keeps the socket open until this is closed, also where the connection is closed before.
        self._file = connected.makefile("rb", buffering=0)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Reads what is there."""
        self._connected.settimeout(self._left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        """Lets go of the socket."""
        self._file.close()
        super().close()


def parsed(url: str) -> SplitResult:
    """The parts of an address; InvalidInput where it is none that can be posted to."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username is not None:
        raise InvalidInput(
            Fault("bad-url", "is no address of a web service", url, "--url", "such as http://localhost:8080/")
        )
    return parts


def reason(error: Exception) -> str:
    """Why a connection failed."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
