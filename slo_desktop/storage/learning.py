"""Named queries about professional learning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.elements import element_order
from slo_desktop.domain.evidence import PlanItem
from slo_desktop.domain.learning import (
    Impact,
    LearningDetail,
    LearningSummary,
    LinkedEvidence,
    review_state,
)
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningImpact,
    LearningRecord,
    Priority,
    TextIndex,
)
from slo_desktop.storage.models.learning import learning_person
from slo_desktop.storage.people import people
from slo_desktop.storage.readable import days_stored, parted, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import Span
    from slo_desktop.domain.unreadable import UnreadableRow

    Summaries = tuple[Sequence[LearningSummary], tuple[UnreadableRow, ...]]

JUDGED = sa.exists().where(
    LearningImpact.learning_id == LearningRecord.id, LearningImpact.binned_at.is_(None)
)


def learning_during(
    session: Session, span: Span, *, today: dt.date, text: str = ""
) -> Summaries:
    """What was learnt between two days, newest first."""
    query = _rows(text).where(LearningRecord.starts_on.between(span.start, span.end))
    return _summaries(session, query, today)


def learning_to_review(
    session: Session, until: dt.date, *, today: dt.date
) -> Summaries:
    """What should be reviewed by a day and was not, newest first."""
    query = _rows("").where(LearningRecord.review_on <= until, ~JUDGED)
    return _summaries(session, query, today)


def _rows(text: str) -> sa.Select[LearningRecord, bool]:
    query = sa.select(LearningRecord, JUDGED).where(LearningRecord.binned_at.is_(None))
    for word in fold(text).split():
        found = sa.exists().where(
            TextIndex.record == LearningRecord.__tablename__,
            TextIndex.record_id == LearningRecord.id,
            TextIndex.folded.contains(word, autoescape=True),
        )
        query = query.where(found)
    return query.order_by(LearningRecord.starts_on.desc(), LearningRecord.id.desc())


def _summaries(
    session: Session, query: sa.Select[LearningRecord, bool], today: dt.date
) -> Summaries:
    """The records that can be read, and the others."""
    named = _people_by_record(session)
    rows, others = parted(read_rows(session, query, LearningRecord))
    return [
        LearningSummary(
            id=record.id,
            ref=record.ref,
            starts_on=record.starts_on,
            title=record.title,
            kind=record.kind,
            minutes=record.minutes,
            review_on=record.review_on,
            review=review_state(record.review_on, judged=judged, today=today),
            people=named.get(record.id, frozenset()),
            groups=tuple(record.role_groups),
        )
        for record, judged in rows
    ], others


def _people_by_record(session: Session) -> Mapping[int, frozenset[int]]:
    links: dict[int, set[int]] = defaultdict(set)
    for learning_id, person_id in session.execute(sa.select(learning_person)):
        links[learning_id].add(person_id)
    return {number: frozenset(found) for number, found in links.items()}


def years_with_learning(session: Session) -> tuple[int, ...]:
    """School years in which something was learnt, newest first."""
    days = days_stored(
        session, LearningRecord.starts_on, LearningRecord.binned_at.is_(None)
    )
    return tuple(sorted(set(map(school_year_of, days)), reverse=True))


def impacts_of(session: Session, number: int) -> Sequence[LearningImpact]:
    """What came of it, in the order it was judged."""
    query = sa.select(LearningImpact).where(
        LearningImpact.learning_id == number, LearningImpact.binned_at.is_(None)
    )
    return session.scalars(query.order_by(LearningImpact.id)).all()


def learning_detail(
    session: Session, record: LearningRecord, today: dt.date
) -> LearningDetail:
    """A learning record with all it is tied to."""
    impacts = impacts_of(session, record.id)
    named = {person.id for person in record.people}
    return LearningDetail(
        id=record.id,
        uid=record.uid,
        ref=record.ref,
        starts_on=record.starts_on,
        title=record.title,
        binned=record.binned_at is not None,
        review=review_state(record.review_on, judged=bool(impacts), today=today),
        review_on=record.review_on,
        elements=tuple(sorted(record.elements, key=element_order)),
        people=tuple(p for p in people(session) if p.id in named),
        actions=tuple(_plan_item(a) for a in sorted(record.actions, key=_by_ref)),
        evidence=tuple(_evidence(e) for e in sorted(record.evidence, key=_newest)),
        impacts=tuple(_impact(each) for each in impacts),
    )


def _by_ref(action: Action) -> tuple[str, int]:
    return action.ref, action.id


def _newest(evidence: Evidence) -> tuple[int, int]:
    return -evidence.happened_on.toordinal(), -evidence.id


def _plan_item(action: Action) -> PlanItem:
    return PlanItem(
        id=action.id,
        ref=action.ref,
        title=action.title,
        school_year=action.priority.school_year,
        status=action.status,
        due=action.due,
    )


def _evidence(evidence: Evidence) -> LinkedEvidence:
    return LinkedEvidence(
        id=evidence.id,
        ref=evidence.ref,
        title=evidence.title,
        happened_on=evidence.happened_on,
    )


def _impact(impact: LearningImpact) -> Impact:
    return Impact(
        id=impact.id,
        rev=impact.rev,
        level=impact.level,
        text=impact.text,
        judged_on=impact.judged_on,
    )


def actions_for_learning(
    session: Session, years: Sequence[int]
) -> tuple[PlanItem, ...]:
    """Actions of some school years, newest year first."""
    query = (
        sa.select(Action)
        .join(Priority, Priority.id == Action.priority_id)
        .where(
            Priority.school_year.in_(years),
            Action.binned_at.is_(None),
            Priority.binned_at.is_(None),
        )
        .order_by(
            Priority.school_year.desc(), Priority.position, Action.position, Action.id
        )
    )
    return tuple(map(_plan_item, session.scalars(query)))


def evidence_for_learning(session: Session, span: Span) -> tuple[LinkedEvidence, ...]:
    """Evidence that may show what came of something learnt, newest first."""
    query = (
        sa.select(Evidence)
        .where(
            Evidence.happened_on.between(span.start, span.end),
            Evidence.binned_at.is_(None),
        )
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return tuple(map(_evidence, session.scalars(query)))


def providers(session: Session) -> Sequence[str]:
    """Everybody who taught something, to be offered again."""
    query = sa.select(LearningRecord.provider).where(LearningRecord.provider != "")
    return session.scalars(query.distinct().order_by(LearningRecord.provider)).all()
