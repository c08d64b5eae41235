"""The two jobs of a restore: a look, and the restore itself."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.errors import PrintStoppedError, SloError
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.domain.safety.restoring import Ending, RestoreNote, Step
from slo_desktop.domain.values import dataclass
from slo_desktop.services.safety import restoring
from slo_desktop.storage.backup import swapping
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import jobs
from slo_desktop.web.restoring.sources import sources
from slo_desktop.web.work import on_the_disk, quick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slo_desktop.domain.safety.restoring import Comparison, Laid, Prepared
    from slo_desktop.web.jobs import Job
    from slo_desktop.web.restoring.sources import Source
    from slo_desktop.web.shell import Reopen

LOOK: Final = "restore-look"
RESTORE: Final = "restore"
STEPS: Final = tuple(Step)

log = logging.getLogger("slo_desktop")


@dataclass(frozen=True, slots=True)
class About:
    """What a page wants to know of its job.

    Attributes:
        source: the backup; None where the sample school makes room.
    """

    source: Source | None


def look_at(source: Source) -> Job:
    """Begin to look into a backup; a small one is read when this returns."""
    here = folder().settings

    def work(job: Job) -> Comparison:
        with _stoppable():
            return restoring.look(
                source.path,
                data_dir=here.data_dir,
                database=here.database,
                key=source.key,
                progress=_note(job),
                cancelled=job.stop.is_set,
            )

    return quick(LOOK, work, About(source))


def restore(source: Source, reopen: Reopen) -> Job:
    """Begin a restore; when all is ready, the pages close and open anew."""
    here, own = folder().settings, sources()

    def work(job: Job) -> None:
        with _stoppable():
            prepared = restoring.prepare(
                source.path,
                data_dir=here.data_dir,
                database=here.database,
                now=here.now(),
                key=source.key,
                progress=_note(job),
                cancelled=job.stop.is_set,
            )
        own.ordered = job.key
        reopen(_placing(prepared), busy=_busy)

    def _placing(prepared: Prepared) -> Callable[[], None]:
        def act() -> None:
            try:
                restoring.put_in_place(
                    here.data_dir,
                    here.database,
                    prepared,
                    now=here.now(),
                    unlocked=source.opened,
                )
            except (SloError, OSError) as error:
                log.warning("restore: %s", type(error).__name__)
                swapping.fail(here.data_dir)

        return act

    def _busy() -> None:
        restoring.give_up(here.data_dir)
        own.ordered = None
        own.note = RestoreNote(ending=Ending.BUSY)

    return jobs().start(RESTORE, work, about=About(source))


def begin_own(reopen: Reopen) -> Job:
    """Have the sample school make room; when all is ready, the pages open anew."""
    here, own = folder().settings, sources()

    def work(job: Job) -> None:
        with _stoppable():
            laid = restoring.lay_out(
                here.data_dir,
                here.database,
                scratch=here.cache_dir,
                now=here.now(),
                progress=_note(job),
                cancelled=job.stop.is_set,
            )
        own.ordered = job.key
        reopen(_emptying(laid), busy=_busy)

    def _emptying(laid: Laid) -> Callable[[], None]:
        def act() -> None:
            try:
                restoring.begin_empty(
                    here.data_dir,
                    here.database,
                    laid,
                    scratch=here.cache_dir,
                    now=here.now(),
                )
            except (SloError, OSError) as error:
                log.warning("own school: %s", type(error).__name__)
                swapping.fail(here.data_dir, own=True)

        return act

    def _busy() -> None:
        restoring.give_up(here.data_dir)
        own.ordered = None
        own.note = RestoreNote(ending=Ending.BUSY, own=True)

    return jobs().start(RESTORE, on_the_disk(work), about=About(None))


def is_own(job: Job) -> bool:
    """Whether a job is about no backup, but makes room for somebody's own school."""
    return job.kind == RESTORE and job.about.source is None


def percent(job: Job) -> int | None:
    """How far the step is that a job is at, where that is known."""
    return job.page or None


def step_of(job: Job) -> Step:
    """What a job is doing."""
    return STEPS[job.step]


def _note(job: Job) -> Callable[[Step, int, int], None]:
    def note(step: Step, done: int, total: int) -> None:
        job.step = STEPS.index(step)
        job.page = 100 * done // total if total else 0

    return note


@contextmanager
def _stoppable() -> Iterator[None]:
    """A job that was stopped tells the table so in the table's own words."""
    try:
        yield
    except BackupStoppedError as error:
        raise PrintStoppedError from error
