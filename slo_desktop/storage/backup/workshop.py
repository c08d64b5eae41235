"""Where backups are put together: one at a time, with room to work, and tidied."""

from __future__ import annotations

import errno
import shutil
import tempfile
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from slo_desktop.domain.safety.errors import BackupFailedError, MakingFault, NoRoomError
from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "backups"
MAKING = ".making"
LOCK = "lock"
PARTIAL = ".partial"
ROOM_TENTHS = 25
"""Free space that is asked for, in tenths of what is about to be written."""
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
PATIENCE = 600.0
"""Seconds to wait for another backup of the same folder."""


def need_room(folder: Path, size: int) -> None:
    """Refuse to begin where the disk may fill up on the way.

    Args:
        folder: where files will be written; it need not be there yet.
        size: bytes of what is written in the end.

    Raises:
        NoRoomError: there is less than two and a half times the room.
    """
    there = next(path for path in (folder, *folder.parents) if path.exists())
    needed, free = size * ROOM_TENTHS // 10, shutil.disk_usage(there).free
    if free < needed:
        raise NoRoomError(folder, needed=needed, free=free)


@contextmanager
def workshop(data_dir: Path) -> Iterator[Path]:
    """An empty private folder on the school's own disk to put a backup together in.

    A folder that cannot be written, as on a disk made read-only, gets one elsewhere.
    """
    place = data_dir / FOLDER / MAKING / uuid.uuid4().hex
    try:
        place.mkdir(mode=PRIVATE_FOLDER, parents=True)
    except OSError as error:
        if error.errno not in READ_ONLY:
            raise
        with tempfile.TemporaryDirectory(prefix="slo-desktop-") as folder:
            yield Path(folder)
        return
    try:
        with FileLock(place / LOCK):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Be the only one who changes what lies in `backups/`.

    Raises:
        BackupFailedError: somebody else never ended.
    """
    making = data_dir / FOLDER / MAKING
    making.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        with FileLock(making / LOCK, timeout=PATIENCE):
            yield
    except Timeout as error:
        raise BackupFailedError(MakingFault.BUSY) from error


def sweep(data_dir: Path) -> None:
    """Remove what a crash left half made, and nothing that is being made just now."""
    making = data_dir / FOLDER / MAKING
    if not making.is_dir():
        return
    with suppress(OSError):
        for place in making.iterdir():
            if place.is_dir() and _is_left(place):
                shutil.rmtree(place, ignore_errors=True)
        if _is_left(making):
            for left in (data_dir / FOLDER).rglob(f"*{PARTIAL}"):
                left.unlink(missing_ok=True)


def _is_left(place: Path) -> bool:
    """Whether nobody works there any more."""
    try:
        with FileLock(place / LOCK, timeout=0):
            return True
    except Timeout:
        return False
