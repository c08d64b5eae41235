"""Small photos, made where they are needed, with something to hide in them."""

from __future__ import annotations

import io

from PIL import Image

SECRET = "Camera 4711"


def photo(side: int = 64) -> bytes:
    """A JPEG that says in its EXIF which camera took it."""
    picture = Image.new("RGB", (side, side), (120, 160, 200))
    exif = Image.Exif()
    exif[0x0110] = SECRET
    content = io.BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()
