"""Queries about attached files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.storage.models.evidence import (
    Attachment,
    Evidence,
    evidence_attachment,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def owners_of(session: Session, attachment: Attachment) -> Sequence[Evidence]:
    """Evidence that this file is attached to, binned or not, newest first."""
    query = (
        sa.select(Evidence)
        .join(Evidence.attachments)
        .where(Attachment.id == attachment.id)
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return session.scalars(query).all()


def is_attached(session: Session, attachment: Attachment) -> bool:
    """Whether any evidence still has this file."""
    link = evidence_attachment.c
    query = sa.select(link.evidence_id).where(link.attachment_id == attachment.id)
    return session.scalar(query.limit(1)) is not None


def kept_files(session: Session) -> Sequence[tuple[str, str]]:
    """The hash and uid of every attachment, binned ones too."""
    query = sa.select(Attachment.sha256, Attachment.uid).order_by(Attachment.id)
    return [(sha256, uid) for sha256, uid in session.execute(query)]
