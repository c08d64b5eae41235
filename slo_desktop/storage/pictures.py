"""Small pictures of photos, with a limit on pixels and without hidden data.

The original is never shown: a photo's EXIF holds places and serial numbers, and what
is made here has none (SAFETY.md D13–D16).
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image, ImageOps

from slo_desktop.domain.errors import PhotoTooLargeError
from slo_desktop.domain.limits import PHOTO_PIXELS
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("JPEG", "PNG", "WEBP")
SIDE = 640
QUALITY = 82
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on a picture that is damaged, or made to do damage."""


def check_pixels(file: BinaryIO, name: str) -> None:
    """Refuse a picture that would fill the memory; a damaged one is not judged.

    Raises:
        PhotoTooLargeError: it has more pixels than the limit.
    """
    pixels = _pixels(file)
    if pixels > PHOTO_PIXELS:
        raise PhotoTooLargeError(name, pixels, PHOTO_PIXELS)


def _pixels(file: BinaryIO) -> int:
    try:
        width, height = _opened(file).size
    except Image.DecompressionBombError:
        # Pillow refuses twice its own limit without saying how many there are.
        return 2 * (Image.MAX_IMAGE_PIXELS or PHOTO_PIXELS)
    except UNREADABLE:
        return 0
    return width * height


def small_picture(file: BinaryIO, place: Path) -> Path | None:
    """Write a small JPEG to its place; None where no picture can be made."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            content = _reduced(file)
        write_atomically(place, content)
    except UNREADABLE:
        return None
    return place


def _opened(file: BinaryIO) -> Image.Image:
    file.seek(0)
    with warnings.catch_warnings():
        # Our own limit decides, so Pillow's warning about size says nothing new, nor
        # does one about hidden data that is odd.
        warnings.simplefilter("ignore")
        return Image.open(file, formats=FORMATS)


def _reduced(file: BinaryIO) -> bytes:
    picture = _opened(file)
    if picture.width * picture.height > PHOTO_PIXELS:
        raise ValueError(picture.size)
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    picture.thumbnail((SIDE, SIDE))
    upright = ImageOps.exif_transpose(picture)
    content = io.BytesIO()
    _on_white(upright).save(content, "JPEG", quality=QUALITY, optimize=True)
    return content.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """A new picture with nothing but the colours of the old one."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    paper = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper.paste(seen, mask=seen)
    else:
        paper.paste(picture.convert("RGB"))
    return paper
