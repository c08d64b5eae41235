"""Long work beside the pages: it reports how far it is, and can be stopped.

A route starts a job and answers at once; the page asks for it until it is over.
What a job made lies in a folder of its own below the cache, which another program may
share; only the newest few are kept, and nothing once the program closes.
"""

from __future__ import annotations

import logging
import shutil
import threading
import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from slo_desktop.domain.errors import RecordNotFoundError, SloError, StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

KEY = "jobs"
KIND = "job"
KEPT = 3
FOLDER = "jobs"
LEFT_OVER_AFTER = 24 * 60 * 60
"""Seconds after which a folder cannot belong to a program that is still open."""

log = logging.getLogger("slo_desktop")


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """One piece of long work.

    Attributes:
        kind: only one job of a kind runs; a new one stops the one before it.
        folder: where it may put files.
        about: what the page that shows it wants to remember.
        step: how far it is, in steps of its own.
        page: the page, row or file it is at.
        result: what it made, once it is done.
        error: why it failed; None also for a fault of the program.
    """

    key: str
    kind: str
    folder: Path
    about: Any = None
    state: JobState = JobState.RUNNING
    step: int = 0
    page: int = 0
    result: Any = None
    error: SloError | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state is not JobState.RUNNING


class JobTable:
    """Every job since the program started."""

    def __init__(self, cache: Path) -> None:
        self.shared = cache / FOLDER
        self.folder = self.shared / uuid.uuid4().hex
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, kind: str, work: Callable[[Job], Any], *, about: Any = None) -> Job:  # noqa: ANN401  each page remembers its own
        """Begin some work in a thread of its own.

        Args:
            kind: stops a running job of the same kind.
            work: returns the result; it watches `job.stop`.
            about: what the page wants to remember.
        """
        key = uuid.uuid4().hex
        job = Job(key=key, kind=kind, folder=self.folder / key, about=about)
        job.thread = threading.Thread(
            target=_run, args=(job, work), name=f"job-{kind}", daemon=True
        )
        with self._lock:
            self._sweep()
            for other in self._jobs.values():
                if other.kind == kind and not other.is_over:
                    other.stop.set()
            self._jobs[key] = job
            self._forget_old()
        job.thread.start()
        return job

    def find(self, key: str) -> Job:
        """The job with this key.

        Raises:
            RecordNotFoundError: the program was restarted since, or it is too old.
        """
        job = self._jobs.get(key)
        if job is None:
            raise RecordNotFoundError(KIND, key)
        return job

    def newest(self, kind: str, *states: JobState) -> Job | None:
        """The last one of a kind that was begun, in any state or one of these."""
        found = [job for job in list(self._jobs.values()) if job.kind == kind]
        fitting = [job for job in found if job.state in (states or JobState)]
        return fitting[-1] if fitting else None

    def end(self, key: str, wait: float = 2.0) -> None:
        """Stop one, and wait for it a little.

        Raises:
            RecordNotFoundError: as `find`.
        """
        job = self.find(key)
        job.stop.set()
        if job.thread:
            job.thread.join(wait)

    def stop_all(self, wait: float = 5.0) -> None:
        """Stop whatever runs, and wait for it a little."""
        running = [job for job in self._jobs.values() if not job.is_over]
        for job in running:
            job.stop.set()
        for job in running:
            if job.thread:
                job.thread.join(wait)

    def clear(self) -> None:
        """Remove everything that jobs of this program made."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def forget_made(self) -> None:
        """Forget everything that is over, with all it made: somebody was erased."""
        with self._lock:
            for job in [job for job in self._jobs.values() if job.is_over]:
                del self._jobs[job.key]
                shutil.rmtree(job.folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what programs left behind that could not close; once."""
        if self.folder.exists():
            return
        self.folder.mkdir(mode=0o700, parents=True)
        old = self.folder.stat().st_mtime - LEFT_OVER_AFTER
        for other in self.shared.iterdir():
            if other.stat().st_mtime < old:
                shutil.rmtree(other, ignore_errors=True)

    def _forget_old(self) -> None:
        # By kind, so that small work does not take away a report that is being read.
        over = [job for job in self._jobs.values() if job.is_over]
        for kind in {job.kind for job in over}:
            for job in [job for job in over if job.kind == kind][:-KEPT]:
                del self._jobs[job.key]
                shutil.rmtree(job.folder, ignore_errors=True)


def _run(job: Job, work: Callable[[Job], Any]) -> None:
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
        job.result = work(job)
        job.state = JobState.DONE
    except StoppedError:
        job.state = JobState.STOPPED
    except SloError as error:
        log.warning("job %s: %s", job.kind, type(error).__name__)
        job.error, job.state = error, JobState.FAILED
    except Exception as error:  # noqa: BLE001  a page must hear of it, whatever it is
        log.error("job %s: %s", job.kind, type(error).__name__)  # noqa: TRY400  names leak from traces
        job.state = JobState.FAILED


def init_app(app: Flask, cache: Path) -> None:
    """Give the application a table of jobs."""
    app.extensions[KEY] = JobTable(cache)


def close(app: Flask) -> None:
    """Stop every job: the program closes."""
    table: JobTable = app.extensions[KEY]
    table.stop_all()
    table.clear()


def jobs() -> JobTable:
    """The jobs of the application that answers this request."""
    return cast("JobTable", current_app.extensions[KEY])
