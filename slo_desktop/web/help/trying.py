"""The self-test as a job: the verb `selftest` in a process of its own, followed.

It has a folder of its own in the cache and is told of no other, so that it cannot come
near the school's. It can be ended at any moment, and nothing of it is left then.
"""

from __future__ import annotations

import logging
import os
import queue
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from slo_desktop import paths
from slo_desktop.domain.errors import StoppedError
from slo_desktop.domain.selftest import Ended, Planned, Tried, told_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.web.jobs import Job

KIND: Final = "selftest"
LIMIT: Final = 600.0
"""Seconds it may take; ten are usual, but an old computer scans every file first."""
TICK: Final = 0.1
LAST_SECONDS: Final = 5.0
BROKEN_OFF: Final = ""

log = logging.getLogger("slo_desktop")


class Verdict(StrEnum):
    """What came of a self-test that nobody stopped."""

    WHOLE = "whole"
    NOT_WHOLE = "not-whole"
    BROKEN_OFF = "broken-off"
    TOO_SLOW = "too-slow"


@dataclass(slots=True, kw_only=True)
class Seen:
    """What a self-test has told so far.

    Attributes:
        planned: every step, as a marked message.
        tried: what the first of them showed.
    """

    planned: tuple[str, ...] = ()
    tried: list[Tried] = field(default_factory=list)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The steps still to come; the first of them is under way."""
        return self.planned[len(self.tried) :]

    @property
    def percent(self) -> int:
        """How much is done."""
        return len(self.tried) * 100 // max(len(self.planned), 1)


def try_everything(job: Job) -> Verdict:
    """Run the self-test, and note in `job.about` what it tells.

    Raises:
        StoppedError: somebody stopped it.
    """
    seen: Seen = job.about
    with _started(job.folder) as lines:
        verdict = _follow(job, seen, lines, time.monotonic() + LIMIT)
    for tried in seen.tried:
        if not tried.good:
            log.warning("selftest: not good: %s: %s", tried.what, tried.found)
    if verdict is not Verdict.WHOLE:
        log.warning("selftest: %s", verdict)
    return verdict


def _follow(
    job: Job, seen: Seen, lines: queue.SimpleQueue[str], deadline: float
) -> Verdict:
    while not job.stop.is_set():
        if time.monotonic() > deadline:
            return Verdict.TOO_SLOW
        try:
            line = lines.get(timeout=TICK)
        except queue.Empty:
            continue
        if line == BROKEN_OFF:
            return Verdict.BROKEN_OFF
        match told_in(line):
            case Planned(steps=steps):
                seen.planned = steps
            case Tried() as tried:
                seen.tried.append(tried)
            case Ended(whole=whole):
                return Verdict.WHOLE if whole else Verdict.NOT_WHOLE
    raise StoppedError


@contextmanager
def _started(folder: Path) -> Iterator[queue.SimpleQueue[str]]:
    """The lines of the child; it is over, and its folder gone, when this ends."""
    own = folder / KIND
    own.mkdir(parents=True)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    child = _start(own)
    listener = threading.Thread(target=_listen, args=(child, lines), daemon=True)
    listener.start()
    try:
        yield lines
    finally:
        with suppress(OSError):
            child.kill()
        child.wait()
        listener.join(LAST_SECONDS)  # the pipe ends with the child
        if child.stdout and not listener.is_alive():
            child.stdout.close()
        shutil.rmtree(own, ignore_errors=True)


def _start(own: Path) -> subprocess.Popen[str]:
    nowhere = os.fspath(own / "none")
    return subprocess.Popen(  # noqa: S603  our own program
        [*paths.own_command(), "selftest", "--json", "--data", nowhere],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=paths.shipped(),
        # What it makes lies here, and goes with the folder even if it is ended.
        env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), os.fspath(own)),
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _listen(child: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    with suppress(OSError, ValueError):  # the pipe was closed, or holds no text
        for line in child.stdout or ():
            lines.put(line)
    lines.put(BROKEN_OFF)
