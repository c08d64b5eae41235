"""Serve the pages to this computer alone, from a thread of our own."""

from __future__ import annotations

import http.client
import logging
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, cast

from waitress import wasyncore
from waitress.server import create_server

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.limits import FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from slo_desktop.settings import Settings

HERE = "127.0.0.1"  # a number, never a name: a name can be pointed elsewhere
THREADS = 8
READY_SECONDS = 10.0
DRAIN_SECONDS = 5
MOST_BYTES = 2 * FILE_BYTES
"""What is received at all. The pages allow less, and say so kindly."""


class PortTakenError(SloError):
    """Another program already listens on the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


class ServerSilentError(SloError):
    """The server was started and does not answer."""


class Server:
    """A waitress server that tells when it is ready and stops when it is told."""

    def __init__(self, app: Callable[..., Any], *, port: int = 0) -> None:
        """Take the port, so that the address is known; nobody is answered yet.

        Args:
            app: what is served.
            port: 0 takes a free one.

        Raises:
            PortTakenError: another program has it.
        """
        # It calls every closed connection "unhandled" while it shuts down.
        logging.getLogger("waitress").setLevel(logging.ERROR)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        # Its stubs miss half of what it can do.
        self._server = cast("Any", _waitress(app, _bound(port)))
        self.port = int(self._server.effective_port)
        self._thread = threading.Thread(
            target=self._server.run, name="server", daemon=True
        )

    @property
    def address(self) -> str:
        """Scheme, host and port, without a path."""
        return f"http://{HERE}:{self.port}"

    def start(self) -> None:
        """Serve, and come back once a request is answered.

        Raises:
            ServerSilentError: nothing answered in time.
        """
        self._thread.start()
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.port):
            if time.monotonic() > deadline:
                raise ServerSilentError
            time.sleep(0.02)

    def stop(self) -> None:
        """Take no new requests, let running ones finish, and end the thread."""
        if not self._thread.is_alive():
            return
        self._in_thread(self._stop_listening)
        self._server.task_dispatcher.shutdown(timeout=DRAIN_SECONDS)
        self._in_thread(self._close_everything)
        self._thread.join(DRAIN_SECONDS)
        if not self._thread.is_alive():
            self._server.trigger.close()

    def _in_thread(self, work: Callable[[], None]) -> None:
        """Sockets belong to the server's loop, so that it alone closes them."""
        self._server.trigger.pull_trigger(work)

    def _stop_listening(self) -> None:
        # Its own close() would take the trigger along, which wakes the loop up.
        wasyncore.dispatcher.close(self._server)

    def _close_everything(self) -> None:
        trigger = self._server.trigger
        for connection in list(self._server._map.values()):  # noqa: SLF001  the only list of open connections
            if connection is not trigger:
                connection.handle_close()
        # The loop ends without it. It stays open until then: whoever wakes the loop
        # may not have written yet, and must not write into a file opened meanwhile.
        trigger.del_channel()


def entry_to(server: Server, settings: Settings) -> str:
    """The one-time address of this launch."""
    return f"{server.address}/enter/{settings.launch_token}"


def _waitress(app: Callable[..., Any], ours: socket.socket) -> object:
    return create_server(
        app,
        sockets=[ours],
        threads=THREADS,
        ident="",
        clear_untrusted_proxy_headers=True,
        max_request_body_size=MOST_BYTES,
    )


def _bound(port: int) -> socket.socket:
    """A socket that this computer alone can reach, and that nobody can take over."""
    ours = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ours.bind((HERE, port))
    except OSError as error:
        ours.close()
        raise PortTakenError(port) from error
    return ours


def answers(port: int) -> bool:
    """Whether a server on this computer answers, whatever it says."""
    connection = http.client.HTTPConnection(HERE, port, timeout=2)
    try:
        connection.request("HEAD", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
