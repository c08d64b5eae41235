from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from slo_desktop.domain.errors import PhotoTooLargeError
from slo_desktop.storage.objects import ObjectStore

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


@pytest.fixture(autouse=True)
def _without_the_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    # WeasyPrint lets Pillow accept half a photo. It is imported by the PDF worker
    # alone, but also by tests that ran before in this process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "data")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def photo(
    mode: str = "RGB",
    size: tuple[int, int] = (900, 600),
    kind: str = "JPEG",
    **how: object,
) -> io.BytesIO:
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind, **how)
    content.seek(0)
    return content


def huge_png(side: int) -> bytes:
    """A picture whose header alone says how large it is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    header = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_shown_small(store: ObjectStore, cache: Path, kind: str) -> None:
    kept = store.add(photo(kind=kind), "llun")
    small = store.thumbnail(kept.sha256, cache)
    assert small is not None
    with Image.open(small) as shown:
        assert shown.format == "JPEG"
        assert shown.size == (640, 427)


def test_a_small_picture_is_made_once(store: ObjectStore, cache: Path) -> None:
    kept = store.add(photo(), "llun.jpg")
    first = store.thumbnail(kept.sha256, cache)
    assert first is not None
    stamp = first.stat().st_mtime_ns
    again = store.thumbnail(kept.sha256, cache)
    assert again == first
    assert again.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_d14_other_colour_models_are_shown(
    store: ObjectStore, cache: Path, mode: str
) -> None:
    kept = store.add(photo(mode), "llun.jpg")
    assert store.thumbnail(kept.sha256, cache)


@pytest.mark.parametrize("mode", ["I;16", "RGBA", "P", "LA", "1"])
def test_d14_deep_and_see_through_pictures_are_shown(
    store: ObjectStore, cache: Path, mode: str
) -> None:
    kept = store.add(photo(mode, kind="PNG"), "llun.png")
    assert store.thumbnail(kept.sha256, cache)


def test_d14_an_animation_shows_its_first_picture(
    store: ObjectStore, cache: Path
) -> None:
    frames = [Image.new("RGB", (900, 600), colour) for colour in ("red", "blue")]
    kept = store.add(
        photo(kind="WEBP", save_all=True, append_images=frames), "llun.webp"
    )
    assert store.thumbnail(kept.sha256, cache)


def test_d14_a_cut_short_photo_is_kept_but_has_no_small_picture(
    store: ObjectStore, cache: Path
) -> None:
    whole = io.BytesIO()
    Image.effect_noise((800, 800), 90).save(whole, "JPEG")
    kept = store.add(io.BytesIO(whole.getvalue()[:9000]), "llun.jpg")
    assert store.thumbnail(kept.sha256, cache) is None
    assert store.is_whole(kept.sha256)


def test_d14_a_phone_photo_lies_the_right_way_up(
    store: ObjectStore, cache: Path
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    kept = store.add(photo(exif=exif.tobytes()), "llun.jpg")
    small = store.thumbnail(kept.sha256, cache)
    assert small is not None
    with Image.open(small) as shown:
        assert shown.height > shown.width


def test_d15_what_is_shown_holds_no_hidden_data(
    store: ObjectStore, cache: Path
) -> None:
    exif = Image.Exif()
    exif[MAKER] = "Camera 12345"
    exif.get_ifd(GPS)[1] = "N"
    original = photo(exif=exif.tobytes(), comment=b"Camera 12345")
    kept = store.add(original, "llun.jpg")
    small = store.thumbnail(kept.sha256, cache)
    assert small is not None
    assert b"12345" not in small.read_bytes()
    with Image.open(small) as shown:
        assert not shown.getexif()
    assert b"12345" in store.path(kept.sha256).read_bytes()


@pytest.mark.parametrize("side", [7_800, 12_000, 30_000])
def test_d13_a_picture_with_too_many_pixels_is_refused(
    store: ObjectStore, side: int
) -> None:
    with pytest.raises(PhotoTooLargeError) as caught:
        store.add(io.BytesIO(huge_png(side)), "bom.png")
    assert caught.value.limit == 60_000_000


def test_a_document_has_no_small_picture(store: ObjectStore, cache: Path) -> None:
    kept = store.add(io.BytesIO(b"%PDF-1.7 "), "a.pdf")
    assert store.thumbnail(kept.sha256, cache) is None


def test_a_missing_photo_has_no_small_picture(store: ObjectStore, cache: Path) -> None:
    assert store.thumbnail("a" * 64, cache) is None


def test_f10_a_full_cache_only_costs_the_small_picture(
    store: ObjectStore, tmp_path: Path
) -> None:
    kept = store.add(photo(), "llun.jpg")
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("not a folder")
    assert store.thumbnail(kept.sha256, in_the_way) is None
