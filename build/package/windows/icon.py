"""The program's mark in the forms that Windows wants.

`icon()` and `header()` start this module inside the environment that has Pillow.
"""

from __future__ import annotations

import io
import os
import struct
from typing import TYPE_CHECKING

from installing import WORK
from places import OURS, OUT, ROOT, must

if TYPE_CHECKING:
    from pathlib import Path

MARK = ROOT / "assets" / "icons" / "mark.png"
ICON = OUT / "slo-desktop.ico"
HEADER = OUT / "setup-header.bmp"
SMALL = (16, 20, 24, 32, 40, 48, 64)
"""Dots each way, for screens of 100 % to 400 %; as bitmaps, which everything reads."""
LARGE = (256,)
"""As PNG, because a bitmap of this size would take 270 KB."""
HEADER_SIZE, HEADER_MARK = (150, 57), 45
"""Dots of the picture on the setup's pages, and of the mark inside it."""
HEAD, ENTRY = 6, 16
"""Bytes of an icon file before its list of pictures, and of each line of the list."""


def icon() -> Path:
    """Write the mark as an icon of Windows.

    Returns:
        The file, `build/out/slo-desktop.ico`.
    """
    must(WORK.python, "-m", __name__, **OURS)
    return ICON


def header() -> Path:
    """Write the picture that stands at the top of the setup's pages.

    Returns:
        The file, `build/out/setup-header.bmp`.
    """
    must(WORK.python, "-m", __name__, **OURS)
    return HEADER


def _draw() -> None:
    from PIL import Image  # noqa: PLC0415  only where Pillow is

    with Image.open(MARK) as opened:
        mark = opened.convert("RGBA")

    def scaled(dots: int) -> Image.Image:
        return mark.resize((dots, dots), Image.Resampling.LANCZOS)

    pictures = {}
    for dots in SMALL:
        kept = io.BytesIO()
        scaled(dots).save(kept, "ICO", sizes=[(dots, dots)], bitmap_format="bmp")
        pictures[dots] = kept.getvalue()[HEAD + ENTRY :]  # the only picture in it
    for dots in LARGE:
        kept = io.BytesIO()
        scaled(dots).save(kept, "PNG", optimize=True)
        pictures[dots] = kept.getvalue()
    OUT.mkdir(parents=True, exist_ok=True)
    _write(ICON, _joined(pictures))

    page, small = Image.new("RGB", HEADER_SIZE, "white"), scaled(HEADER_MARK)
    edge = (HEADER_SIZE[1] - HEADER_MARK) // 2
    page.paste(small, (HEADER_SIZE[0] - HEADER_MARK - edge, edge), small)
    kept = io.BytesIO()
    page.save(kept, "BMP")
    _write(HEADER, kept.getvalue())


def _write(place: Path, picture: bytes) -> None:
    """In one step: several setups may be made at once."""
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_bytes(picture)
    draft.replace(place)


def _joined(pictures: dict[int, bytes]) -> bytes:
    """An icon file out of pictures, by how many dots wide each is."""
    head = struct.pack("<3H", 0, 1, len(pictures))
    place = HEAD + ENTRY * len(pictures)
    for dots, data in pictures.items():
        width = dots % 256  # 256 is written as 0
        # No palette, one plane, 32 bits for each dot.
        about = (width, width, 0, 0, 1, 32, len(data), place)
        head += struct.pack("<4B2H2I", *about)
        place += len(data)
    return head + b"".join(pictures.values())


if __name__ == "__main__":
    _draw()
