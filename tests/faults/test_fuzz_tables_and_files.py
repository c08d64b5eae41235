"""Tables, documents and pictures of every kind of brokenness, as a person may send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import FileKindRefusedError, PhotoTooLargeError
from slo_desktop.domain.importing import ImportKind, UnreadableImportError
from slo_desktop.services.importing.columns import KNOWN
from slo_desktop.services.importing.files import KeptFiles
from slo_desktop.services.importing.reading import read_table
from slo_desktop.services.importing.running import import_table
from slo_desktop.storage.models import School
from slo_desktop.storage.pictures import check_pixels, small_picture
from slo_desktop.storage.sniffing import LIST_BYTES, media_type_of
from tests.conftest import NOW
from tests.faults.fuzzing import bounded, flipped, limited
from tests.faults.proof import Proof

RIGHT = {
    ImportKind.EVIDENCE: "happened_on,title_en,elements\n2026-11-20,Walk,4.2\n",
    ImportKind.PLAN: "level,school_year,title_en\npriority,2026,Reading\n",
    ImportKind.LEARNING: "date,title_en,hours\n2026-11-20,Course,2\n",
}
CELLS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "9" * 400, "-0", "1e999", "9999-12-31", "0001-01-01", "4.2;4.2", "\u202ex"]
)


@st.composite
def tables(draw: st.DrawFn, kind: ImportKind) -> bytes:
    """A table whose headings are known and whose cells are anything."""
    names = draw(st.lists(st.sampled_from(sorted(KNOWN[kind])), unique=True))
    needed = RIGHT[kind].partition("\n")[0].split(",")
    headings = list(dict.fromkeys([*needed, *names]))
    rows = draw(st.lists(st.lists(CELLS, max_size=len(headings) + 1), max_size=3))
    lines = [headings, *rows]
    text = "\n".join(",".join(_quoted(cell) for cell in line) for line in lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""').replace("\ud800", "") + '"'


@pytest.mark.parametrize("kind", ImportKind)
def test_s14_a_broken_table_is_refused_or_read_and_writes_nothing(
    session: Session, school: School, kind: ImportKind, proof: Proof
) -> None:
    del school
    session.commit()

    @given(content=flipped(RIGHT[kind].encode()) | tables(kind) | st.binary())
    @bounded(60)
    def looked_at(content: bytes) -> None:
        try:
            with limited():
                table = read_table(kind, content, "a.csv")
                import_table(
                    session,
                    table,
                    keep=lambda _names: KeptFiles(),
                    now=NOW,
                    dry_run=True,
                )
        except UnreadableImportError:
            proof.count("files")
        assert not session.new
        assert not session.dirty
        assert not session.deleted

    looked_at()


def document(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


ODT = document(
    ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")
)
DOCX = document(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>" * 9))
STARTS = [
    b"%PDF-1.7",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"RIFF",
    b"PK\x03\x04",
]


@given(
    content=flipped(ODT)
    | flipped(DOCX)
    | st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=99)),
    name=st.sampled_from(["a.odt", "a.docx", "a.pdf", "a.jpg", "a.txt", "a"]),
)
@bounded(400)
def test_d17_s16_a_broken_document_is_kept_as_what_it_is_or_refused(
    content: bytes, name: str
) -> None:
    with limited(), suppress(FileKindRefusedError):
        assert "/" in media_type_of(io.BytesIO(content), name)


def test_s12_s17_a_document_of_a_million_parts_does_not_fill_the_memory(
    proof: Proof,
) -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    count = LIST_BYTES // len(entry) + 1
    head = b"PK\x03\x04" + bytes(26)
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, 65535, 65535, count * len(entry), len(head), 0
    )
    with limited(), pytest.raises(FileKindRefusedError):
        media_type_of(io.BytesIO(head + entry * count + end), "a.docx")
    proof.count("files")


def pictures() -> list[bytes]:
    hidden = Image.Exif()
    hidden[0x112], hidden[0x10F] = 6, "maker"
    grey = Image.effect_noise((24, 16), 80)
    made = []
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")):
        content = io.BytesIO()
        grey.convert(mode).save(content, kind, exif=hidden)
        made.append(content.getvalue())
    return made


def test_d14_d13_a_broken_picture_is_shown_or_not_and_nothing_worse(
    tmp_path: Path, proof: Proof
) -> None:
    @given(content=st.one_of([flipped(picture) for picture in pictures()]))
    @bounded(300)
    def shown(content: bytes) -> None:
        with limited():
            try:
                check_pixels(io.BytesIO(content), "a.jpg")
            except PhotoTooLargeError:
                proof.count("files")
                return
            if small_picture(io.BytesIO(content), tmp_path / "a.jpg") is None:
                proof.count("files")
        assert {path.name for path in tmp_path.iterdir()} <= {"a.jpg"}

    shown()


def chunk(kind: bytes, content: bytes) -> bytes:
    sum_ = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + sum_


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP", b"eXIf"])
def test_d13_a_picture_that_hides_a_bomb_in_its_words_stays_small(
    tmp_path: Path, kind: bytes, proof: Proof
) -> None:
    bomb = b"x\0\0" + zlib.compress(bytes(80 << 20), 9)
    size = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(9 * 8))
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(kind, bomb)
    content += chunk(b"IDAT", data) + chunk(b"IEND", b"")
    with limited():
        small_picture(io.BytesIO(content), tmp_path / "a.jpg")
    proof.count("files")
