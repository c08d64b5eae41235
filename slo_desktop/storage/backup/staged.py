"""The folder that a restore works in, on the disk that the data folder lies on."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slo_desktop.storage.files import PRIVATE_FOLDER, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".restoring"
STAGED = "staged"
"""The one folder below it that a restore uses; looks have others."""


def staging_folder(data_dir: Path) -> Path:
    """Where everything of a restore lies until it is in place."""
    return data_dir / FOLDER


@contextmanager
def a_look(data_dir: Path) -> Iterator[Path]:
    """A folder to lay a backup out in, only to look at it; gone afterwards."""
    place = staging_folder(data_dir) / f"look-{uuid.uuid4().hex}"
    is_new = not data_dir.exists()
    place.mkdir(mode=PRIVATE_FOLDER, parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        leave_no_trace(data_dir)
        if is_new and not any(data_dir.iterdir()):
            data_dir.rmdir()


def fresh_folder(data_dir: Path) -> Path:
    """The empty folder of a restore; what an earlier one left is removed."""
    place = staging_folder(data_dir) / STAGED
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=PRIVATE_FOLDER, parents=True)
    return place


def leave_no_trace(data_dir: Path) -> None:
    """Remove the folder of restores once nothing lies in it."""
    place = staging_folder(data_dir)
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()


def digest_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_all(folder: Path) -> None:
    """Make the names of everything that was laid out survive a power cut."""
    for place in sorted({path.parent for path in folder.rglob("*")} | {folder}):
        sync_folder(place)
