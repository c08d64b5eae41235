"""What kind of file something is, judged by its bytes and not by its name.

Only kinds on our own list are kept (domain/attachments.py). A name can have a file
refused, because it would be run by a double click, but never accepted.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import puremagic

from slo_desktop.domain.attachments import (
    KEPT_KINDS,
    OLD_OFFICE_KINDS,
    PROGRAM_ENDINGS,
    TEXT_KINDS,
    ZIPPED_KINDS,
    ending_of,
)
from slo_desktop.domain.errors import FileKindRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD_BYTES = 64 * 1024
PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"!<arch>",
)
ZIP_START = b"PK\x03\x04"
OLE_START = bytes.fromhex("D0CF11E0A1B11AE1")
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")
OFFICE_PARTS = {"word/": ".docx", "xl/": ".xlsx", "ppt/": ".pptx"}
MIMETYPE_BYTES = 100
LIST_BYTES = 4 << 20
"""Most bytes of a zip's list of entries: an office file has a few hundred of them, and
one made to fill the memory has millions."""
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    LookupError,
    OverflowError,
    EOFError,
    OSError,
    ValueError,
)
"""What reading a zip that is damaged, or made to do damage, can end in."""


class _Sparing:
    """A file of which nothing is read that is larger than a list of entries may be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            ValueError: that would be too much.
        """
        if size > LIST_BYTES:
            raise ValueError(size)
        return self._file.read(size if size >= 0 else LIST_BYTES)


def media_type_of(file: BinaryIO, name: str) -> str:
    """The media type of a file that may be kept.

    Raises:
        FileKindRefusedError: it is a program, a script or of a kind not on the list.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    ending = ending_of(name)
    if ending in PROGRAM_ENDINGS or head.startswith(PROGRAM_STARTS):
        raise FileKindRefusedError(name)
    found = _by_bytes(file, head, ending)
    if found is None:
        raise FileKindRefusedError(name)
    return found


def _by_bytes(file: BinaryIO, head: bytes, ending: str) -> str | None:
    if head.startswith(ZIP_START):
        return _inside_zip(file, ending)
    if head.startswith(OLE_START):
        return OLD_OFFICE_KINDS.get(ending)
    if ending in TEXT_KINDS and _is_text(head):
        return TEXT_KINDS[ending]
    return _known(_candidates(head), ending)


def _known(candidates: Iterable[str], ending: str) -> str | None:
    """The kind that the name says too, else the most likely kind on the list."""
    kept = [KEPT_KINDS[found] for found in candidates if found in KEPT_KINDS]
    said = KEPT_KINDS.get(ending)
    if said in kept:
        return said
    return kept[0] if kept else None


def _candidates(head: bytes) -> list[str]:
    try:
        return [match.extension.lower() for match in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        return []


def _is_text(head: bytes) -> bool:
    if head.startswith(UNICODE_MARKS):
        return True
    return not any(byte < ord(" ") and byte not in b"\t\n\r\f" for byte in head)


def _inside_zip(file: BinaryIO, ending: str) -> str | None:
    """Office and OpenDocument files are zips that say what they are inside."""
    file.seek(0)
    try:
        with zipfile.ZipFile(cast("IO[bytes]", _Sparing(file))) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    said = member.read(MIMETYPE_BYTES).decode("ascii", "replace")
                return said if said in ZIPPED_KINDS.values() else None
    except BROKEN_ZIP:
        return None
    if "[Content_Types].xml" not in names:
        return None
    return _office(names, ending)


def _office(names: list[str], ending: str) -> str | None:
    for part, usual in OFFICE_PARTS.items():
        if any(name.startswith(part) for name in names):
            family = ZIPPED_KINDS[usual].rpartition(".")[0]
            said = ZIPPED_KINDS.get(ending, "")
            return said if said.startswith(family) else ZIPPED_KINDS[usual]
    return None
