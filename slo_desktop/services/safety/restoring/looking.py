"""Say what a backup holds and what would change, touching nothing."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.restoring import Comparison, Here, Step, Work
from slo_desktop.services.safety.restoring.proving import (
    never,
    opened_session,
    prove_staged,
    silent,
    stop_if,
    what_is_here,
)
from slo_desktop.storage.backup import comparing
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.staged import a_look
from slo_desktop.storage.backup.staging import check_room, stage_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.domain.safety.backups import Manifest
    from slo_desktop.storage.backup.staging import Progress


def look(
    path: Path,
    *,
    data_dir: Path,
    database: Path,
    key: str | None = None,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Comparison:
    """What a backup holds, and what would change if it were restored.

    Args:
        path: the backup file.
        data_dir: the folder it would be restored into.
        database: the data file there.
        key: an age secret key, where the backup is sealed.
        progress: is told how far it is.
        cancelled: asked now and then.

    Raises:
        BackupRefusedError: the file would never be restored, and why.
        NoRoomError: there is too little room even to look.
        BackupStoppedError: it was cancelled.
        NewerDataError: the folder was written by a newer version of the program.
    """
    here = what_is_here(data_dir, database)
    with a_look(data_dir) as folder, opened(path, key=key, scratch=folder) as container:
        check_room(data_dir, container.manifest)
        progress(Step.READING, 0, 1)
        staged = stage_database(container, folder)
        stop_if(cancelled)
        progress(Step.CHECKING, 0, 1)
        differing = prove_staged(container.manifest, folder, staged)
        with ExitStack() as stack:
            there = opened_session(stack, staged)
            ours = opened_session(stack, database) if here is Here.SCHOOL else None
            return _compare(path.name, container.manifest, here, ours, there, differing)


def _compare(
    name: str,
    manifest: Manifest,
    here: Here,
    ours: Session | None,
    there: Session,
    differing: int,
) -> Comparison:
    school, own = comparing.school_of(there), ours and comparing.school_of(ours)
    parted = comparing.parted_at(ours, there) if ours else 0
    gained = comparing.work_after(there, parted)
    lost = comparing.work_after(ours, parted) if ours else Work()
    return Comparison(
        name=name,
        manifest=manifest,
        here=here,
        school=school.name if school else Bilingual(),
        school_here=own.name if own else None,
        another_school=bool(own and (school is None or school.uid != own.uid)),
        kinds=tuple(comparing.count_kinds(ours, there)),
        lost=lost,
        gained=gained,
        newest=comparing.work_after(there, 0).last,
        newest_here=comparing.work_after(ours, 0).last if ours else None,
        differing=differing,
        absent=len(manifest.missing),
        returning=comparing.erased_after(ours, there) if ours else 0,
    )
