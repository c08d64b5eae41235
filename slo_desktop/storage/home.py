"""Named queries of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.evidence import EvidenceState, Gap
from slo_desktop.domain.home import DoneThing, DueAction
from slo_desktop.domain.plan import ActionStatus, is_late
from slo_desktop.storage.evidence.filtering import records_with_gap
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Base,
    Change,
    Evidence,
    EvidenceElement,
    LearningImpact,
    LearningRecord,
    Priority,
    TextIndex,
)
from slo_desktop.storage.models.evidence import evidence_attachment
from slo_desktop.storage.models.plan import action_owner

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

CLOSED = [status for status in ActionStatus if status.is_closed]
Titled = type[Evidence | Priority | Action | LearningRecord]
TITLED: Mapping[str, Titled] = {
    "evidence": Evidence,
    "priority": Priority,
    "action": Action,
    "learning": LearningRecord,
}
CHANGES_READ = 200
Found = tuple[int, int | None]
"""How many records were found, and the id of the first."""


def _open_actions() -> sa.Select[Action]:
    return (
        sa.select(Action)
        .join(Priority, Priority.id == Action.priority_id)
        .where(
            Action.binned_at.is_(None),
            Priority.binned_at.is_(None),
            Action.status.not_in(CLOSED),
        )
    )


def _found(session: Session, query: sa.Select[int]) -> Found:
    numbers = session.scalars(query).all()
    return len(numbers), numbers[0] if numbers else None


def due_actions(
    session: Session, today: dt.date, until: dt.date, limit: int
) -> Sequence[DueAction]:
    """Open actions that are due by a day, the latest ones first."""
    query = _open_actions().where(Action.due <= until)
    actions = session.scalars(query.order_by(Action.due, Action.id).limit(limit))
    return [
        DueAction(
            id=action.id,
            ref=action.ref,
            title=action.title,
            status=action.status,
            due=action.due,
            late=is_late(action.status, action.due, today),
            owners=tuple(sorted(p.initials or p.name for p in action.owners)),
        )
        for action in actions
        if action.due is not None
    ]


def inbox_count(session: Session) -> int:
    """Quick notes that wait to be filed."""
    query = sa.select(sa.func.count()).where(
        Evidence.state == EvidenceState.INBOX, Evidence.binned_at.is_(None)
    )
    return session.scalar(query) or 0


def actions_without_date(session: Session) -> Found:
    """Open actions that nobody gave a date."""
    query = _open_actions().where(Action.due.is_(None)).order_by(Action.id)
    return _found(session, query.with_only_columns(Action.id))


def actions_without_owner(session: Session) -> Found:
    """Open actions that are nobody's."""
    owned = sa.exists().where(action_owner.c.action_id == Action.id)
    query = _open_actions().where(~owned).order_by(Action.id)
    return _found(session, query.with_only_columns(Action.id))


def photos_without_consent(session: Session) -> Found:
    """Evidence with a photo about whose people nothing is known."""
    query = (
        sa.select(Evidence.id)
        .join(evidence_attachment, evidence_attachment.c.evidence_id == Evidence.id)
        .join(Attachment, Attachment.id == evidence_attachment.c.attachment_id)
        .where(
            Attachment.media_type.startswith("image/"),
            Attachment.consent == Consent.UNKNOWN,
            Attachment.binned_at.is_(None),
            Evidence.binned_at.is_(None),
        )
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return _found(session, query)


def evidence_without_element(session: Session) -> Found:
    """Filed evidence that shows no element."""
    linked = sa.exists().where(EvidenceElement.evidence_id == Evidence.id)
    query = sa.select(Evidence.id).where(
        Evidence.state == EvidenceState.FILED, Evidence.binned_at.is_(None), ~linked
    )
    newest_first = (Evidence.happened_on.desc(), Evidence.id.desc())
    return _found(session, query.order_by(*newest_first))


def reviews_due(session: Session, until: dt.date) -> int:
    """Learning whose impact should be reviewed by a day and was not."""
    judged = sa.exists().where(
        LearningImpact.learning_id == LearningRecord.id,
        LearningImpact.binned_at.is_(None),
    )
    query = sa.select(sa.func.count(LearningRecord.id)).where(
        LearningRecord.review_on <= until, LearningRecord.binned_at.is_(None), ~judged
    )
    return session.scalar(query) or 0


def evidence_with_gaps(session: Session) -> int:
    """Evidence of which a text is missing or out of date in one language."""
    query = sa.select(sa.func.count(Evidence.id)).where(
        Evidence.binned_at.is_(None), Evidence.id.in_(records_with_gap(Gap.ANY))
    )
    return session.scalar(query) or 0


def words_to_translate(session: Session) -> int:
    """Words of all texts that are missing or out of date in one language."""
    query = sa.select(sa.func.sum(TextIndex.words)).where(
        TextIndex.is_gap, ~TextIndex.is_binned
    )
    return session.scalar(query) or 0


def last_done(session: Session, limit: int) -> Sequence[DoneThing]:
    """Records that were worked on last, each once, newest first."""
    newest = (
        sa.select(Change.record, Change.uid, Change.op, Change.at)
        .where(Change.record.in_(TITLED))
        .order_by(Change.seq.desc())
        .limit(CHANGES_READ)
    )
    done: dict[str, DoneThing] = {}
    for kind, uid, op, at in session.execute(newest):
        if uid in done or len(done) == limit:
            continue
        model = TITLED[kind]
        found = session.execute(
            sa.select(model.id, model.title).where(model.uid == uid)
        )
        if row := found.first():
            done[uid] = DoneThing(kind=kind, id=row.id, title=row.title, op=op, at=at)
    return list(done.values())


def holds_any(session: Session, kind: type[Base]) -> bool:
    """Whether there is at least one record of a kind."""
    return session.scalar(sa.select(sa.exists().select_from(kind))) or False
