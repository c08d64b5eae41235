"""Have everything looked at beside the open program, and keep what was found.

What somebody changed behind the program's back is reported and left as it is: the
program cannot know whether it was meant (SAFETY.md, D11).
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from slo_desktop import paths
from slo_desktop.domain.safety.watching import AGAIN_AFTER, Watched
from slo_desktop.storage.checked import CheckedStore, watched_from_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger("slo_desktop")

VERB = "check-worker"
FIRST_SECONDS = 45.0
"""The first pages come first."""
LOOK_AGAIN_SECONDS = 600.0
LAST_SECONDS = 5.0


def command(data_dir: Path) -> list[str]:
    """How to start the worker, also when frozen."""
    if not getattr(sys, "frozen", False):
        module = "slo_desktop.services.safety.watcher"
        return [sys.executable, "-m", module, str(data_dir)]
    return [str(paths.console()), VERB, str(data_dir)]


class Watch:
    """Looks once a day, soon after the start, and whenever somebody asks.

    Attributes:
        last: the last whole look; None where there was none.
    """

    def __init__(
        self,
        data_dir: Path,
        clock: Callable[[], dt.datetime],
        *,
        is_due: bool = False,
        first: float = FIRST_SECONDS,
    ) -> None:
        """Begin to watch; `stop` ends it.

        Args:
            data_dir: the open folder.
            clock: tells the time, in UTC.
            is_due: look soon, whenever the last look was.
            first: seconds until then.
        """
        self.store = CheckedStore(data_dir)
        self.last: Watched | None = None
        self._data_dir, self._clock = data_dir, clock
        self._is_due, self._first = is_due, first
        self._wake, self._over = threading.Event(), threading.Event()
        self._worker: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    @property
    def is_looking(self) -> bool:
        """Whether a look is under way, or about to be."""
        return self._worker is not None or self._wake.is_set()

    def ask(self) -> None:
        """Look now."""
        self._is_due = True
        self._wake.set()

    def stop(self) -> None:
        """End at once; a look that is under way is given up."""
        self._over.set()
        self._wake.set()
        with self._lock:
            worker = self._worker
        if worker is not None:
            with suppress(OSError):
                worker.kill()
        self._thread.join(LAST_SECONDS)

    def _run(self) -> None:
        wait, self.last = self._first, self.store.last()
        while not self._over.is_set():
            self._wake.wait(wait)
            if self._over.is_set():
                return
            if self._is_due or self._is_old():
                self._is_due = False
                self._look()
            self._wake.clear()
            if self._is_due:  # somebody asked meanwhile
                self._wake.set()
            wait = LOOK_AGAIN_SECONDS

    def _is_old(self) -> bool:
        last = self.store.last()
        return last is None or not (
            self._clock() - AGAIN_AFTER < last.at <= self._clock()
        )

    def _look(self) -> None:
        try:
            told = self._ask_worker()
            if told is not None:
                self.last = watched_from_json(told["last"])
                self.store.keep(self.last, set(told["proven"]))
                if not self.last.is_whole:
                    log.warning("check: not as it was kept: %s", self.last.damaged)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("check: %s", type(error).__name__)

    def _ask_worker(self) -> dict[str, Any] | None:
        """What the worker said; None where it was ended."""
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(
            subprocess, "CREATE_NO_WINDOW", 0
        )
        with self._lock:
            if self._over.is_set():
                return None
            self._worker = subprocess.Popen(  # noqa: S603  our own program
                command(self._data_dir),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                creationflags=flags,
            )
        try:
            assert self._worker.stdout is not None  # noqa: S101  asked for above
            said = self._worker.stdout.read()
            self._worker.wait()
        finally:
            for pipe in (self._worker.stdin, self._worker.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._worker = None
        told: dict[str, Any] | None = json.loads(said) if said else None
        return told
