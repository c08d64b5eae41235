"""Files that rows name come along, or are told of."""

from __future__ import annotations

from typing import BinaryIO

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import StoredObject
from slo_desktop.domain.importing import ImportKind, Notice
from slo_desktop.storage.models import (
    Attachment,
    Evidence,
)
from slo_desktop.storage.objects import ObjectStore
from tests.services.importing_world import (
    Importer,
    warnings,
)

EVIDENCE = ImportKind.EVIDENCE


class TinyStore(ObjectStore):
    """Takes two bytes at most."""

    def add(self, stream: BinaryIO, name: str, limit: int = 2) -> StoredObject:
        return super().add(stream, name, limit)


class BrokenStore(ObjectStore):
    """Stands for a disk that cannot be read."""

    def add(self, stream: BinaryIO, name: str, limit: int = 0) -> StoredObject:
        del stream, limit
        raise PermissionError(name)


def test_attachments_come_from_the_folder_beside_the_file(
    session: Session,
    importer: Importer,
) -> None:
    importer.attachment("nodyn.txt", b"Nodyn y pennaeth")
    heads = "happened_on,title_cy,attachments"
    rows = ["2026-11-10,Un,nodyn.txt;ar-goll.jpg", "2026-11-11,Dau,NODYN.txt"]
    outcome = importer.lines(EVIDENCE, heads, *rows)
    assert outcome.kept == 2
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]
    assert outcome.warnings[0].value == "ar-goll.jpg"
    names = session.scalars(sa.select(Attachment.name)).all()
    assert set(names) == {"nodyn.txt"}
    first = session.scalars(sa.select(Evidence).order_by(Evidence.id)).first()
    assert first
    (attachment,) = first.attachments
    assert attachment.media_type == "text/plain"
    assert not attachment.may_leave
    assert importer.store.is_whole(attachment.sha256)


def test_rows_that_name_the_same_file_share_it(
    session: Session,
    importer: Importer,
) -> None:
    importer.attachment("nodyn.txt")
    heads = "happened_on,title_cy,attachments"
    rows = ["2026-11-10,Un,nodyn.txt", "2026-11-11,Dau,nodyn.txt"]
    importer.lines(EVIDENCE, heads, *rows)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 1


@pytest.mark.parametrize(
    ("name", "content", "notice"),
    [
        ("gwag.txt", b"", Notice.FILE_EMPTY),
        ("rhaglen.exe", b"MZ", Notice.FILE_KIND_REFUSED),
        ("../file.csv", None, Notice.FILE_NOT_FOUND),
        ("/etc/passwd", None, Notice.FILE_NOT_FOUND),
        ("ffolder", None, Notice.FILE_NOT_FOUND),
    ],
)
def test_a_file_that_is_not_kept_is_told_and_the_row_goes_in(
    importer: Importer,
    name: str,
    content: bytes | None,
    notice: Notice,
) -> None:
    importer.attachment("other.txt")
    (importer.folder / "attachments" / "ffolder").mkdir()
    if content is not None:
        importer.attachment(name, content)
    outcome = importer.cell(EVIDENCE, "attachments", name)
    assert outcome.kept == 1
    assert warnings(outcome) == [(2, "attachments", notice)]


def test_a_link_out_of_the_folder_is_not_followed(importer: Importer) -> None:
    importer.attachment("other.txt")
    secret = importer.folder / "secret.txt"
    secret.write_text("cyfrinach")
    (importer.folder / "attachments" / "link.txt").symlink_to(secret)
    outcome = importer.cell(EVIDENCE, "attachments", "link.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]


def test_a_file_beyond_the_limit_is_told(importer: Importer) -> None:
    importer.attachment("mawr.txt", b"mawr")
    importer.store = TinyStore(importer.folder)
    outcome = importer.cell(EVIDENCE, "attachments", "mawr.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_TOO_LARGE)]


def test_a_file_that_cannot_be_read_counts_as_not_found(importer: Importer) -> None:
    importer.attachment("nodyn.txt")
    importer.store = BrokenStore(importer.folder)
    outcome = importer.cell(EVIDENCE, "attachments", "nodyn.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]
