"""Answers for the pages while they are being loaded, and leads to them after that.

The window can so ask for its first page at once, and gets it as soon as it is there.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ENTRY = "/enter/"
SOON_SECONDS = 1.5
"""So long nothing is shown, because the first page will be there."""
LATE_SECONDS = 60.0
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ("Cache-Control", "no-store"),
]
OPENING = """<!doctype html><html lang="cy"><meta charset="utf-8">
<meta http-equiv="refresh" content="0"><title>SLO Desktop</title>
<style>
body { background: #fbfaf6; color: #34354b; font: 1.25rem sans-serif; margin: 20vh 2rem;
  text-align: center }
@media (prefers-color-scheme: dark) { body { background: #1c1c25; color: #cfd0e6 } }
</style>
<p>Yn agor… · <span lang="en">Opening…</span></p>""".encode()


class Door:
    """A WSGI application that becomes another one."""

    def __init__(self) -> None:
        self._pages: Application | None = None
        self._decided = threading.Event()

    def lead_to(self, pages: Application) -> None:
        """Pass everything on from now, also what is waiting."""
        self._pages = pages
        self._decided.set()

    def give_up(self) -> None:
        """Let nobody wait any longer: there will be no pages."""
        self._decided.set()

    def __call__(
        self, environ: dict[str, Any], begin: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request; one for the first page may wait a little for it."""
        is_entry = environ["PATH_INFO"].startswith(ENTRY)
        if environ["REQUEST_METHOD"] == "GET":
            self._decided.wait(SOON_SECONDS if is_entry else LATE_SECONDS)
        if self._pages is not None:
            return self._pages(environ, begin)
        is_early = is_entry and not self._decided.is_set()
        begin("200 OK" if is_early else "503 Service Unavailable", HEADERS)
        return [OPENING if is_early else b""]
