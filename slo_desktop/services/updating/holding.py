"""The installer that is started is the one that was proven, to the last byte.

It was written to a folder that is this user's alone. Just before it is started it is
read once more, through a handle that on Windows keeps everybody from writing to it
until the installer runs. Elsewhere no such handle exists, and other users are kept out
by the folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slo_desktop.domain.updates import UpdateFault, UpdateRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.domain.update_manifest import Ready

CHUNK = 1 << 20
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@contextmanager
def held(ready: Ready) -> Iterator[Path]:
    """Keep a proven installer as it is, as far as the system can, inside the block.

    Raises:
        UpdateRefusedError: it is not the one that was proven any more.
        OSError: it is gone.
    """
    with os.fdopen(_open(ready.path), "rb") as file:
        is_ours = sys.platform == "win32" or _is_private(ready.path, file.fileno())
        found = hashlib.sha256()
        while chunk := file.read(CHUNK):
            found.update(chunk)
        if not is_ours or found.hexdigest() != ready.checked.installer.sha256:
            raise UpdateRefusedError(UpdateFault.CHANGED_INSTALLER)
        yield ready.path


def _open(path: Path) -> int:
    if sys.platform == "win32":
        return _open_alone(path)
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW)


def _is_private(path: Path, handle: int) -> bool:
    """A plain file of ours, under one name, in a folder that nobody else can enter."""
    file, folder = os.fstat(handle), path.parent.lstat()
    return (
        stat.S_ISREG(file.st_mode)
        and file.st_nlink == 1
        and file.st_uid == folder.st_uid == os.getuid()
        and not folder.st_mode & OTHERS
    )


if sys.platform == "win32":
    import _winapi
    import msvcrt

    def _open_alone(path: Path) -> int:
        """Open so that others may read it and nobody may write, rename or delete it."""
        share_read, open_existing = 1, 3
        handle = _winapi.CreateFile(
            str(path), _winapi.GENERIC_READ, share_read, 0, open_existing, 0, 0
        )
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)
