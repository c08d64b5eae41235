from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.faults.attacking import Answer, Inside
from tests.faults.planting import picture

NOTHING_RUNS = "default-src 'none'; sandbox"
PAGE = b"<!doctype html><script>alert(1)</script>"
KEPT = {
    "page.txt": PAGE,
    "rows.csv": b"=HYPERLINK(1)\n<script>1</script>\n",
    "form.pdf": b"%PDF-1.4\n/JavaScript <script>1</script>",
    "photo.jpg": picture(),
    "x\r\nX-Evil: 1.txt": b"words\n",
    'a";filename=b.html;x=".txt': b"words\n",
}
REFUSED = {
    "page.html": PAGE,
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="1"/>',
    "photo.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "x.pdf.exe": b"%PDF-1.4\n",
    "setup.jpg": b"MZ" + bytes(200),
    "empty.txt": b"",
}


def attach(inside: Inside, name: str, content: bytes) -> Answer:
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return inside.post("/evidence/2/files", files=[("files", quoted, content)])


def newest_file(inside: Inside) -> str:
    page = inside.get("/evidence/2").text
    numbers = map(int, re.findall(r"/files/(\d+)", page))
    return f"/files/{max(numbers)}"


@pytest.mark.parametrize("name", KEPT)
def test_s16_d17_a_kept_file_is_only_ever_a_download(inside: Inside, name: str) -> None:
    assert attach(inside, name, KEPT[name]).status == 303
    answer = inside.get(newest_file(inside))
    assert answer.status == 200
    assert answer.body == KEPT[name]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == NOTHING_RUNS
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "html" not in answer.headers["content-type"]
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize("name", REFUSED)
def test_d16_d17_a_refused_file_leaves_the_record_alone(
    inside: Inside, name: str
) -> None:
    before = inside.get("/evidence/2").text.count("/files/")
    answer = attach(inside, name, REFUSED[name])
    assert "not-kept" in inside.get(answer.headers["location"]).text
    assert inside.get("/evidence/2").text.count("/files/") == before


def test_d13_a_picture_of_a_billion_pixels_is_refused_by_name(inside: Inside) -> None:
    content = BytesIO()
    Image.new("1", (30_000, 30_000)).save(content, "PNG")
    answer = attach(inside, "bom.png", content.getvalue())
    assert "bom.png" in inside.get(answer.headers["location"]).text
    assert inside.get("/").status == 200


@pytest.mark.parametrize(
    "content",
    [picture()[:200], b"\xff\xd8\xff\xe1\xff\xff" + b"Exif\0\0" * 40_000],
    ids=["cut short", "all exif"],
)
def test_d14_d15_a_broken_photo_is_kept_and_never_shown(
    inside: Inside, content: bytes
) -> None:
    assert attach(inside, "llun.jpg", content).status == 303
    file = newest_file(inside)
    assert inside.get(file).body == content
    assert inside.get(f"{file}/thumbnail").status == 404
    assert inside.get("/evidence/2").status == 200


def test_s16_a_small_picture_is_made_anew_and_shown_as_one(inside: Inside) -> None:
    attach(inside, "photo.jpg", picture() + PAGE)
    answer = inside.get(f"{newest_file(inside)}/thumbnail")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-security-policy"] == NOTHING_RUNS
    assert PAGE not in answer.body
