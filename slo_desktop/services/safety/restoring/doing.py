"""Prove a backup beside the folder's own files, then put it in their place."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import JournalBehindError
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.restoring import (
    Ending,
    Here,
    Prepared,
    RestoreNote,
    Step,
)
from slo_desktop.services.safety.backing_up import back_up
from slo_desktop.services.safety.restoring.proving import (
    never,
    opened_session,
    prove_staged,
    silent,
    stop_if,
    what_is_here,
)
from slo_desktop.services.safety.unlocking import adopt
from slo_desktop.storage.backup import comparing, swapping
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.staged import digest_of, fresh_folder
from slo_desktop.storage.backup.staging import (
    check_room,
    stage_database,
    stage_files,
)
from slo_desktop.storage.disposals import carry_over
from slo_desktop.storage.journal import Journal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.services.safety.unlocking import Unlocked
    from slo_desktop.storage.backup.staging import Progress
    from slo_desktop.storage.models import School


def prepare(
    path: Path,
    *,
    data_dir: Path,
    database: Path,
    now: dt.datetime,
    key: str | None = None,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Prepared:
    """Back up what is here, and lay the backup out, proven to the last byte.

    The folder may be open meanwhile; nothing in it changes.

    Raises:
        BackupRefusedError: the file is not restored, and why.
        NoRoomError: there is too little room to begin.
        BackupFailedError: what is here could not be backed up for sure.
        BackupStoppedError: it was cancelled.
        NewerDataError: the folder was written by a newer version of the program.
    """
    here = what_is_here(data_dir, database)
    own = database.stat().st_size if here is Here.SCHOOL else 0
    folder = fresh_folder(data_dir)
    try:
        with opened(path, key=key, scratch=folder) as container:
            check_room(data_dir, container.manifest, own=own)
            progress(Step.READING, 0, 1)
            staged = stage_database(container, folder)
            stage_files(
                container, data_dir, folder, progress=progress, cancelled=cancelled
            )
            container.check_whole()
            progress(Step.CHECKING, 0, 1)
            prove_staged(container.manifest, folder, staged)
            manifest = container.manifest
        if here is Here.SCHOOL:
            progress(Step.SAFETY, 0, 1)
        safety = back_up_first(data_dir, database, here=here, now=now)
        stop_if(cancelled)
        return Prepared(
            folder=folder, manifest=manifest, sha256=digest_of(staged), safety=safety
        )
    except BaseException:
        give_up(data_dir)
        raise


def put_in_place(
    data_dir: Path,
    database: Path,
    prepared: Prepared,
    *,
    now: dt.datetime,
    unlocked: Unlocked | None = None,
) -> RestoreNote:
    """Make a prepared backup the school's data; nobody has the folder open meanwhile.

    What was saved since the folder was backed up is backed up too, the disposal log
    goes on, and a folder that has no key yet takes over the one that opened the backup.

    Raises:
        BackupFailedError: that could not be done for sure; nothing was changed.
        OSError: the disk refused; the next start ends it, one way or the other.
    """
    here = what_is_here(data_dir, database)
    safety = prepared.safety
    if here is Here.SCHOOL and not _is_newest(database, safety):
        safety = back_up_first(data_dir, database, here=here, now=now)
    name = prepared.folder / prepared.manifest.database.path
    if carry_over(data_dir, name, now):
        prepared = replace(prepared, sha256=digest_of(name))
    with ExitStack() as stack:
        session = opened_session(stack, name)
        school = comparing.school_of(session)
        called = _called(school)
        chain = comparing.newest_change(session)
    note = RestoreNote(
        ending=Ending.RESTORED,
        school=called,
        made_at=prepared.manifest.made_at,
        safety=safety.path.name if safety else None,
        chain=chain,
    )
    # What was damaged stays, so that somebody who knows more can look at it.
    aside = f"damaged-{now:%Y%m%dT%H%M%SZ}.sqlite" if here is Here.DAMAGED else None
    swapping.put_in_place(data_dir, prepared, note, aside=aside)
    _catch_up(data_dir, database)
    adopt(data_dir, unlocked)
    return note


def back_up_first(
    data_dir: Path, database: Path, *, here: Here, now: dt.datetime
) -> Kept | None:
    """The backup that takes a restore back; None where there is nothing to lose."""
    if here is not Here.SCHOOL:
        return None
    return back_up(data_dir, database, reason=Reason.RESTORE, now=now)


def give_up(data_dir: Path) -> None:
    """Remove what was laid out; the folder is as it was."""
    swapping.abandon(data_dir)


def _catch_up(data_dir: Path, database: Path) -> None:
    """Write the journal now; where the disk is full, the next start does."""
    with ExitStack() as stack, suppress(JournalBehindError):
        Journal(data_dir).catch_up(opened_session(stack, database))


def _is_newest(database: Path, safety: Kept | None) -> bool:
    with ExitStack() as stack:
        chain = comparing.newest_change(opened_session(stack, database))
    return safety is not None and safety.manifest.chain == chain


def _called(school: School | None) -> str:
    """The name a person reads, in the school's own first language."""
    if school is None:
        return ""
    return school.name.shown(school.working_language).text
