"""Named queries about what touches each element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.elements import (
    Judgement,
    ServingAction,
    ServingLearning,
    ShownEvidence,
    Stage,
)
from slo_desktop.storage.kept import KeptAnswers
from slo_desktop.storage.models import (
    Action,
    ActionElement,
    Evidence,
    EvidenceElement,
    LearningElement,
    LearningRecord,
    Priority,
    PriorityElement,
    SelfReview,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import Span

Counted = tuple[str, str | None, int, "dt.date"]
"""Element, kind of evidence, number of records, newest date."""


_kept: KeptAnswers[Sequence[Counted]] = KeptAnswers()


def evidence_counts(session: Session, during: Span) -> Sequence[Counted]:
    """How often each element is shown by each kind of evidence."""
    return _kept.get(session, during, lambda: _count(session, during))


def _count(session: Session, during: Span) -> Sequence[Counted]:
    """Reads indexes only: 20,000 records with their notes would be slow."""
    newest = sa.func.max(Evidence.happened_on)
    query = (
        sa.select(EvidenceElement.code, Evidence.kind, sa.func.count(), newest)
        .select_from(Evidence)
        .join(EvidenceElement, EvidenceElement.evidence_id == Evidence.id)
        .where(
            Evidence.happened_on.between(during.start, during.end),
            Evidence.binned_at.is_(None),
        )
        .group_by(EvidenceElement.code, Evidence.kind)
        .order_by(EvidenceElement.code, Evidence.kind)
    )
    return [
        (code, kind, count, day) for code, kind, count, day in session.execute(query)
    ]


def evidence_showing(
    session: Session, code: str, during: Span
) -> Sequence[ShownEvidence]:
    """Evidence that shows an element, newest first."""
    query = (
        sa.select(Evidence.id, Evidence.happened_on, Evidence.title, Evidence.kind)
        .join(EvidenceElement, EvidenceElement.evidence_id == Evidence.id)
        .where(
            EvidenceElement.code == code,
            Evidence.happened_on.between(during.start, during.end),
            Evidence.binned_at.is_(None),
        )
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return [
        ShownEvidence(id=n, happened_on=day, title=title, kind=kind)
        for n, day, title, kind in session.execute(query)
    ]


def set_aside_in(session: Session, school_year: int) -> frozenset[str]:
    """Elements that are not a focus this year, by decision."""
    query = sa.select(SelfReview.element).where(
        SelfReview.school_year == school_year,
        SelfReview.stage == Stage.NOT_A_FOCUS_THIS_YEAR,
        SelfReview.binned_at.is_(None),
    )
    return frozenset(session.scalars(query.order_by(SelfReview.element)))


def judgements_of(session: Session, code: str) -> Sequence[Judgement]:
    """The school's own view of an element year by year, oldest first."""
    query = sa.select(SelfReview).where(
        SelfReview.element == code, SelfReview.binned_at.is_(None)
    )
    return [
        Judgement(
            id=review.id,
            rev=review.rev,
            school_year=review.school_year,
            stage=review.stage,
            reviewed_on=review.reviewed_on,
            reason=review.reason,
        )
        for review in session.scalars(query.order_by(SelfReview.school_year))
    ]


def review_of(session: Session, code: str, school_year: int) -> SelfReview | None:
    """The review of an element in one year, binned or not."""
    query = sa.select(SelfReview).where(
        SelfReview.element == code, SelfReview.school_year == school_year
    )
    return session.scalars(query.order_by(SelfReview.id)).first()


def priorities_serving(session: Session, code: str) -> Sequence[ServingAction]:
    """Priorities that serve an element, newest year first."""
    query = (
        sa.select(Priority)
        .join(PriorityElement, PriorityElement.priority_id == Priority.id)
        .where(PriorityElement.code == code, Priority.binned_at.is_(None))
        .order_by(Priority.school_year.desc(), Priority.position, Priority.id)
    )
    return [
        ServingAction(
            id=priority.id,
            ref=priority.ref,
            title=priority.title,
            status=priority.status,
            due=None,
            school_year=priority.school_year,
        )
        for priority in session.scalars(query)
    ]


def actions_serving(session: Session, code: str) -> Sequence[ServingAction]:
    """Actions that serve an element, newest year first."""
    query = (
        sa.select(Action, Priority.school_year)
        .join(ActionElement, ActionElement.action_id == Action.id)
        .join(Priority, Priority.id == Action.priority_id)
        .where(
            ActionElement.code == code,
            Action.binned_at.is_(None),
            Priority.binned_at.is_(None),
        )
        .order_by(Priority.school_year.desc(), Action.due, Action.id)
    )
    return [
        ServingAction(
            id=action.id,
            ref=action.ref,
            title=action.title,
            status=action.status,
            due=action.due,
            school_year=year,
        )
        for action, year in session.execute(query)
    ]


def learning_serving(session: Session, code: str) -> Sequence[ServingLearning]:
    """Professional learning that serves an element, newest first."""
    query = (
        sa.select(
            LearningRecord.id,
            LearningRecord.title,
            LearningRecord.starts_on,
            LearningRecord.review_on,
        )
        .join(LearningElement, LearningElement.learning_id == LearningRecord.id)
        .where(LearningElement.code == code, LearningRecord.binned_at.is_(None))
        .order_by(LearningRecord.starts_on.desc(), LearningRecord.id.desc())
    )
    return [
        ServingLearning(id=n, title=title, starts_on=day, review_on=review)
        for n, title, day, review in session.execute(query)
    ]
