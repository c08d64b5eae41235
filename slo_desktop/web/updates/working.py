"""The two jobs of an update: a look at every byte, and the installation itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slo_desktop import paths
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.updates import UpdateEnding, UpdateStep
from slo_desktop.services.updating.holding import held
from slo_desktop.services.updating.keys import built_in_keys
from slo_desktop.services.updating.noting import forget_update, note_update
from slo_desktop.services.updating.preparing import prepare
from slo_desktop.services.updating.surroundings import here as program_here
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.updates.arrived import arrived
from slo_desktop.web.work import on_the_disk, quick

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.update_manifest import Ready
    from slo_desktop.web.folder import Folder
    from slo_desktop.web.jobs import Job
    from slo_desktop.web.updates.arrived import Source

LOOK: Final = "update-look"
INSTALL: Final = "update"
STEPS: Final = tuple(UpdateStep)


@dataclass(slots=True)
class About:
    """What a page wants to know of its job.

    Attributes:
        source: the update file.
        ready: its installer, once that is being installed.
        saved: where the person saved the installer.
    """

    source: Source
    ready: Ready | None = None
    saved: Path | None = None


def look_at(source: Source) -> Job:
    """Begin to check an update; a small one is read when this returns."""
    own, settings = arrived(), folder().settings
    place = own.new_folder()

    def work(job: Job) -> Ready:
        def note(done: int, total: int) -> None:
            job.page = 100 * done // total

        return prepare(
            source.path,
            here=program_here(
                settings.database, is_portable=paths.portable_home() is not None
            ),
            keys=built_in_keys(),
            folder=place,
            progress=note,
            cancelled=job.stop.is_set,
        )

    return quick(LOOK, on_the_disk(work), About(source))


def install(source: Source, ready: Ready) -> Job:
    """Begin with a backup that is proven; then the installer is started."""
    here, own, language = folder(), arrived(), current_language()

    def work(job: Job) -> UpdateEnding:
        job.step = STEPS.index(UpdateStep.BACKUP)
        _back_up(here, job)
        job.step = STEPS.index(UpdateStep.STARTING)
        ending = _hand_over(here, ready, language)
        own.ordered = ready.path
        return ending

    return jobs().start(INSTALL, on_the_disk(work), about=About(source, ready))


def _back_up(here: Folder, job: Job) -> None:
    """Have what is here now among the backups, unless there is nothing yet."""
    backups = here.backups
    if backups.kept.newest() is None and not backups.is_changed():
        return
    backups.make(Reason.MIGRATION, cancelled=job.stop.is_set)
    backups.kept.note_failure(None)


def _hand_over(here: Folder, ready: Ready, language: Language) -> UpdateEnding:
    with held(ready) as installer:
        if here.install is None:
            return UpdateEnding.BY_HAND
        note_update(here.preferences, ready.checked.manifest.version)
        ending: UpdateEnding | None = None
        try:
            ending = here.install(
                installer,
                sha256=ready.checked.installer.sha256,
                language=language,
            )
        finally:
            if ending is not UpdateEnding.CLOSING:  # it may be years until it is run
                forget_update(here.preferences)
        return ending


def step_of(job: Job) -> UpdateStep:
    """What a job is doing."""
    return STEPS[job.step]
