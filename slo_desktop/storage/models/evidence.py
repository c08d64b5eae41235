"""Evidence and the files that show it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.storage.models.base import Base, Record, bilingual_column
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import Action, Priority


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("evidence_id", sa.ForeignKey("evidence.id"), primary_key=True),
        sa.Column(
            f"{target}_id",
            sa.ForeignKey(f"{target}.id"),
            primary_key=True,
            index=True,
        ),
    )


evidence_person = _link("evidence_person", "person")
evidence_priority = _link("evidence_priority", "priority")
evidence_action = _link("evidence_action", "action")
evidence_attachment = _link("evidence_attachment", "attachment")


class Attachment(Record):
    """A file kept by the SHA-256 of its bytes (`storage/objects.py`).

    `may_leave` says whether it may be printed in reports; it starts as no.
    """

    __tablename__ = "attachment"

    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    caption: Mapped[Bilingual] = bilingual_column()
    consent: Mapped[Consent] = mapped_column(default=Consent.UNKNOWN)
    may_leave: Mapped[bool] = mapped_column(default=False)

    searched: ClassVar[tuple[str, ...]] = ("name",)


class EvidenceElement(Base):
    """A piece of evidence shows an element (code such as `slo-wales/4.2`)."""

    __tablename__ = "evidence_element"
    __table_args__ = (sa.Index("ix_evidence_element_code", "code", "evidence_id"),)

    evidence_id: Mapped[int] = mapped_column(
        sa.ForeignKey("evidence.id"), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(80), primary_key=True)


class Evidence(Record):
    """Something seen, heard or collected that shows how the school works.

    `happened_on` (and `happened_until`) is when it took place, `logged_at` when it
    was written down; `kind` is a code of evidence-kinds.json.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        sa.Index("ix_evidence_newest", "binned_at", "happened_on", "id", "kind"),
        # Counts of the filter pane are read from this index alone.
        sa.Index(
            "ix_evidence_facets",
            "binned_at",
            "kind",
            "worked",
            "state",
            "happened_on",
        ),
    )

    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    happened_on: Mapped[dt.date]
    happened_until: Mapped[dt.date | None]
    logged_at: Mapped[dt.datetime]
    title: Mapped[Bilingual] = bilingual_column()
    note: Mapped[Bilingual] = bilingual_column()
    kind: Mapped[str | None] = mapped_column(sa.String(80))
    worked: Mapped[Worked | None]
    has_pupil_data: Mapped[bool] = mapped_column(default=False)
    state: Mapped[EvidenceState] = mapped_column(default=EvidenceState.FILED)

    people: Mapped[set[Person]] = relationship(secondary=evidence_person)
    priorities: Mapped[set[Priority]] = relationship(secondary=evidence_priority)
    actions: Mapped[set[Action]] = relationship(secondary=evidence_action)
    attachments: Mapped[set[Attachment]] = relationship(secondary=evidence_attachment)
    element_links: Mapped[set[EvidenceElement]] = relationship(
        cascade="all, delete-orphan"
    )
    elements: AssociationProxy[set[str]] = association_proxy(
        "element_links", "code", creator=lambda code: EvidenceElement(code=code)
    )

    searched: ClassVar[tuple[str, ...]] = ("ref",)
