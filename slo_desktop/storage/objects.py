"""Attachments: kept as they came, named by the SHA-256 of their bytes.

A file is written to `objects/.incoming`, hashed on the way, synced, looked at and
only then renamed into place; the row that names it comes after (SAFETY.md 4.2).
Whatever a crash leaves behind lies in `.incoming` and is swept at a later start.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.attachments import PICTURES, StoredObject, shown_name
from slo_desktop.domain.errors import (
    EmptyFileError,
    FileDamagedError,
    FileTooLargeError,
)
from slo_desktop.domain.limits import FILE_BYTES
from slo_desktop.storage.files import rename_into_place, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20
LEFT_OVER_AFTER = 24 * 60 * 60
"""Seconds after which a file in `.incoming` cannot still be on its way in."""


class ObjectStore:
    """The kept files of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "objects"
        self.incoming = self.folder / ".incoming"

    def path(self, sha256: str) -> Path:
        """Where the file with this hash lies, or would lie.

        Raises:
            FileDamagedError: that is not a hash at all.
        """
        if not NAME.fullmatch(sha256):
            raise FileDamagedError(sha256)
        return self.folder / sha256[:2] / sha256[2:]

    def open(self, sha256: str) -> BinaryIO:
        """The kept bytes.

        Raises:
            FileDamagedError: the file is gone.
        """
        try:
            return _plain(self.path(sha256)).open("rb")
        except OSError as error:
            raise FileDamagedError(sha256) from error

    def add(self, stream: BinaryIO, name: str, limit: int = FILE_BYTES) -> StoredObject:
        """Keep a file; the same bytes are kept once.

        Args:
            stream: the bytes.
            name: what the person calls it; it can only have a file refused.
            limit: most bytes that are taken.

        Raises:
            EmptyFileError: it holds nothing.
            FileTooLargeError: it passes the limit.
            FileKindRefusedError: it is a program, or of a kind that is not kept.
            PhotoTooLargeError: it is a picture with too many pixels.
        """
        with self._draft() as draft:
            kept = receive(stream, draft, name, limit)
            self.take_in(draft, kept.sha256)
        return kept

    def is_whole(self, sha256: str) -> bool:
        """Whether the kept bytes still have their hash."""
        try:
            with _plain(self.path(sha256)).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except (FileDamagedError, OSError):
            return False

    def all(self) -> Iterator[str]:
        """The hash of every file in the store, whether a record names it or not."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            sha256 = path.parent.name + path.name
            if NAME.fullmatch(sha256):
                yield sha256

    def thumbnail(self, sha256: str, cache_dir: Path) -> Path | None:
        """A small picture without any hidden data, made once; None if none can be."""
        from slo_desktop.storage.pictures import small_picture  # noqa: PLC0415  see below

        small = cache_dir / "thumbnails" / f"{sha256}.jpg"
        if small.exists():
            return small
        try:
            with self.open(sha256) as file:
                return small_picture(file, small)
        except FileDamagedError:
            return None

    def sweep(self) -> int:
        """Remove what a crash left half received; how many files that were."""
        old = time.time() - LEFT_OVER_AFTER
        left = [p for p in self.incoming.glob("*") if p.stat().st_mtime < old]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        self.incoming.mkdir(parents=True, exist_ok=True)
        draft = self.incoming / uuid.uuid4().hex
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    def take_in(self, draft: Path, sha256: str) -> None:
        """Put a written file in its place, also over a damaged one.

        Args:
            draft: on the same disk; it stays behind where the file is kept already.
            sha256: hash of its bytes, which the caller knows to be right.
        """
        place = self.path(sha256)
        if self.is_whole(sha256):
            return
        if not place.parent.exists():
            place.parent.mkdir(parents=True)
            sync_folder(self.folder)
        if place.exists():
            # It was damaged, and here are the right bytes again.
            place.chmod(stat.S_IREAD | stat.S_IWRITE)
        draft.chmod(stat.S_IREAD)
        rename_into_place(draft, place)


def receive(
    stream: BinaryIO, draft: Path, name: str, limit: int = FILE_BYTES
) -> StoredObject:
    """Write a file to a new place, sync it and look at what it is.

    Raises:
        EmptyFileError, FileTooLargeError, FileKindRefusedError, PhotoTooLargeError:
            as `ObjectStore.add` refuses it; what was written is the caller's to remove.
    """
    name = shown_name(name)
    sha256, size = _receive(stream, draft, name, limit)
    return StoredObject(sha256, size, _looked_at(draft, name))


def _plain(path: Path) -> Path:
    """The path, unless it is a link, which could lead to any file of the computer."""
    if path.is_symlink():
        raise FileNotFoundError(path)
    return path


def _looked_at(draft: Path, name: str) -> str:
    """The media type of a file that may be kept."""
    # Loaded with the first file: reading pictures and zips takes long to learn.
    from slo_desktop.storage.pictures import check_pixels  # noqa: PLC0415
    from slo_desktop.storage.sniffing import media_type_of  # noqa: PLC0415

    with draft.open("rb") as file:
        media_type = media_type_of(file, name)
        if media_type in PICTURES:
            check_pixels(file, name)
    return media_type


def _receive(stream: BinaryIO, draft: Path, name: str, limit: int) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    with draft.open("xb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLargeError(name, limit)
            seen.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise EmptyFileError(name)
    return seen.hexdigest(), size
