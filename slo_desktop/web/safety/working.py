"""The long work of the Safety page: each a job with progress, that can be stopped."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.domain.values import dataclass
from slo_desktop.services.safety.backing_up import save_to
from slo_desktop.services.safety.copying import copy_to_places
from slo_desktop.services.safety.trial import Trial
from slo_desktop.storage.backup.writing import Watch
from slo_desktop.web.work import on_the_disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept, Place
    from slo_desktop.domain.safety.proofs import Proof
    from slo_desktop.storage.preferences import SecondPlace
    from slo_desktop.web.folder import Folder
    from slo_desktop.web.jobs import Job

BACKUP, COPY, PROVE = "backup", "complete-copy", "prove-backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What came of *Back up now*."""

    kept: Kept
    places: tuple[SecondPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What came of *Save a complete copy*.

    Attributes:
        path: where the file is.
        proof: what its trial restore showed.
        waits: whether it still has to be downloaded.
        keep: where the person will keep it.
    """

    path: Path
    proof: Proof
    waits: bool
    keep: Place


def backing_up(here: Folder) -> Callable[[Job], BackedUp]:
    """A backup on this computer, and a copy in every place that is there."""

    def work(job: Job) -> BackedUp:
        kept = here.backups.make(Reason.ASKED)
        here.backups.kept.note_failure(None)
        places = copy_to_places(
            here.preferences,
            here.settings.data_dir,
            here.settings.database,
            reason=Reason.ASKED,
            now=here.settings.now(),
            progress=_tell(job),
            cancelled=job.stop.is_set,
        )
        return BackedUp(kept=kept, places=places)

    return on_the_disk(work)


def copying(
    here: Folder, *, name: str, target: Path | None, keep: Place, sealed: bool
) -> Callable[[Job], Copied]:
    """One complete file.

    Args:
        here: the school's folder.
        name: of the file.
        target: where it goes; None where it will be downloaded.
        keep: where the person will keep it.
        sealed: encrypted to the school's keys.
    """

    def work(job: Job) -> Copied:
        place = target or job.folder / name
        saved = save_to(
            place,
            data_dir=here.settings.data_dir,
            database=here.settings.database,
            scratch=here.settings.cache_dir,
            now=here.settings.now(),
            sealed=sealed,
            watch=Watch(_tell(job), job.stop.is_set),
        )
        if target:
            note_taken(here, keep)
        return Copied(path=place, proof=saved.proof, waits=not target, keep=keep)

    return on_the_disk(work)


def note_taken(here: Folder, keep: Place) -> None:
    """Remember that a complete copy went to this kind of place."""
    at = here.settings.now().isoformat()
    taken = here.preferences.load().taken | {keep.value: at}
    here.preferences.update(taken=taken)


def proving(here: Folder) -> Callable[[Job], Proof]:
    """Restore the newest backup in a process of its own, and compare everything."""

    def work(job: Job) -> Proof:
        trial = Trial(here.backups, here.settings.cache_dir, here.settings.now)

        def stop_it() -> None:
            job.stop.wait()
            trial.stop()

        threading.Thread(target=stop_it, daemon=True).start()
        try:
            proof = trial.run()
        finally:
            job.stop.set()  # ends the thread that waits for it
        if proof is None:
            raise BackupStoppedError
        return proof

    return on_the_disk(work)


def _tell(job: Job) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        job.step = done * 100 // max(total, 1)

    return tell
