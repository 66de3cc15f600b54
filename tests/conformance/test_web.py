import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from time import sleep

import pytest

from model.conformance.broken import Broken
from model.conformance.messages import START
from model.conformance.probe import Level
from model.conformance.reply import Said
from model.conformance.serve import Service
from model.conformance.session import Session
from model.conformance.streams import LONGEST_LINE
from model.conformance.web import Web
from model.errors import InvalidInput
from tests.conformance.programs import LONG, SHORT, probes
from tests.conformance.test_drive import BRENT, TINY, plans, wanted

OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"


def ok(body: bytes) -> bytes:
    return OK % (len(body), body)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(0, [TINY]) as service:
        thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service
        service.shutdown()
        thread.join()


@contextmanager
def serving(*conversations: Callable[[socket.socket], object]) -> Iterator[str]:
    """The address of a service that has each of these conversations on a connection of its own, in turns."""

    def serve() -> None:
        for one in conversations:
            connected, _ = listens.accept()
            with connected:
                one(connected)

    with socket.create_server(("127.0.0.1", 0)) as listens:
        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listens.getsockname()[1]}/judge?case=1"
        thread.join()


def heard(connected: socket.socket) -> bytes:
    """One request, head and body."""
    with connected.makefile("rb") as told:
        head = b"".join(iter(told.readline, b"\r\n"))
        length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
        return head + b"\r\n" + told.read(length)


def says(*answers: bytes) -> Callable[[socket.socket], None]:
    """Answers so many messages and closes the connection."""

    def speak(connected: socket.socket) -> None:
        for answer in answers:
            heard(connected)
            connected.sendall(answer)

    return speak


def broken(*conversations: Callable[[socket.socket], object], timeout: float = LONG) -> Broken:
    with serving(*conversations) as url, Web(url, timeout=timeout) as web, pytest.raises(Broken) as caught:
        web.ask(b"{}")
    return caught.value


def test_a_session_goes_over_http_as_it_does_over_a_pipe(service: Service) -> None:
    asked = list(plans(40))
    with Session(Web(service.url, timeout=LONG), BRENT, batch=16) as session:
        assert (session.about.name, session.level, session.duties) == ("coregroup", Level.DONE, BRENT.duty_ids)
        told = list(session.put(asked))
    assert [one for one, _ in told] == asked
    for one, reply in told:
        assert isinstance(reply, Said)
        found = {(f.duty, f.trigger, f.status.value, str(f.due), str(f.done)) for f in reply.findings}
        assert found == wanted(one, BRENT)


def test_two_sessions_under_two_policies_do_not_disturb_each_other(service: Service) -> None:
    with (
        Session(Web(service.url, timeout=LONG), BRENT) as brent,
        Session(Web(service.url, timeout=LONG), TINY, batch=1) as tiny,
    ):
        for one in probes(5):
            (ours, theirs) = (system.ask(one) for system in (tiny, brent))
            assert isinstance(ours, Said)
            assert isinstance(theirs, Said)
            assert len(ours.findings) == 1 < len(theirs.findings)


def test_what_is_no_message_gets_400_and_the_reason(service: Service) -> None:
    with Web(service.url, timeout=LONG) as web, pytest.raises(Broken) as caught:
        web.ask(b"hello")
    assert caught.value.kind == "http-status"
    assert caught.value.what.startswith(
        'answered with status 400 Bad Request: {"error":"the other side wrote what is not JSON'
    )


def test_stop_is_answered_although_it_ends_nothing(service: Service) -> None:
    with Web(service.url, timeout=LONG) as web:
        assert web.ask(b'{"cmd":"stop"}') == b"{}"
        assert web.ask(START).startswith(b'{"ok":true')


@pytest.mark.parametrize("length", ["", "Content-Length: many\r\n", "Content-Length: 99999999999\r\n"])
def test_a_message_of_no_known_length_is_refused(service: Service, length: str) -> None:
    with socket.create_connection(("127.0.0.1", service.server_port)) as connected:
        connected.sendall(f"POST / HTTP/1.1\r\nHost: x\r\n{length}\r\n".encode())
        assert b"411" in connected.makefile("rb").read()


