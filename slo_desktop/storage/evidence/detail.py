"""One piece of evidence with everything it is linked to, and what it may link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import Op
from slo_desktop.domain.elements import element_order
from slo_desktop.domain.evidence import (
    AttachedFile,
    EvidenceDetail,
    EvidenceState,
    LearningItem,
    PlanItem,
)
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.evidence import Attachment, Evidence
from slo_desktop.storage.models.learning import LearningRecord, learning_evidence
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import Action, Priority
from slo_desktop.storage.people import people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.domain.people import PersonSummary

PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})


def evidence_detail(session: Session, record: Evidence) -> EvidenceDetail:
    """A record as its page shows it."""
    mine = Evidence.id == record.id
    return EvidenceDetail(
        id=record.id,
        uid=record.uid,
        ref=record.ref,
        happened_on=record.happened_on,
        logged_at=record.logged_at,
        title=record.title,
        note=record.note,
        inbox=record.state is EvidenceState.INBOX,
        binned=record.binned_at is not None,
        written_by=_writer(session, record.uid),
        elements=tuple(sorted(record.elements, key=element_order)),
        people=_people(session, _linked(Evidence.people, Person, mine)),
        priorities=_priorities(
            session, Priority.id.in_(_linked(Evidence.priorities, Priority, mine))
        ),
        actions=_actions(
            session, Action.id.in_(_linked(Evidence.actions, Action, mine))
        ),
        learning=_learning(session, record.id),
        files=_files(session, record.id),
    )


def _linked(
    link: Any,  # noqa: ANN401  a relationship
    kind: type[Any],
    mine: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    return sa.select(kind.id).select_from(Evidence).join(link).where(mine)


def _writer(session: Session, uid: str) -> str | None:
    first = (
        sa.select(Person.name)
        .join(Change, Change.actor == Person.uid)
        .where(Change.uid == uid, Change.op == Op.ADD)
    )
    return session.scalar(first.order_by(Change.seq).limit(1))


def _people(session: Session, named: sa.Select[Any]) -> tuple[PersonSummary, ...]:
    numbers = set(session.scalars(named))
    return tuple(p for p in people(session) if p.id in numbers)


def _priorities(
    session: Session, *conditions: sa.ColumnElement[bool]
) -> tuple[PlanItem, ...]:
    query = (
        sa.select(
            Priority.id,
            Priority.ref,
            Priority.title,
            Priority.school_year,
            Priority.status,
        )
        .where(Priority.binned_at.is_(None), *conditions)
        .order_by(Priority.school_year.desc(), Priority.position, Priority.id)
    )
    return tuple(PlanItem(**row._mapping) for row in session.execute(query))  # noqa: SLF001  SQLAlchemy's public name


def _actions(
    session: Session, *conditions: sa.ColumnElement[bool]
) -> tuple[PlanItem, ...]:
    query = (
        sa.select(
            Action.id,
            Action.ref,
            Action.title,
            Priority.school_year,
            Action.status,
            Action.due,
        )
        .join(Priority, Priority.id == Action.priority_id)
        .where(Action.binned_at.is_(None), *conditions)
        .order_by(
            Priority.school_year.desc(), Priority.position, Action.position, Action.id
        )
    )
    return tuple(PlanItem(**row._mapping) for row in session.execute(query))  # noqa: SLF001  SQLAlchemy's public name


def _learning(session: Session, number: int) -> tuple[LearningItem, ...]:
    query = (
        sa.select(
            LearningRecord.id,
            LearningRecord.ref,
            LearningRecord.title,
            LearningRecord.starts_on,
        )
        .join(learning_evidence, learning_evidence.c.learning_id == LearningRecord.id)
        .where(
            learning_evidence.c.evidence_id == number,
            LearningRecord.binned_at.is_(None),
        )
        .order_by(LearningRecord.starts_on.desc(), LearningRecord.id)
    )
    return tuple(LearningItem(**row._mapping) for row in session.execute(query))  # noqa: SLF001  SQLAlchemy's public name


def _files(session: Session, number: int) -> tuple[AttachedFile, ...]:
    query = (
        sa.select(Attachment)
        .join(Evidence.attachments)
        .where(Evidence.id == number, Attachment.binned_at.is_(None))
        .order_by(Attachment.id)
    )
    query = query.select_from(Evidence)
    return tuple(attached_file(file) for file in session.scalars(query))


def attached_file(file: Attachment) -> AttachedFile:
    """A file as pages see it."""
    return AttachedFile(
        id=file.id,
        rev=file.rev,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        caption=file.caption,
        consent=file.consent,
        may_leave=file.may_leave,
        is_photo=file.media_type in PHOTOS,
    )


def plan_choices(
    session: Session, years: tuple[int, ...]
) -> tuple[tuple[PlanItem, ...], tuple[PlanItem, ...]]:
    """Priorities and actions of some school years that a record may serve."""
    in_years = Priority.school_year.in_(years)
    return _priorities(session, in_years), _actions(session, in_years)


def actions_of(session: Session, year: int) -> tuple[PlanItem, ...]:
    """Actions of a school year, in the order of the plan."""
    return _actions(session, Priority.school_year == year)
