"""Named queries of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.home import DoneThing, DueAction
from slo_desktop.domain.plan import is_late
from slo_desktop.storage.models import (
    Action,
    Base,
    Change,
    Evidence,
    LearningImpact,
    LearningRecord,
    Priority,
    TextIndex,
)
from slo_desktop.storage.plan_needs import open_actions
from slo_desktop.storage.texts import WAITS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

Titled = type[Evidence | Priority | Action | LearningRecord]
TITLED: Mapping[str, Titled] = {
    "evidence": Evidence,
    "priority": Priority,
    "action": Action,
    "learning": LearningRecord,
}
CHANGES_READ = 200


def due_actions(
    session: Session, today: dt.date, until: dt.date, limit: int
) -> Sequence[DueAction]:
    """Open actions that are due by a day, the latest ones first."""
    query = open_actions().where(Action.due <= until)
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


def words_to_translate(session: Session) -> int:
    """Words of all texts that are missing or out of date in one language."""
    query = sa.select(sa.func.sum(TextIndex.words)).where(*WAITS)
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
