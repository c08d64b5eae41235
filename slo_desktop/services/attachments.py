"""Attach files to evidence and take them off again."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.attachments import shown_name
from slo_desktop.domain.errors import FileThereError, RecordNotFoundError
from slo_desktop.services.records import find, put_in_bin
from slo_desktop.storage.attachments import is_attached
from slo_desktop.storage.models.evidence import Attachment

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.domain.attachments import StoredObject
    from slo_desktop.storage.models.evidence import Evidence
    from slo_desktop.storage.objects import ObjectStore


def receive(store: ObjectStore, stream: BinaryIO, name: str) -> StoredObject:
    """Keep a file's bytes, before any record names them.

    This takes as long as the file is large, so it comes before the writing
    transaction and not inside it; a file that no record names in the end is an
    orphan that `check` lists.

    Raises:
        EmptyFileError: it holds nothing.
        FileTooLargeError: it passes the limit.
        FileKindRefusedError: it is a program, or of a kind that is not kept.
        PhotoTooLargeError: it is a picture with too many pixels.
    """
    return store.add(stream, name)


def attach(
    session: Session, evidence: Evidence, kept: StoredObject, *, name: str
) -> Attachment:
    """Put a kept file beside a piece of evidence.

    It may not leave the school until somebody says so.

    Raises:
        FileThereError: the same file stands there already.
    """
    for other in evidence.attachments:
        if other.sha256 == kept.sha256 and other.binned_at is None:
            raise FileThereError(shown_name(name), other.name)
    attachment = Attachment(
        sha256=kept.sha256,
        name=shown_name(name),
        media_type=kept.media_type,
        size=kept.size,
    )
    evidence.attachments.add(attachment)
    session.add(attachment)
    session.flush()
    return attachment


def detach(session: Session, evidence: Evidence, attachment: Attachment) -> None:
    """Take a file off; one that nothing else shows goes to the bin."""
    evidence.attachments.discard(attachment)
    session.flush()
    if not is_attached(session, attachment):
        put_in_bin(session, attachment)


def find_shown(session: Session, number: int) -> Attachment:
    """The attachment with this number, if it may still be looked at.

    Raises:
        RecordNotFoundError: there is none, or it lies in the bin.
    """
    attachment = find(session, Attachment, number)
    if attachment.binned_at is not None:
        raise RecordNotFoundError(Attachment.__tablename__, number)
    return attachment
