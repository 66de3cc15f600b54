"""The oracle as a web service that speaks the protocol, on this machine only."""

from __future__ import annotations

from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from model.conformance.drive import Drive
from model.conformance.streams import LONGEST_LINE
from model.errors import InvalidInput
from model.policy import Policy

HOST = "127.0.0.1"


class Service(ThreadingHTTPServer):
    """Listens on loopback at `port` (0: one that is free); OSError where that is taken."""

    daemon_threads = True

    def __init__(self, port: int, own: Iterable[Policy] = ()) -> None:
        self.drive = Drive(own, stateless=True)
        super().__init__((HOST, port), Conversation)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.server_port}/"


class Conversation(BaseHTTPRequestHandler):
    """One connection; each message is the body of a POST, to any path."""

    server: Service
    protocol_version = "HTTP/1.1"
    # Head and body of an answer go out together: else the other side's acknowledgements delay each by 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Answers one message; what is none gets 400 and the reason."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_LINE:
            self.close_connection = True
            self.answer(411, msgspec.json.encode({"error": "needs a Content-Length of at most 16 MB"}))
            return
        try:
            self.answer(200, self.server.drive.answer(self.rfile.read(int(length))) or b"{}")
        except InvalidInput as error:
            self.answer(400, msgspec.json.encode({"error": str(error)}))

    def answer(self, status: int, body: bytes) -> None:
        """Sends a body of JSON."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing of each request."""
