from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, UnidentifiedImageError

from slo_desktop.reports.photos import LONGEST_SIDE, printable
from tests.reports.world import photo_file


def picture(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def test_a_photo_is_turned_upright_and_bare(tmp_path: Path) -> None:
    bare = picture(printable(photo_file(tmp_path)))
    assert bare.format == "JPEG"
    assert bare.height > bare.width
    assert not bare.getexif()
    assert "icc_profile" not in bare.info


def test_a_large_photo_is_made_small(tmp_path: Path) -> None:
    bare = picture(printable(photo_file(tmp_path, size=(4000, 2000))))
    assert max(bare.size) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L"])
def test_every_kind_of_picture_stands_on_white(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "drawing.png"
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).convert(mode).save(path)
    assert picture(printable(path)).mode == "RGB"
    if mode in {"RGBA", "LA"}:
        assert picture(printable(path)).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (8, 8)).save(path, format="EPS")
    with pytest.raises(UnidentifiedImageError):
        printable(path)
