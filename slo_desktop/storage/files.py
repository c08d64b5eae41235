"""Write files so that a crash leaves the old one or the new one, never half."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO
    from pathlib import Path


PRIVATE_FOLDER = 0o700
"""A school's folder is for the person who keeps it, and for no other user of the PC."""


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut (not needed on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


PATIENCE = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait for a virus scanner or a sync client to let go of a file."""


def rename_into_place(draft: Path, place: Path) -> None:
    """Rename over whatever is there, patiently, and make it survive a power cut."""
    for wait in PATIENCE:
        try:
            draft.replace(place)
            break
        except PermissionError:
            time.sleep(wait)
    else:
        draft.replace(place)
    sync_folder(place.parent)


ONE_AT_A_TIME = threading.Lock()
"""Two who write the same file would take each other's draft away."""


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Replace a file in one step; `private` keeps other users of the PC out."""
    with ONE_AT_A_TIME:
        _write(path, content, 0o600 if private else 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.partial")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    rename_into_place(draft, path)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file and wait until the disk has it."""
    is_new = not path.exists()
    if is_new and not path.parent.exists():
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True)
        sync_folder(path.parent.parent)
    with path.open("ab", buffering=0) as file:
        _append(file, f"{line}\n".encode())
    if is_new:
        sync_folder(path.parent)


def _append(file: FileIO, content: bytes) -> None:
    """All of it and on the disk, or as it was: what failed is never believed later."""
    before = os.fstat(file.fileno()).st_size
    try:
        while content:
            content = content[file.write(content) :]
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(before)
        raise


def replace_lines(path: Path, renewed: Callable[[str], str | None]) -> bool:
    """Write some lines of a file anew, all of them in one step.

    Args:
        path: the file; left alone where nothing in it changes.
        renewed: what a line shall say; None where it stays as it is, byte for byte.

    Returns:
        Whether anything changed.
    """
    draft, is_changed = path.with_name(f"{path.name}.partial"), False
    with path.open("rb") as old, draft.open("wb") as new:
        for line in old:
            text = renewed(line.decode(errors="replace")) if line.strip() else None
            is_changed |= text is not None
            new.write(line if text is None else f"{text}\n".encode())
        new.flush()
        os.fsync(new.fileno())
    if is_changed:
        rename_into_place(draft, path)
    draft.unlink(missing_ok=True)
    return is_changed
