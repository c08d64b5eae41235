"""A photo as it may leave the school: upright, small, and nothing but its picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from slo_desktop.domain.limits import PHOTO_PIXELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from slo_desktop.domain.governors import GovernorsReport

LONGEST_SIDE = 1400
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")


def photos_of(report: GovernorsReport) -> Mapping[str, Path]:
    """The kept originals a report prints, by SHA-256."""
    return {photo.sha256: photo.path for photo in report.photos}


def printable(path: Path) -> bytes:
    """A JPEG without place, date, camera or colour profile."""
    Image.MAX_IMAGE_PIXELS = PHOTO_PIXELS
    with Image.open(path, formats=FORMATS) as kept:
        kept.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(kept)
        plain = _on_white(upright)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    body = io.BytesIO()
    plain.save(body, "JPEG", quality=QUALITY)
    return body.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.mode and "transparency" not in picture.info:
        bare = picture.convert("RGB")
    else:
        layer = picture.convert("RGBA")
        bare = Image.new("RGB", layer.size, "white")
        bare.paste(layer, mask=layer.getchannel("A"))
    fresh = Image.new("RGB", bare.size)
    fresh.paste(bare)
    return fresh
