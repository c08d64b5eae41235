"""Has reports printed by the PDF worker, and can stop it.

with Press(cache) as press:
    pages = press.print_out(Order(parts=to_html(report, layout), pdf=out))
"""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import sys
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any, Self

from slo_desktop import paths
from slo_desktop.domain.errors import (
    PrintFailedError,
    PrintStoppedError,
    PrintTooSlowError,
)
from slo_desktop.domain.values import dataclass
from slo_desktop.reports import libraries
from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

LIMIT = 300.0
"""Seconds one report may take: a school's oldest computer is five times slower."""
TICK = 0.1
VERB = "pdf-worker"
PARTS = "parts"
SECRET = "secret"  # noqa: S105  a name of an order, no secret
"""Names an order that travels through the pipe alone, both ways."""
ENDED = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is: a step of eight, and the page it is at."""

    step: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to print.

    Attributes:
        parts: HTML documents, each of which counts its own pages.
        pdf: the file to make; whole or not at all.
        images: folder for a picture of every page, or none.
        photos: kept originals by SHA-256.
    """

    parts: tuple[str, ...]
    pdf: Path
    images: Path | None = None
    photos: Mapping[str, Path] = field(default_factory=dict)


def command(cache: Path) -> list[str]:
    """How to start the worker, also when frozen."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "slo_desktop.reports.worker", str(cache)]
    return [str(paths.console()), VERB, str(cache)]


class Press:
    """One warm worker that prints one order at a time."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self._turn = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the worker now, so that the first report is there sooner."""
        with self._turn:
            self._start()

    def warm_up_soon(self) -> None:
        """The same without waiting for it."""
        threading.Thread(target=self.warm_up, daemon=True).start()

    def print_out(
        self,
        order: Order,
        *,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        stop: threading.Event | None = None,
        limit: float = LIMIT,
    ) -> int:
        """Print an order and say how many pages it has.

        Args:
            order: what to print.
            on_progress: told of every page that is done.
            stop: set it from another thread to end the printing.
            limit: seconds it may take.

        Raises:
            PrintStoppedError: `stop` was set.
            PrintTooSlowError: it took longer than `limit`.
            PrintFailedError: the worker could not do it.
        """
        with self._turn:
            written = _write_parts(order, self.cache)
            try:
                self._send(_order_for(order, written))
                done = self._wait(on_progress, stop or threading.Event(), limit)
                return int(done["pages"])
            finally:
                for part in written:
                    part.unlink(missing_ok=True)

    def print_secret(self, part: str, *, limit: float = LIMIT) -> bytes:
        """Print a page that must not lie on the disk, and give the PDF back.

        Args:
            part: an HTML document.
            limit: seconds it may take.

        Raises:
            PrintTooSlowError: it took longer than `limit`.
            PrintFailedError: the worker could not do it.
        """
        with self._turn:
            self._send({SECRET: part})
            done = self._wait(lambda _progress: None, threading.Event(), limit)
            return base64.b64decode(done["pdf"])

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _start(self) -> subprocess.Popen[str]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._answers = queue.SimpleQueue()
            self._worker = subprocess.Popen(  # noqa: S603  our own program
                command(self.cache),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                cwd=paths.shipped(),
                env=libraries.environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            listener = threading.Thread(
                target=_listen, args=(self._worker, self._answers), daemon=True
            )
            listener.start()
        return self._worker

    def _send(self, order: Mapping[str, Any]) -> None:
        line = json.dumps(order)
        worker = self._start()
        try:
            assert worker.stdin  # noqa: S101  opened as a pipe above
            worker.stdin.write(line + "\n")
            worker.stdin.flush()
        except OSError as error:
            self.close()
            raise PrintFailedError(type(error).__name__) from error

    def _wait(
        self,
        on_progress: Callable[[Progress], None],
        stop: threading.Event,
        limit: float,
    ) -> Mapping[str, Any]:
        deadline = time.monotonic() + limit
        while not stop.is_set():
            if time.monotonic() > deadline:
                self.close()
                raise PrintTooSlowError(limit)
            try:
                line = self._answers.get(timeout=TICK)
            except queue.Empty:
                continue
            if line == ENDED:
                self.close()
                raise PrintFailedError(VERB)
            if done := _done(json.loads(line), on_progress):
                return done
        self.close()
        raise PrintStoppedError


def _done(
    answer: Mapping[str, Any], on_progress: Callable[[Progress], None]
) -> Mapping[str, Any] | None:
    match answer:
        case {"event": "done"}:
            return answer
        case {"event": "failed", "reason": str(reason)}:
            raise PrintFailedError(reason)
        case {"event": "progress", "step": int(step), "page": int(page)}:
            on_progress(Progress(step, page))
    return None


def _order_for(order: Order, written: tuple[Path, ...]) -> Mapping[str, Any]:
    return {
        "parts": [str(part) for part in written],
        "pdf": str(order.pdf),
        "images": str(order.images) if order.images else None,
        "photos": {name: str(path) for name, path in order.photos.items()},
    }


def _write_parts(order: Order, cache: Path) -> tuple[Path, ...]:
    """In the cache, so that a crash leaves no text where the paper was to be."""
    order.pdf.parent.mkdir(parents=True, exist_ok=True)
    folder, written = cache / PARTS, []
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    _sweep(folder)
    for part in order.parts:
        path = folder / f"{uuid.uuid4().hex}.html"
        path.write_text(part, encoding="utf-8")
        written.append(path)
    return tuple(written)


def _sweep(folder: Path) -> None:
    """Remove what a crash left, and nothing that anybody prints just now."""
    old = time.time() - 2 * LIMIT
    for path in folder.iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < old:
                path.unlink()


def _listen(worker: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    with suppress(ValueError, OSError):  # the pipe was closed under us
        for line in worker.stdout or ():
            answers.put(line)
    answers.put(ENDED)
