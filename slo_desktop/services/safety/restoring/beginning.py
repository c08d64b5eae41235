"""Put the invented school away, so that somebody's own can begin in its folder.

An empty data file takes the place of the school's by the same swap as a restored one,
so that a crash leaves the one or the other, and the next start ends what was begun. The
invented school is in a backup by then, which was restored for trial.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    MakingFault,
    NotInventedError,
)
from slo_desktop.domain.safety.restoring import (
    Ending,
    Here,
    Laid,
    RestoreNote,
    Step,
)
from slo_desktop.services.invented import is_invented
from slo_desktop.services.safety.backing_up import back_up, scratch_folder
from slo_desktop.services.safety.proving import prove, says_only_missing
from slo_desktop.services.safety.restoring.proving import (
    never,
    opened_session,
    silent,
    stop_if,
    what_is_here,
)
from slo_desktop.storage.backup import comparing, swapping
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.staged import digest_of, fresh_folder
from slo_desktop.storage.backup.workshop import need_room
from slo_desktop.storage.upgrade import upgrade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.storage.backup.staging import Progress


def lay_out(
    data_dir: Path,
    database: Path,
    *,
    scratch: Path,
    now: dt.datetime,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Laid:
    """Keep the invented school in a proven backup, and lay out an empty data file.

    The folder may be open meanwhile; nothing of the school in it changes.

    Args:
        data_dir: the school's folder.
        database: its data file.
        scratch: a folder that a trial may use.
        now: the time, in UTC.
        progress: is told how far it is.
        cancelled: asked now and then.

    Raises:
        NotInventedError: the folder holds another school, or none that can be read.
        NoRoomError: there is too little room to begin.
        BackupFailedError: the school could not be backed up for sure.
        BackupStoppedError: it was cancelled.
        NewerDataError: the folder was written by a newer version of the program.
        OSError: the disk refused.
    """
    check_invented(data_dir, database)
    need_room(data_dir, database.stat().st_size)
    safety = _keep(data_dir, database, scratch, now, progress, cancelled)
    folder = fresh_folder(data_dir)
    try:
        empty = folder / swapping.DATABASE
        upgrade(empty)
        stop_if(cancelled)
        return Laid(folder=folder, sha256=digest_of(empty), safety=safety)
    except BaseException:
        swapping.abandon(data_dir)
        raise


def begin_empty(
    data_dir: Path, database: Path, laid: Laid, *, scratch: Path, now: dt.datetime
) -> RestoreNote:
    """Put the empty data file in place; nobody has the folder open meanwhile.

    What was written since the invented school was backed up is backed up too.

    Raises:
        NotInventedError: it has become somebody's own meanwhile; nothing was changed.
        BackupFailedError: it could not be backed up for sure; nothing was changed.
        OSError: the disk refused; the next start ends it, one way or the other.
    """
    name = check_invented(data_dir, database)
    safety = laid.safety
    if safety is None or not _holds(safety, database):
        safety = _keep(data_dir, database, scratch, now, silent, never)
    note = RestoreNote(
        ending=Ending.RESTORED,
        school=name,
        made_at=safety.manifest.made_at,
        safety=safety.path.name,
        own=True,
    )
    swapping.put_in_place(data_dir, laid, note)
    return note


def check_invented(data_dir: Path, database: Path) -> str:
    """The name of the invented school, which alone may be put away like this.

    Raises:
        NotInventedError: the folder holds another school, or none that can be read.
        NewerDataError: the folder was written by a newer version of the program.
    """
    if what_is_here(data_dir, database) is not Here.SCHOOL:
        raise NotInventedError
    with ExitStack() as stack:
        school = comparing.school_of(opened_session(stack, database))
        if school is None or not is_invented(school):
            raise NotInventedError
        return school.name.shown(school.working_language).text


def _keep(
    data_dir: Path,
    database: Path,
    scratch: Path,
    now: dt.datetime,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Kept:
    """A backup of what is here, restored for trial."""
    progress(Step.SAFETY, 0, 1)
    kept = back_up(
        data_dir, database, reason=Reason.RESTORE, now=now, cancelled=cancelled
    )
    progress(Step.CHECKING, 0, 1)
    with scratch_folder(scratch) as folder:
        proof = prove(kept.path, scratch=Path(folder), now=now, cancelled=cancelled)
    if not (proof.is_good or says_only_missing(proof)):
        raise BackupFailedError(MakingFault.DIFFERENT)
    return Backups(data_dir).mark_proven(kept, proof.at)


def _holds(safety: Kept, database: Path) -> bool:
    with ExitStack() as stack:
        newest = comparing.newest_change(opened_session(stack, database))
    return safety.manifest.chain == newest