def test_the_message_is_the_body_of_a_post_to_the_address() -> None:
    posted = []

    def listen(connected: socket.socket) -> None:
        posted.append(heard(connected))
        connected.sendall(ok(b"[1]"))

    with serving(listen) as url, Web(url, timeout=LONG) as web:
        assert web.ask(b'{"cmd":"start"}') == b"[1]"
    assert posted[0].startswith(b"POST /judge?case=1 HTTP/1.1\r\n")
    assert posted[0].endswith(b'\r\n\r\n{"cmd":"start"}')


def test_a_connection_that_was_closed_between_two_messages_is_replaced() -> None:
    with serving(says(ok(b"1")), says(ok(b"2"), ok(b"3"))) as url, Web(url, timeout=LONG) as web:
        assert [web.ask(b"?"), web.ask(b"?"), web.ask(b"?")] == [b"1", b"2", b"3"]


def test_an_answer_that_ends_with_the_connection_is_read_in_full() -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[1,\n2]\n"
    with serving(says(closing), says(ok(b"2"))) as url, Web(url, timeout=LONG) as web:
        assert [web.ask(b"?"), web.ask(b"?")] == [b"[1,\n2]\n", b"2"]


@pytest.mark.parametrize(
    ("answer", "kind", "what"),
    [
        (b"", "ended", "did not answer, but: Remote end closed connection without response"),
        (b"hello\r\n\r\n", "ended", "did not answer, but: hello"),
        (OK % (10, b"half"), "ended", "broke off its answer: half"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", "ended", "broke off its answer ("),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nboom", "http-status", "answered with status 500 Oops: boom"),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "http-status", "answered with status 302"),
    ],
    ids=["nothing", "no-http", "half", "half-a-chunk", "500", "302"],
)
def test_what_is_no_answer_is_told(answer: bytes, kind: str, what: str) -> None:
    found = broken(says(answer))
    assert (found.kind, found.what[: len(what)]) == (kind, what)


def test_a_service_that_says_nothing_is_left_in_time() -> None:
    found = broken(lambda connected: heard(connected) and connected.recv(1), timeout=SHORT)
    assert (found.kind, found.what) == ("timeout", "did not answer within 0.3 seconds")


def drip(connected: socket.socket) -> None:
    heard(connected)
    with suppress(OSError):
        while True:
            connected.sendall(b"H")
            sleep(0.02)


def test_a_service_that_drips_is_left_in_time() -> None:
    assert broken(drip, timeout=SHORT).kind == "timeout"


def test_a_body_of_more_than_16_mb_is_not_read_on() -> None:
    def flood(connected: socket.socket) -> None:
        heard(connected)
        with suppress(OSError):
            connected.sendall(ok(b"x" * (LONGEST_LINE + 2)))

    assert broken(flood).kind == "too-long"


def test_nobody_at_the_address_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with Web(f"http://127.0.0.1:{port}", timeout=LONG) as web, pytest.raises(Broken) as caught:
        web.ask(START)
    assert (caught.value.kind, caught.value.what) == ("unreachable", "cannot be reached (Connection refused)")


def test_a_connection_that_takes_too_long_is_a_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("http.client.HTTPConnection.connect", slow)
    with Web("http://localhost:1", timeout=LONG) as web, pytest.raises(Broken) as caught:
        web.ask(START)
    assert caught.value.kind == "timeout"


def test_there_is_no_time_left_when_it_is_over() -> None:
    with serving() as url, Web(url, timeout=0) as web, pytest.raises(Broken) as caught:
        web.ask(START)
    assert caught.value.kind == "timeout"


def test_ctrl_c_closes_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("http.client.HTTPConnection.getresponse", stopped)
    with serving(heard) as url, Web(url, timeout=LONG) as web:
        with pytest.raises(KeyboardInterrupt):
            web.ask(START)
        assert web._connection.sock is None


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8080",
        "ftp://localhost/",
        "http://",
        "http://localhost:99999/",
        "http://a:b@localhost/",
        "http://[::1/",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"\[bad-url\]"):
        Web(url, timeout=LONG)


def test_an_encrypted_address_is_taken() -> None:
    assert Web("https://example.org", timeout=LONG)._connection.default_port == 443
