"""Make an update file: what its makers do, in the words that the program reads."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from slo_desktop.services.updating import frame
from slo_desktop.services.updating.reading import CHUNK, MANIFEST, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO


def write_update(
    target: Path, manifest: bytes, signature: bytes, installers: Sequence[Path]
) -> None:
    """Write the parts of an update in their order.

    Args:
        target: a file that is not there yet.
        manifest: the bytes that were signed.
        signature: as it is written.
        installers: in the order of the manifest.

    Raises:
        OSError: a file cannot be read or written.
    """
    with target.open("xb") as file:
        parts = [
            _add(file, MANIFEST, manifest),
            _add(file, SIGNATURE, signature),
        ]
        parts += [_add_file(file, path) for path in installers]
        file.write(frame.ending(parts))
        file.flush()
        os.fsync(file.fileno())


def _add(file: BinaryIO, name: str, content: bytes) -> frame.Part:
    size, crc = len(content), zlib.crc32(content)
    part = frame.part_at(file.tell(), name, size=size, crc=crc)
    file.write(frame.head(part) + content)
    return part


def _add_file(file: BinaryIO, path: Path) -> frame.Part:
    size, crc = path.stat().st_size, 0
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            crc = zlib.crc32(chunk, crc)
        part = frame.part_at(file.tell(), path.name, size=size, crc=crc)
        file.write(frame.head(part))
        source.seek(0)
        while chunk := source.read(CHUNK):
            file.write(chunk)
    return part
