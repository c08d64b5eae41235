"""Named queries for the report to governors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from slo_desktop.domain.changes import Op
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.models import (
    Action,
    Change,
    Evidence,
    LearningImpact,
    LearningRecord,
    Meeting,
    Person,
    Priority,
)
from slo_desktop.storage.models.evidence import evidence_action, evidence_priority

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A piece of evidence that serves a priority, straight or through an action."""

    priority: int
    evidence: int
    has_pupil_data: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """A recorded change of an action's status."""

    uid: str
    at: dt.datetime
    before: ActionStatus


def records_by_ref(
    session: Session, refs: Collection[str]
) -> dict[str, tuple[str, int]]:
    """Kind and number of the records with these references."""
    found: dict[str, tuple[str, int]] = {}
    for kind in (Priority, Action, Evidence, LearningRecord):
        query = sa.select(kind.ref, kind.id).where(kind.ref.in_(refs))
        rows = session.execute(query)
        found |= {row.ref: (kind.__tablename__, row.id) for row in rows}
    return found


def meeting_before(session: Session, day: dt.date) -> Meeting | None:
    """The last meeting before a day."""
    query = sa.select(Meeting).where(Meeting.held_on < day, Meeting.binned_at.is_(None))
    newest = query.order_by(Meeting.held_on.desc(), Meeting.id.desc())
    return session.scalars(newest.limit(1)).first()


def linked_evidence(
    session: Session, priorities: Collection[int], during: Span
) -> Sequence[Linked]:
    """Filed evidence of some priorities and their actions, newest first."""
    straight = sa.select(
        evidence_priority.c.priority_id, evidence_priority.c.evidence_id
    ).where(evidence_priority.c.priority_id.in_(priorities))
    by_action = (
        sa.select(Action.priority_id, evidence_action.c.evidence_id)
        .join(Action, Action.id == evidence_action.c.action_id)
        .where(Action.priority_id.in_(priorities), Action.binned_at.is_(None))
    )
    links = sa.union(straight, by_action).subquery()
    query = (
        sa.select(links.c.priority_id, Evidence.id, Evidence.has_pupil_data)
        .join(Evidence, Evidence.id == links.c.evidence_id)
        .where(*_filed(during))
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc(), links.c.priority_id)
    )
    return [
        Linked(priority=priority, evidence=number, has_pupil_data=pupils)
        for priority, number, pupils in session.execute(query)
    ]


def evidence_by_number(
    session: Session, numbers: Collection[int]
) -> Sequence[Evidence]:
    """Evidence with all that is printed of it, newest first."""
    query = (
        sa.select(Evidence)
        .where(Evidence.id.in_(numbers), Evidence.binned_at.is_(None))
        .options(
            selectinload(Evidence.attachments),
            selectinload(Evidence.element_links),
            selectinload(Evidence.priorities),
            selectinload(Evidence.actions),
        )
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return session.scalars(query).all()


def evidence_by_worked(session: Session, during: Span) -> Mapping[Worked | None, int]:
    """How much filed evidence there is, by whether it worked."""
    query = (
        sa.select(Evidence.worked, sa.func.count())
        .where(*_filed(during))
        .group_by(Evidence.worked)
        .order_by(Evidence.worked)
    )
    return {worked: count for worked, count in session.execute(query)}  # noqa: C416


def learning_between(session: Session, during: Span) -> Sequence[LearningRecord]:
    """Learning that began in a period, or was judged in it, oldest first."""
    judged = sa.select(LearningImpact.learning_id).where(
        LearningImpact.judged_on.between(during.start, during.end),
        LearningImpact.binned_at.is_(None),
    )
    began = LearningRecord.starts_on
    query = (
        sa.select(LearningRecord)
        .where(
            began <= during.end,
            (began >= during.start) | LearningRecord.id.in_(judged),
            LearningRecord.binned_at.is_(None),
        )
        .options(selectinload(LearningRecord.people))
        .order_by(began, LearningRecord.id)
    )
    return session.scalars(query).all()


def impacts_of(session: Session, learning: Collection[int]) -> Sequence[LearningImpact]:
    """What came of some learning, in the order it was judged."""
    query = sa.select(LearningImpact).where(
        LearningImpact.learning_id.in_(learning), LearningImpact.binned_at.is_(None)
    )
    in_order = query.order_by(LearningImpact.judged_on, LearningImpact.id)
    return session.scalars(in_order).all()


def status_changes(
    session: Session, start: dt.datetime, end: dt.datetime
) -> Sequence[StatusChange]:
    """Changes of status of actions, oldest first."""
    query = (
        sa.select(Change.uid, Change.at, Change.before)
        .where(
            Change.record == Action.__tablename__,
            Change.op == Op.EDIT,
            Change.at.between(start, end),
            Change.after["status"].as_string().is_not(None),
        )
        .order_by(Change.seq)
    )
    return [
        StatusChange(uid=uid, at=at, before=ActionStatus(before["status"]))
        for uid, at, before in session.execute(query)
    ]


def everybody(session: Session) -> Sequence[Person]:
    """All people the school knows, in order of number."""
    query = sa.select(Person).where(Person.binned_at.is_(None))
    return session.scalars(query.order_by(Person.id)).all()


def _filed(during: Span) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Evidence.happened_on.between(during.start, during.end),
        Evidence.state == EvidenceState.FILED,
        Evidence.binned_at.is_(None),
    )
