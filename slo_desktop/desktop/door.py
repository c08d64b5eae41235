"""Answers for the pages while they are being loaded, and leads to them after that.

The window asks at once, and is given an empty page that asks again: so the web view
has begun to draw before the first page is there, and shows that one sooner.
Pages that are closed and opened anew keep their address: who asks meanwhile waits.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ENTRY = "/enter/"
AGAIN = "again"
"""The empty page asks for the same address with this question, and waits."""
LATE_SECONDS = 60.0
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ("Cache-Control", "no-store"),
]
"""In a window the pages have no opener policy either (`web/guards.py`)."""
OPENING = f"""<!doctype html><html lang="cy" data-theme="%s"><meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=?{AGAIN}"><title>SLO Desktop</title>
<style>
:root {{ --paper: #fbfaf6; --ink: #34354b }}
[data-theme="dark"] {{ --paper: #1c1c25; --ink: #cfd0e6 }}
@media (prefers-color-scheme: dark) {{
  [data-theme=""] {{ --paper: #1c1c25; --ink: #cfd0e6 }}
}}
body {{ background: var(--paper); color: var(--ink); font: 1.25rem sans-serif;
  margin: 20vh 2rem; text-align: center }}
p {{ animation: late 0s 1.5s backwards }}
@keyframes late {{ from {{ visibility: hidden }} }}
</style>
<p>Yn agor… · <span lang="en">Opening…</span></p>"""
"""Its words are shown late: mostly the first page is there before them."""


class Door:
    """A WSGI application that becomes another one."""

    def __init__(self, theme: str | None = None) -> None:
        """Lead nowhere yet.

        Args:
            theme: `light` or `dark`; None follows the computer.
        """
        self._opening = (OPENING % (theme or "")).encode()
        self._pages: Application | None = None
        self._decided = threading.Event()
        self._inside = 0
        self._left = threading.Condition()

    def lead_to(self, pages: Application) -> None:
        """Pass everything on from now, also what is waiting."""
        self._pages = pages
        self._decided.set()

    def shut(self, patience: float) -> bool:
        """Let nobody in until there are pages again, and wait until all have left.

        Returns:
            False when somebody was still inside after so many seconds.
        """
        self._decided.clear()
        with self._left:
            self._pages = None
            return self._left.wait_for(lambda: self._inside == 0, patience)

    def give_up(self) -> None:
        """Let nobody wait any longer: there will be no pages."""
        self._decided.set()

    def __call__(
        self, environ: dict[str, Any], begin: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request, which waits for the pages unless it is the very first."""
        is_entry = environ["PATH_INFO"].startswith(ENTRY)
        is_first = is_entry and environ.get("QUERY_STRING") != AGAIN
        if environ["REQUEST_METHOD"] == "GET" and not is_first:
            self._decided.wait(LATE_SECONDS)
        pages = self._enter()
        if pages is not None:
            try:
                return pages(environ, begin)
            finally:
                self._leave()
        is_early = is_entry and not self._decided.is_set()
        begin("200 OK" if is_early else "503 Service Unavailable", HEADERS)
        return [self._opening if is_early else b""]

    def _enter(self) -> Application | None:
        with self._left:
            if self._pages is not None:
                self._inside += 1
            return self._pages

    def _leave(self) -> None:
        with self._left:
            self._inside -= 1
            self._left.notify_all()
