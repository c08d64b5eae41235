"""Make no second backup of the same: the newest one may hold all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.storage.backup.container import check_file
from slo_desktop.storage.backup.facts import head_of
from slo_desktop.storage.backup.gathering import sizes_of_editions
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.making import make

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept, Reason


def make_unless_same(
    data_dir: Path,
    database: Path,
    *,
    reason: Reason,
    now: dt.datetime,
    cancelled: Callable[[], bool] | None = None,
) -> Kept:
    """Make an automatic backup, unless the newest one holds the same and is whole.

    Raises:
        NoRoomError: the disk is too full to begin.
        BackupFailedError: the data file cannot be read, or the backup did not prove
            right.
        OSError: the disk refused.
    """
    newest = Backups(data_dir).newest()
    if newest is not None and holds_all(newest, data_dir, database):
        return newest
    return make(data_dir, database, reason=reason, now=now, cancelled=cancelled)


def holds_all(kept: Kept, data_dir: Path, database: Path) -> bool:
    """Whether a backup holds what a folder holds now, and is whole itself.

    Raises:
        BackupFailedError: the data file cannot be read.
    """
    manifest = kept.manifest
    if manifest.missing or (manifest.schema, manifest.chain) != head_of(database):
        return False
    issued = {part.path: part.size for part in manifest.extra}
    if issued != sizes_of_editions(data_dir):
        return False
    beside = () if manifest.inside else manifest.objects
    try:
        check_file(kept.path)
        return all(
            (kept.path.parent / part.path).lstat().st_size == part.size
            for part in beside
        )
    except (BackupRefusedError, OSError):
        return False
