"""The School Development Plan."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.models.base import (
    Base,
    Record,
    bilingual_column,
    codes_column,
)
from slo_desktop.storage.models.people import Person

action_owner = sa.Table(
    "action_owner",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("action.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
)


class PriorityElement(Base):
    """A priority serves an element (code such as `slo-wales/4.2`)."""

    __tablename__ = "priority_element"

    priority_id: Mapped[int] = mapped_column(
        sa.ForeignKey("priority.id"), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(80), primary_key=True, index=True)


class ActionElement(Base):
    """An action serves an element (code such as `slo-wales/4.2`)."""

    __tablename__ = "action_element"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(80), primary_key=True, index=True)


class Priority(Record):
    """One of the few things that matter most in a school year.

    Its cost is the sum of its actions. `national_priorities`, `inspection_areas`
    and `plan_contents` hold framework codes.
    """

    __tablename__ = "priority"

    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    school_year: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual_column()
    rationale: Mapped[Bilingual] = bilingual_column()
    outcome: Mapped[Bilingual] = bilingual_column()
    end_of_year: Mapped[Bilingual] = bilingual_column()
    lead_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.NOT_STARTED)
    success_state: Mapped[CriterionState | None]
    national_priorities: Mapped[list[str]] = codes_column()
    inspection_areas: Mapped[list[str]] = codes_column()
    plan_contents: Mapped[list[str]] = codes_column()

    lead: Mapped[Person | None] = relationship()
    element_links: Mapped[set[PriorityElement]] = relationship(
        cascade="all, delete-orphan"
    )
    elements: AssociationProxy[set[str]] = association_proxy(
        "element_links", "code", creator=lambda code: PriorityElement(code=code)
    )

    searched: ClassVar[tuple[str, ...]] = ("ref",)


class Action(Record):
    """A step of a priority: who does what by when, at what cost.

    Amounts are in pence: None where nothing was entered, 0 where it costs nothing.
    `financial_year` is its first calendar year; `carried_from` is the action of an
    earlier year that this one continues.
    """

    __tablename__ = "action"

    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    priority_id: Mapped[int] = mapped_column(sa.ForeignKey("priority.id"), index=True)
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual_column()
    starts: Mapped[dt.date | None]
    due: Mapped[dt.date | None] = mapped_column(index=True)
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.NOT_STARTED)
    cost_pence: Mapped[int | None]
    spent_pence: Mapped[int | None]
    funding_source: Mapped[str | None] = mapped_column(sa.String(80))
    financial_year: Mapped[int | None]
    resources: Mapped[Bilingual] = bilingual_column()
    monitoring: Mapped[Bilingual] = bilingual_column()
    monitored_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    monitored_on: Mapped[dt.date | None]
    carried_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"))

    priority: Mapped[Priority] = relationship()
    monitored_by: Mapped[Person | None] = relationship()
    carried_from: Mapped[Action | None] = relationship(
        foreign_keys=[carried_from_id], remote_side="Action.id"
    )
    owners: Mapped[set[Person]] = relationship(secondary=action_owner)
    element_links: Mapped[set[ActionElement]] = relationship(
        cascade="all, delete-orphan"
    )
    elements: AssociationProxy[set[str]] = association_proxy(
        "element_links", "code", creator=lambda code: ActionElement(code=code)
    )

    searched: ClassVar[tuple[str, ...]] = ("ref",)


class SuccessCriterion(Record):
    """What will be seen when an action, or a whole priority, has succeeded.

    It belongs to an action, or to a priority when `action` is absent.
    """

    __tablename__ = "success_criterion"

    priority_id: Mapped[int] = mapped_column(sa.ForeignKey("priority.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("action.id"), index=True
    )
    position: Mapped[int]
    text: Mapped[Bilingual] = bilingual_column()
    state: Mapped[CriterionState] = mapped_column(default=CriterionState.NOT_YET)

    priority: Mapped[Priority] = relationship()
    action: Mapped[Action | None] = relationship()


class TermUpdate(Record):
    """What was said about an action in one term, and its status at that time."""

    __tablename__ = "term_update"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), index=True)
    term: Mapped[TermKey]
    text: Mapped[Bilingual] = bilingual_column()
    status: Mapped[ActionStatus]
    written_on: Mapped[dt.date]

    action: Mapped[Action] = relationship()
