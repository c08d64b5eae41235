"""The outside of a backup file: its ZIP structure, and the hash at its very end.

The ends of the file are read by hand first, so that a file made to exhaust the
computer is refused before anything in it is believed.
"""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import (
    KEY,
    MANIFEST,
    MOST_PARTS,
    README,
    SEALED,
    is_safe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.domain.safety.backups import Manifest

MARK = b"slobackup/1 sha256:"
NEWER_MARK = re.compile(rb"slobackup/(\d{1,4}) ")
HASH_BYTES = 64
COMMENT_BYTES = len(MARK) + HASH_BYTES
START, LOCAL = b"PK\x05\x06", b"PK\x03\x04"
LONG = b"PK\x06\x06"
END_BYTES, LONG_BYTES, LOCAL_BYTES = 22, 76, 30
ENCRYPTED = 0x1
DIRECTORY_BYTES = 24 << 20
MOST_ENTRIES = MOST_PARTS + 2
SMALL_BYTES = 1 << 16
"""Most bytes of a README or of a private key."""
RATIO = 200
"""Most bytes that one packed byte may become; text packs to a fifth."""
SLACK = 1 << 16
CHUNK = 1 << 20
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a ZIP that somebody made up can end in."""
SEALED_NAMES = frozenset({README, KEY, SEALED})


@contextmanager
def open_frame(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP whose ends are found right.

    Raises:
        BackupRefusedError: it is none of ours, cut off, or far too large.
    """
    _check_ends(file)
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise BackupRefusedError(BackupFault.DAMAGED, part="") from error
    with archive:
        yield archive


def _check_ends(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(4) != LOCAL:
        raise BackupRefusedError(BackupFault.NOT_A_BACKUP)
    file.seek(max(0, size - LONG_BYTES - END_BYTES - COMMENT_BYTES))
    ends = file.read()
    if ends[LONG_BYTES : LONG_BYTES + len(START)] != START:
        raise _without_our_end(file, size)
    mark = ends[LONG_BYTES + END_BYTES :]
    if not mark.startswith(MARK):
        raise _with_another_mark(mark)
    _check_directory(ends)


def _without_our_end(file: BinaryIO, size: int) -> BackupRefusedError:
    """Another program's ZIP is no backup; without any end it is cut off."""
    file.seek(max(0, size - END_BYTES))
    if file.read(4) == START:
        return BackupRefusedError(BackupFault.NOT_A_BACKUP)
    return BackupRefusedError(BackupFault.TRUNCATED)


def _with_another_mark(mark: bytes) -> BackupRefusedError:
    newer = NEWER_MARK.match(mark)
    if newer and int(newer[1]) > 1:
        return BackupRefusedError(
            BackupFault.NEWER_FORMAT, found=int(newer[1]), known=1
        )
    return BackupRefusedError(BackupFault.DAMAGED, part="")


def _check_directory(ends: bytes) -> None:
    """Refuse a list of entries that is too long, before it is read.

    Args:
        ends: the file from where a long list's own figures begin to its end.
    """
    entries, length = struct.unpack("<HI", ends[LONG_BYTES + 10 : LONG_BYTES + 16])
    if ends.startswith(LONG):
        entries, length = struct.unpack("<QQ", ends[32:48])
    if entries > MOST_ENTRIES or length > DIRECTORY_BYTES:
        raise BackupRefusedError(BackupFault.TOO_LARGE, limit=MOST_ENTRIES)


def check_names(archive: zipfile.ZipFile) -> None:
    """Refuse entries that no backup has, whatever its manifest may say.

    Raises:
        BackupRefusedError: a name, a link, a repetition or an overlap is not ours.
    """
    seen: set[str] = set()
    for entry in archive.infolist():
        folded = entry.filename.casefold()
        if folded in seen or not _is_plain(entry):
            raise _unexpected(entry.filename)
        seen.add(folded)
    _check_places(archive)
    if is_sealed(archive):
        _check_sealed(archive)
    elif archive.infolist()[0].filename != MANIFEST:
        raise BackupRefusedError(BackupFault.MISSING_PART, part=MANIFEST)


def is_sealed(archive: zipfile.ZipFile) -> bool:
    """Whether what matters is encrypted."""
    return SEALED in archive.NameToInfo


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is an ordinary file under the name that it shows."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        entry.orig_filename == entry.filename
        and is_safe(entry.filename)
        and kind in {0, stat.S_IFREG}
        and not entry.flag_bits & ENCRYPTED
        and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    )


def _check_places(archive: zipfile.ZipFile) -> None:
    """Every entry has bytes of its own, and the first begins the file."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    if not entries or entries[0].header_offset != 0:
        raise BackupRefusedError(BackupFault.DAMAGED, part="")
    ends = [entry.header_offset for entry in entries[1:]] + [archive.start_dir]
    for entry, end in zip(entries, ends, strict=True):
        least = LOCAL_BYTES + len(entry.filename.encode()) + entry.compress_size
        if entry.header_offset + least > end:
            raise _unexpected(entry.filename)


def _check_sealed(archive: zipfile.ZipFile) -> None:
    for name in archive.NameToInfo.keys() ^ SEALED_NAMES:
        if name in SEALED_NAMES:
            raise BackupRefusedError(BackupFault.MISSING_PART, part=name)
        raise _unexpected(name)
    for name in (README, KEY):
        check_size(archive.getinfo(name), SMALL_BYTES)
    sealed = archive.getinfo(SEALED)
    if sealed.file_size != sealed.compress_size:
        raise _unexpected(SEALED)


def check_entries(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Refuse a file whose entries are not exactly those of its manifest.

    Raises:
        BackupRefusedError: one is missing, too many, or of another size.
    """
    parts = {part.path: part for part in manifest.enclosed}
    known = parts.keys() | {MANIFEST, README}
    for name in archive.NameToInfo.keys() - known:
        raise _unexpected(name)
    for name in sorted(known - archive.NameToInfo.keys()):
        raise BackupRefusedError(BackupFault.MISSING_PART, part=name)
    check_size(archive.getinfo(README), SMALL_BYTES)
    for name, part in parts.items():
        entry = archive.getinfo(name)
        if entry.file_size != part.size:
            raise BackupRefusedError(BackupFault.DAMAGED, part=name)
        check_size(entry, part.size)


def check_size(entry: zipfile.ZipInfo, limit: int) -> None:
    """Refuse an entry that is too large, or grows too much on unpacking.

    Raises:
        BackupRefusedError: it is or does.
    """
    allowed = min(limit, entry.compress_size * RATIO + SLACK)
    if entry.file_size > allowed:
        raise BackupRefusedError(
            BackupFault.TOO_LARGE, part=entry.filename, limit=allowed
        )


def check_hash(file: BinaryIO) -> None:
    """Compare a file with the hash at its end.

    Raises:
        BackupRefusedError: something in it has changed.
    """
    size = file.seek(0, 2)
    if digest_of(file, size - HASH_BYTES) != file.read(HASH_BYTES).decode("latin-1"):
        raise BackupRefusedError(BackupFault.DAMAGED, part="")


def digest_of(file: BinaryIO, length: int) -> str:
    """SHA-256 of the beginning of a file, which is left standing behind it."""
    seen = hashlib.sha256()
    file.seek(0)
    while length and (chunk := file.read(min(CHUNK, length))):
        seen.update(chunk)
        length -= len(chunk)
    return seen.hexdigest()


def _unexpected(name: str) -> BackupRefusedError:
    return BackupRefusedError(BackupFault.UNEXPECTED_ENTRY, part=name)
