"""Write a backup file: manifest first, hash last, on the disk before it counts."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.domain.safety.parts import DATABASE, KEY, MANIFEST, README, SEALED
from slo_desktop.storage.backup.frame import HASH_BYTES, MARK, digest_of
from slo_desktop.storage.backup.readme import plain_readme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Manifest, Seal
    from slo_desktop.domain.safety.parts import Part

CHUNK = 1 << 20
PACKING = 1
"""Level of packing: the fastest, since a person may be waiting to go home."""
FIRST_YEAR = 1980


@dataclass(slots=True)
class Watch:
    """Tells how far a backup is, and hears when it is to stop.

    Attributes:
        progress: is told bytes done, and bytes in all.
        cancelled: asked now and then.
        done: bytes so far.
        total: bytes in all.
    """

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0
    total: int = 0

    def step(self, size: int) -> None:
        """Some more bytes are done.

        Raises:
            BackupStoppedError: it was cancelled.
        """
        self.done += size
        if self.cancelled is not None and self.cancelled():
            raise BackupStoppedError
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


class ChangedError(Exception):
    """A file is no longer what its hash says."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self.part = part


def hashed(file: BinaryIO, watch: Watch) -> Iterator[tuple[bytes, str]]:
    """The bytes of a file in pieces, each with the hash of all so far."""
    seen = hashlib.sha256()
    while chunk := file.read(CHUNK):
        seen.update(chunk)
        watch.step(len(chunk))
        yield chunk, seen.hexdigest()


def write_plain(
    place: Path,
    manifest: Manifest,
    sources: Mapping[str, Path],
    watch: Watch,
    *,
    packed: bool = True,
) -> None:
    """Write a backup that any computer can open.

    Args:
        place: a new file.
        manifest: lists the parts.
        sources: where the bytes of each enclosed part are, by its path.
        watch: follows the bytes.
        packed: make the data file smaller.

    Raises:
        ChangedError: a source is not what the manifest says.
        BackupStoppedError: it was cancelled.
    """
    at = manifest.made_at
    with _new_file(place) as file, _archive(file) as archive:
        _add_text(archive, at, MANIFEST, manifest.to_json())
        _add_text(archive, at, README, plain_readme(manifest))
        for part in manifest.enclosed:
            entry = _entry(part.path, at, packed=packed and part.path == DATABASE)
            _add_part(archive, entry, part, sources[part.path], watch)
    _seal_with_hash(place)


def _add_text(archive: zipfile.ZipFile, at: dt.datetime, name: str, text: str) -> None:
    archive.writestr(
        _entry(name, at, packed=True), text.encode(), compresslevel=PACKING
    )


def _add_part(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    part: Part,
    source: Path,
    watch: Watch,
) -> None:
    entry.file_size = part.size
    size, sha256 = 0, hashlib.sha256().hexdigest()
    with source.open("rb") as file, archive.open(entry, "w") as target:
        for chunk, sha256 in hashed(file, watch):  # noqa: B007  the last one counts
            size += len(chunk)
            target.write(chunk)
    if (size, sha256) != (part.size, part.sha256):
        raise ChangedError(part)


def write_sealed(
    place: Path, plain: Path, at: dt.datetime, seal: Seal, words: str
) -> None:
    """Write a backup that only a key opens, around one that is proven already.

    Args:
        place: a new file.
        plain: a backup that any computer can open.
        at: when it was made.
        seal: whom it is for.
        words: of the README.
    """
    # Encryption is loaded only where something is encrypted.
    from slo_desktop.storage.backup import sealing  # noqa: PLC0415

    with _new_file(place) as file, _archive(file) as archive:
        _add_text(archive, at, README, words)
        archive.writestr(_entry(KEY, at), seal.key_file)
        with (
            plain.open("rb") as source,
            archive.open(_entry(SEALED, at), "w", force_zip64=True) as target,
        ):
            sealing.seal(source, target, seal.recipients)
    _seal_with_hash(place)


def _new_file(place: Path) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(place, flags, 0o600), "w+b")


def _archive(file: BinaryIO) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(file, "w")
    archive.comment = MARK + b"0" * HASH_BYTES
    return archive


def _entry(name: str, at: dt.datetime, *, packed: bool = False) -> zipfile.ZipInfo:
    year = max(at.year, FIRST_YEAR)
    when = (year, at.month, at.day, at.hour, at.minute, at.second)
    entry = zipfile.ZipInfo(name, when)
    entry.external_attr = 0o100600 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry._compresslevel = PACKING  # type: ignore[attr-defined]  # noqa: SLF001  there is no other way to tell it
    return entry


def _seal_with_hash(place: Path) -> None:
    """Put the hash of everything at the end, and wait until the disk has it all."""
    with place.open("r+b") as file:
        size = file.seek(0, 2)
        sha256 = digest_of(file, size - HASH_BYTES)
        file.write(sha256.encode())
        file.flush()
        os.fsync(file.fileno())
