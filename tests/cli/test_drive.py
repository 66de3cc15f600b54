import json
import signal
import subprocess
import sys
from http.client import HTTPConnection
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from model.conformance.messages import ENCODER, START, STOP
from model.conformance.serve import Service
from tests.cli.conftest import Run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> BytesIO:
    """What the command reads from standard input."""
    lines = BytesIO()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(lines))
    return lines


def test_a_line_is_answered_with_a_line(coregroup: Run, asked: BytesIO) -> None:
    asked.write(START + b"\n" + STOP + b"\n")
    asked.seek(0)
    said = coregroup("drive")
    assert (said.code, said.err, json.loads(said.out)["ok"]) == (0, "", True)


def test_what_is_no_message_ends_it_with_one_clear_error(coregroup: Run, asked: BytesIO) -> None:
    asked.write(b"hello\n")
    asked.seek(0)
    said = coregroup("drive")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("coregroup: the other side wrote what is not JSON (invalid character (byte 0)): hello")


def test_a_policy_of_a_file_is_judged_by(coregroup: Run, asked: BytesIO, mini: str) -> None:
    calendar = {"first": "2015-01-01", "last": "2015-12-31", "weekend": [6, 7], "holidays": []}
    terms = {"policy": "miniature", "digest": "?", "readings": {}, "calendar": calendar, "duties": ["it"]}
    asked.write(ENCODER.encode({"cmd": "policy", **terms}) + b"\n")
    for arguments, answer in (("--policy", mini), {"ok": True, "duties": ["it"]}), ((), None):
        asked.seek(0)
        said = json.loads(coregroup("drive", *arguments).out)
        assert said == answer or said["unsupported"]


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_refused(coregroup: Run, port: int) -> None:
    said = coregroup("drive", "--http", str(port))
    assert (said.code, "[bad-port]" in said.err) == (2, True)


def test_a_port_that_is_taken_is_refused(coregroup: Run) -> None:
    with Service(0) as other:
        said = coregroup("drive", "--http", other.server_port)
    assert (said.code, "0 takes one that is free" in said.err) == (2, True)


def test_it_listens_until_it_is_stopped(coregroup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: Service) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Service, "serve_forever", stopped)
    said = coregroup("drive", "--http", 0)
    assert said.code == 130
    assert said.out.startswith("listening on http://127.0.0.1:")


# What a background job starts inherits that Ctrl-C is ignored.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from model.cli import main
raise SystemExit(main(["drive", "--http", "0"]))
"""


def test_it_listens_until_ctrl_c() -> None:
    command = [sys.executable, "-c", LISTENING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path.cwd()) as service:
        assert service.stdout is not None
        port = int(service.stdout.readline().split(b"127.0.0.1:")[1].split(b"/")[0])
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", "/", START)
        assert json.loads(connection.getresponse().read())["name"] == "coregroup"
        connection.close()
        service.send_signal(signal.SIGINT)
        assert service.wait(20) == 130
