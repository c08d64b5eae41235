"""Lay a backup out beside the data folder's own files, and believe nothing of it.

Everything is written below `.restoring`, on the disk that the data folder lies on, so
that one rename puts it in place. Until then the folder's own files are only read.
"""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import (
    DataDamagedError,
    FileDamagedError,
    MigrationFailedError,
    NewerDataError,
)
from slo_desktop.domain.safety.errors import (
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
    NoRoomError,
)
from slo_desktop.domain.safety.restoring import Step
from slo_desktop.storage.backup.schema import check_schema
from slo_desktop.storage.backup.staged import leave_no_trace, staging_folder
from slo_desktop.storage.files import PRIVATE_FOLDER
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import Found, inspect_folder
from slo_desktop.storage.upgrade import HEAD, upgrade

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Manifest
    from slo_desktop.domain.safety.parts import Part
    from slo_desktop.storage.backup.container import Container

    Progress = Callable[[Step, int, int], None]

ROOM = 2.5
"""So many times the size of the data must be free before anything begins."""


def check_room(data_dir: Path, manifest: Manifest, *, own: int = 0) -> None:
    """Refuse to begin where the disk is too full to end.

    Args:
        data_dir: the folder, or one that is still to be made.
        manifest: of the backup.
        own: bytes of what a safety backup would hold besides.

    Raises:
        NoRoomError: there is too little room; nothing was written.
    """
    place = data_dir
    while not place.exists():
        place = place.parent
    store = ObjectStore(data_dir)
    missing = sum(part.size for part in manifest.objects if not _is_there(store, part))
    needed = int(ROOM * (manifest.database.size + own)) + missing
    free = shutil.disk_usage(place).free
    if free < needed:
        raise NoRoomError(data_dir, needed=needed, free=free)


def _is_there(store: ObjectStore, part: Part) -> bool:
    place = store.path(part.sha256)
    return place.is_file() and place.stat().st_size == part.size


def stage_database(container: Container, folder: Path) -> Path:
    """Lay out the data file, prove it, and bring it up to this version.

    Raises:
        BackupRefusedError: it is not one of ours, damaged, or of a newer version.
    """
    manifest = container.manifest
    if manifest.schema > HEAD:
        raise _newer(manifest, manifest.schema)
    database = folder / manifest.database.path
    container.extract(manifest.database, database)
    found = _inspect(folder, database, manifest)
    check_schema(database, manifest.schema)
    if found is Found.OLDER:
        try:
            upgrade(database)
        except MigrationFailedError as error:
            raise BackupRefusedError(
                BackupFault.DAMAGED, part=manifest.database.path
            ) from error
    return database


def _inspect(folder: Path, database: Path, manifest: Manifest) -> Found:
    part = manifest.database.path
    try:
        found = inspect_folder(folder, database)
    except NewerDataError as error:
        raise _newer(manifest, error.found) from error
    except DataDamagedError as error:
        is_foreign = error.reason == BackupFault.FOREIGN
        fault = BackupFault.FOREIGN if is_foreign else BackupFault.DAMAGED
        raise BackupRefusedError(fault, part=part) from error
    if _version_of(database) != manifest.schema:
        raise BackupRefusedError(BackupFault.DAMAGED, part=part)
    return found


def _version_of(database: Path) -> int:
    with database.open("rb") as file:
        file.seek(60)
        return int.from_bytes(file.read(4), "big")


def _newer(manifest: Manifest, found: int) -> BackupRefusedError:
    return BackupRefusedError(
        BackupFault.NEWER_SCHEMA, found=found, known=HEAD, program=manifest.program
    )


def stage_files(
    container: Container,
    data_dir: Path,
    folder: Path,
    *,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    """Lay out every other file that the data folder does not hold, whole.

    Raises:
        BackupRefusedError: one of them is damaged or missing.
        BackupStoppedError: it was cancelled.
    """
    store = ObjectStore(data_dir)
    manifest, done = container.manifest, 0
    for part in (*manifest.objects, *manifest.extra):
        if cancelled():
            raise BackupStoppedError
        if not (part.is_object and store.is_whole(part.sha256)):
            container.extract(part, folder / part.path)
        done += part.size
        progress(Step.READING, done, manifest.size)


def bring_back(container: Container, data_dir: Path, part: Part) -> None:
    """Put one attached file back where it belongs, over a damaged one or none.

    Raises:
        BackupRefusedError: the copy in the backup is no better.
        FileDamagedError: it was written, and is not right all the same.
    """
    store = ObjectStore(data_dir)
    draft = staging_folder(data_dir) / f"file-{uuid.uuid4().hex}"
    draft.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        container.extract(part, draft)
        store.take_in(draft, part.sha256)
    finally:
        draft.unlink(missing_ok=True)
        leave_no_trace(data_dir)
    if not store.is_whole(part.sha256):
        raise FileDamagedError(part.sha256)
