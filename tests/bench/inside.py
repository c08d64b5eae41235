"""Pages asked for without a wire: what the program itself spends on one.

The application is called as the server calls it, guards and cookie included; nothing
is sent and nobody else is answered meanwhile.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from werkzeug.test import EnvironBuilder, run_wsgi_app

from slo_desktop.app import create_app
from slo_desktop.web.extensions import db

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

    from slo_desktop.settings import Settings

HERE = "http://127.0.0.1:5000"


class Inside:
    """One window's questions to an application in this process."""

    def __init__(self, settings: Settings) -> None:
        """Open the folder beside a program that has it open, and enter."""
        self._app = create_app(settings, beside=True)
        # What made the school here would be looked through for rubbish again and again;
        # the program sets aside what it holds once it has started, too.
        gc.collect()
        gc.freeze()
        self._cookie = ""
        _status, headers, _seconds = self._ask(f"/enter/{settings.launch_token}")
        self._cookie = headers["Set-Cookie"].partition(";")[0]

    def seconds(self, path: str) -> float:
        """How long one page takes, from the question to the last byte of the answer.

        Raises:
            ValueError: it was not answered.
        """
        status, _headers, seconds = self._ask(path)
        if status != "200 OK":
            raise ValueError(path, status)
        return seconds

    def close(self) -> None:
        """Let go of the data file."""
        with self._app.app_context():
            db.engine.dispose()

    def _ask(self, path: str) -> tuple[str, Headers, float]:
        headers = [("Sec-Fetch-Site", "same-origin"), ("Cookie", self._cookie)]
        environ = EnvironBuilder(path, HERE, headers=headers).get_environ()
        began = time.perf_counter()
        _body, status, given = run_wsgi_app(self._app, environ, buffered=True)
        return status, given, time.perf_counter() - began
