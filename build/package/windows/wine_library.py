"""A library that Wine 8 lacks and Windows 10 has: made here, of names alone.

pyrage asks `bcryptprimitives.dll` for random bytes. Wine gives them under an older
name, so all that is missing is a library that passes the question on; it needs no code.
"""

from __future__ import annotations

import struct

NAME = "bcryptprimitives.dll"
ASKED, ANSWERED_BY = "ProcessPrng", "advapi32.SystemFunction036"
BASE = 0x1_8000_0000
PAGE, SECTOR = 0x1000, 0x200
HEADERS = 0x40 + 4 + 20 + 240 + 40


def _exports(at: int) -> bytes:
    """The table of one name, whose address is the name of another one."""
    tables = at + 40  # behind the directory: address, name, number
    texts = tables + 12
    said = (NAME, ASKED, ANSWERED_BY)
    library, asked, answer = (f"{text}\0".encode() for text in said)
    asked_at, answer_at = texts + len(library), texts + len(library) + len(asked)
    directory = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, texts, 1, 1, 1, tables, tables + 4, tables + 8
    )
    names = struct.pack("<IIHH", answer_at, asked_at, 0, 0)
    return directory + names + library + asked + answer


def _optional_header(size: int) -> bytes:
    fields = struct.pack("<HBBIIIII", 0x20B, 0, 0, 0, SECTOR, 0, 0, PAGE)
    fields += struct.pack("<QIIHHHHHHI", BASE, PAGE, SECTOR, 10, 0, 0, 0, 10, 0, 0)
    fields += struct.pack("<IIIHH", 2 * PAGE, SECTOR, 0, 3, 0x100)
    fields += struct.pack("<QQQQII", *[PAGE] * 4, 0, 16)
    return fields + struct.pack("<II", PAGE, size) + bytes(15 * 8)


def library() -> bytes:
    """The library, as a file for 64-bit Windows."""
    exports = _exports(PAGE)
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    coff = struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    section = struct.pack(
        "<8sIIIIIIHHI",
        *(b".rdata", len(exports), PAGE, SECTOR, SECTOR, 0, 0, 0, 0, 0x4000_0040),
    )
    head = dos + b"PE\0\0" + coff + _optional_header(len(exports)) + section
    assert len(head) == HEADERS <= SECTOR  # noqa: S101  the layout above adds up
    return head.ljust(SECTOR, b"\0") + exports.ljust(SECTOR, b"\0")
