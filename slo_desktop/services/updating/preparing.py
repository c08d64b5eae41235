"""Get an installer out of an update, proven, into a private place of its own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from slo_desktop.domain.update_manifest import Checked, Ready
from slo_desktop.domain.updates import fitting
from slo_desktop.services.updating.reading import open_update
from slo_desktop.storage.backup.workshop import need_room
from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from slo_desktop.domain.updates import Here, PublicKey

    Progress = Callable[[int, int], None]
    Cancelled = Callable[[], bool]

READ_ONLY = 0o400


def check(path: Path, *, here: Here, keys: Sequence[PublicKey]) -> Checked:
    """Prove an update, and write nothing.

    Args:
        path: the file.
        here: the program that it is for.
        keys: those that are believed.

    Raises:
        UpdateRefusedError: it is not right, or not for this program.
        OSError: it cannot be read.
    """
    with open_update(path, keys) as update:
        installer = fitting(update.manifest, here)
        for _chunk in update.chunks(installer):
            pass
        return Checked(manifest=update.manifest, key=update.key, installer=installer)


def prepare(
    path: Path,
    *,
    here: Here,
    keys: Sequence[PublicKey],
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Ready:
    """Prove an update, and write its installer while it is being read.

    Args:
        path: the file.
        here: the program that it is for.
        keys: those that are believed.
        folder: is made for it, for this user alone; gone again if this fails.
        progress: is told bytes read, and bytes in all.
        cancelled: asked now and then.

    Raises:
        UpdateRefusedError: it is not right, or not for this program.
        UpdateStoppedError: it was cancelled.
        NoRoomError: the disk is too full to begin.
        OSError: a file cannot be read or written.
    """
    with open_update(path, keys) as update:
        installer = fitting(update.manifest, here)
        need_room(folder, installer.size)
        folder.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        folder.mkdir(mode=PRIVATE_FOLDER)
        draft = folder / installer.name
        try:
            _write(draft, update.chunks(installer, progress, cancelled))
        except BaseException:
            draft.unlink(missing_ok=True)
            folder.rmdir()
            raise
        checked = Checked(manifest=update.manifest, key=update.key, installer=installer)
    return Ready(checked=checked, path=draft)


def _write(draft: Path, chunks: Iterator[bytes]) -> None:
    handle = os.open(
        draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(handle, "wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
    if sys.platform != "win32":  # where a file that is read-only cannot be removed
        draft.chmod(READ_ONLY)
