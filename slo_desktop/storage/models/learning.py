"""Professional learning."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.storage.models.base import (
    Base,
    Record,
    bilingual_column,
    codes_column,
)
from slo_desktop.storage.models.evidence import Evidence
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import Action


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("learning_id", sa.ForeignKey("learning.id"), primary_key=True),
        sa.Column(
            f"{target}_id",
            sa.ForeignKey(f"{target}.id"),
            primary_key=True,
            index=True,
        ),
    )


learning_person = _link("learning_person", "person")
learning_action = _link("learning_action", "action")
learning_evidence = _link("learning_evidence", "evidence")


class LearningElement(Base):
    """Professional learning serves an element (code such as `slo-wales/4.2`)."""

    __tablename__ = "learning_element"

    learning_id: Mapped[int] = mapped_column(
        sa.ForeignKey("learning.id"), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(80), primary_key=True, index=True)


class LearningRecord(Record):
    """Something staff or governors learnt together or alone.

    `minutes` is per person; `cost_pence` is None where nothing was entered, and 0
    where it cost nothing; `kind`, `funding_source`, `role_groups`, `standards` and
    `hallmarks` hold framework codes. `reflection` is private: it is never exported
    unless its owner asks.
    """

    __tablename__ = "learning"

    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    starts_on: Mapped[dt.date] = mapped_column(index=True)
    ends_on: Mapped[dt.date | None]
    title: Mapped[Bilingual] = bilingual_column()
    kind: Mapped[str | None] = mapped_column(sa.String(80))
    role_groups: Mapped[list[str]] = codes_column()
    minutes: Mapped[int] = mapped_column(default=0)
    provider: Mapped[str] = mapped_column(sa.String(200), default="")
    cost_pence: Mapped[int | None]
    funding_source: Mapped[str | None] = mapped_column(sa.String(80))
    intended: Mapped[Bilingual] = bilingual_column()
    applied: Mapped[Bilingual] = bilingual_column()
    reflection: Mapped[Bilingual] = bilingual_column()
    review_on: Mapped[dt.date | None] = mapped_column(index=True)
    standards: Mapped[list[str]] = codes_column()
    hallmarks: Mapped[list[str]] = codes_column()

    people: Mapped[set[Person]] = relationship(secondary=learning_person)
    actions: Mapped[set[Action]] = relationship(secondary=learning_action)
    evidence: Mapped[set[Evidence]] = relationship(secondary=learning_evidence)
    element_links: Mapped[set[LearningElement]] = relationship(
        cascade="all, delete-orphan"
    )
    elements: AssociationProxy[set[str]] = association_proxy(
        "element_links", "code", creator=lambda code: LearningElement(code=code)
    )

    searched: ClassVar[tuple[str, ...]] = ("ref", "provider")
    private: ClassVar[frozenset[str]] = frozenset({"reflection"})


class LearningImpact(Record):
    """What came of it, at one of the five levels of impact-levels.json."""

    __tablename__ = "learning_impact"

    learning_id: Mapped[int] = mapped_column(sa.ForeignKey("learning.id"), index=True)
    level: Mapped[str] = mapped_column(sa.String(80))
    text: Mapped[Bilingual] = bilingual_column()
    judged_on: Mapped[dt.date | None]

    learning: Mapped[LearningRecord] = relationship()
