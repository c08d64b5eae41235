"""The outside of an update file: a ZIP of stored files, in the one form it may have.

Any program can open such a file, and this one reads it without a ZIP library: the
heads of its parts, and the list at its end, are compared byte for byte with the only
ones that fit the names and sizes. So there is nothing to unpack, nowhere to hide
another part, and no two readers can understand one file in two ways.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO, Final

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD: Final = struct.Struct("<4s5H3I2H")
LISTED: Final = struct.Struct("<4s6H3I5H2I")
END: Final = struct.Struct("<4s4H2IH")
HEAD_MARK, LISTED_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
PLAIN: Final = 10
"""Version of ZIP that knows files which are only stored."""
MADE_ON: Final = 3 << 8 | PLAIN
"""Made by a system that knows who may read a file."""
NO_DAY: Final = 0x21
"""The first day that a ZIP knows: the same parts are the same file on any day."""
READABLE: Final = 0o100644 << 16
MOST_NAME_BYTES: Final = 100


class FrameError(Exception):
    """The file is not in the form that an update has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file inside.

    Attributes:
        name: in plain letters.
        size: in bytes.
        crc: the check sum that ZIP wants; it proves nothing.
        start: where its bytes begin.
    """

    name: str
    size: int
    crc: int
    start: int

    @property
    def end(self) -> int:
        """Where the next part begins."""
        return self.start + self.size


def part_at(place: int, name: str, *, size: int, crc: int) -> Part:
    """A part whose head lies at a place of the file."""
    return Part(name=name, size=size, crc=crc, start=place + HEAD.size + len(name))


def head(part: Part) -> bytes:
    """What stands before the bytes of a part."""
    name = part.name.encode("ascii")
    return (
        HEAD.pack(
            HEAD_MARK,
            *(PLAIN, 0, 0, 0, NO_DAY),
            *(part.crc, part.size, part.size),
            *(len(name), 0),
        )
        + name
    )


def ending(parts: Sequence[Part]) -> bytes:
    """What stands behind the last part: the list of all of them."""
    listed = b"".join(map(_listed, parts))
    count, start = len(parts), parts[-1].end
    return listed + END.pack(END_MARK, 0, 0, count, count, len(listed), start, 0)


def _listed(part: Part) -> bytes:
    name = part.name.encode("ascii")
    place = part.start - HEAD.size - len(name)
    return (
        LISTED.pack(
            LISTED_MARK,
            *(MADE_ON, PLAIN, 0, 0, 0, NO_DAY),
            *(part.crc, part.size, part.size),
            *(len(name), 0, 0, 0, 0),
            *(READABLE, place),
        )
        + name
    )


def read_part(file: BinaryIO, place: int) -> Part:
    """The part whose head lies at a place; its bytes come next in the file.

    Raises:
        FrameError: nothing of ours is there.
    """
    file.seek(place)
    found = file.read(HEAD.size)
    if len(found) < HEAD.size or not found.startswith(HEAD_MARK):
        raise FrameError(place)
    length, crc, size = HEAD.unpack(found)[9], *HEAD.unpack(found)[6:8]
    name = file.read(min(length, MOST_NAME_BYTES))
    if not name.isascii():
        raise FrameError(place)
    part = part_at(place, name.decode("ascii"), size=size, crc=crc)
    if head(part) != found + name:
        raise FrameError(place)
    return part


def check_end(file: BinaryIO, parts: Sequence[Part]) -> None:
    """Compare the list at the end of the file with the parts that were found.

    Raises:
        FrameError: it is another one, or the file does not end with it.
    """
    wanted, last = ending(parts), parts[-1].end
    if file.seek(0, 2) != last + len(wanted):
        raise FrameError(last)
    file.seek(last)
    if file.read(len(wanted)) != wanted:
        raise FrameError(last)
