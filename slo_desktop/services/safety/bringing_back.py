"""Bring one damaged or missing file back from the newest backup that has it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import object_path
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.staging import bring_back

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.domain.safety.parts import Part
    from slo_desktop.storage.backup.keeping import Backups


def newest_copy(backups: Backups, sha256: str) -> Kept | None:
    """The newest backup that says it has this file; nothing of it is read yet."""
    return backups.holding(sha256)


def bring_file_back(data_dir: Path, backups: Backups, sha256: str) -> Kept:
    """Put a file back from the newest backup whose copy is still right.

    Args:
        data_dir: the school's folder.
        backups: those in that folder.
        sha256: of the file, as its record names it.

    Returns:
        The backup that it came from.

    Raises:
        BackupRefusedError: no backup has a right copy.
        FileDamagedError: the disk did not keep what was written.
        OSError: the disk refused.
    """
    for kept in backups.all():
        part = _part(kept, sha256)
        if part is None:
            continue
        with suppress(BackupRefusedError), opened(kept.path) as container:
            bring_back(container, data_dir, part)
            return kept
    raise BackupRefusedError(BackupFault.MISSING_PART, part=object_path(sha256))


def _part(kept: Kept, sha256: str) -> Part | None:
    parts = kept.manifest.objects
    return next((part for part in parts if part.sha256 == sha256), None)
