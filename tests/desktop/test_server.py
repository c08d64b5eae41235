from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from slo_desktop.desktop import server as module
from slo_desktop.desktop.server import PortTakenError, Server, ServerSilentError


def page(_environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
    begin("200 OK", [("Content-Length", "5")])
    return [b"helo!"]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(page)
    server.start()
    yield server
    server.stop()


def get(port: int, path: str = "/") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def test_it_answers_once_it_has_started(server: Server) -> None:
    assert server.address == f"http://127.0.0.1:{server.port}"
    assert get(server.port) == b"helo!"


def test_it_does_not_tell_what_it_is(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().headers["Server"] is None
    connection.close()


def test_a_stopped_server_answers_nobody() -> None:
    server = Server(page)
    server.start()
    server.stop()
    with pytest.raises(OSError, match="refused"):
        get(server.port)


def test_stopping_lets_a_running_request_finish() -> None:
    begun, answers = threading.Event(), list[bytes]()

    def slow(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            begun.set()
            time.sleep(0.5)
        return page(environ, begin)

    server = Server(slow)
    server.start()
    asker = threading.Thread(target=lambda: answers.append(get(server.port)))
    asker.start()
    assert begun.wait(10)
    server.stop()
    asker.join(10)
    assert answers == [b"helo!"]


def test_a_port_in_use_is_an_error_with_its_number(server: Server) -> None:
    with pytest.raises(PortTakenError) as caught:
        Server(page, port=server.port)
    assert caught.value.port == server.port


def test_a_server_that_never_answers_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "answers", lambda _port: False)
    monkeypatch.setattr(module, "READY_SECONDS", 0.05)
    server = Server(page)
    with pytest.raises(ServerSilentError):
        server.start()
    server.stop()


def test_a_loop_that_was_awake_already_does_not_upset_stopping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may do what it is asked before whoever asks has rung its bell."""
    server = Server(page)
    server.start()
    trigger = server._server.trigger
    ring = trigger._physical_pull

    def ring_late() -> None:
        ring()
        time.sleep(0.2)
        ring()

    monkeypatch.setattr(trigger, "_physical_pull", ring_late)
    server.stop()
    assert not server._thread.is_alive()
