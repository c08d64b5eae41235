"""Named queries of the School Development Plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from slo_desktop.storage.models.evidence import (
    Evidence,
    evidence_action,
    evidence_priority,
)
from slo_desktop.storage.models.learning import LearningRecord, learning_action
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import (
    Action,
    Priority,
    SuccessCriterion,
    TermUpdate,
)
from slo_desktop.storage.readable import read_records

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import TermKey
    from slo_desktop.domain.unreadable import UnreadableRow
    from slo_desktop.storage.models.base import Record


NAMED_BY = (Person.name, Person.initials)
"""What a plan says of people; whatever else is written of them is not read for it."""


def school_years(session: Session) -> Sequence[int]:
    """Years that have a plan, oldest first."""
    years = sa.select(Priority.school_year).where(Priority.binned_at.is_(None))
    return session.scalars(years.distinct().order_by(Priority.school_year)).all()


def priorities_of(session: Session, year: int) -> Sequence[Priority]:
    """The priorities of a year, in the school's order."""
    return session.scalars(_priorities(year)).all()


def priorities_shown(session: Session, year: int) -> Sequence[Priority | UnreadableRow]:
    """The same for a page, which goes on where one of them cannot be read."""
    return read_records(session, _priorities(year), Priority)


def _priorities(year: int) -> sa.Select[Priority]:
    return (
        sa.select(Priority)
        .where(Priority.school_year == year, Priority.binned_at.is_(None))
        .options(
            joinedload(Priority.lead).load_only(*NAMED_BY),
            selectinload(Priority.element_links),
        )
        .order_by(Priority.position, Priority.id)
    )


def actions_of(session: Session, priorities: Collection[int]) -> Sequence[Action]:
    """The actions of some priorities, in the school's order."""
    return session.scalars(_actions(priorities)).all()


def actions_shown(
    session: Session, priorities: Collection[int]
) -> Sequence[Action | UnreadableRow]:
    """The same for a page, which goes on where one of them cannot be read."""
    query = _actions(priorities)
    return read_records(session, query, Action, parent=Action.priority_id)


def _actions(priorities: Collection[int]) -> sa.Select[Action]:
    return (
        sa.select(Action)
        .where(Action.priority_id.in_(priorities), Action.binned_at.is_(None))
        .options(
            selectinload(Action.owners).load_only(*NAMED_BY),
            selectinload(Action.element_links),
        )
        .order_by(Action.priority_id, Action.position, Action.id)
    )


def criteria_of(
    session: Session, priorities: Collection[int]
) -> Sequence[SuccessCriterion]:
    """Success criteria of some priorities and of their actions, in order."""
    return session.scalars(_criteria(priorities)).all()


def criteria_shown(
    session: Session, priorities: Collection[int]
) -> Sequence[SuccessCriterion | UnreadableRow]:
    """The same for a page, which goes on where one of them cannot be read."""
    return read_records(session, _criteria(priorities), SuccessCriterion)


def _criteria(priorities: Collection[int]) -> sa.Select[SuccessCriterion]:
    query = sa.select(SuccessCriterion).where(
        SuccessCriterion.priority_id.in_(priorities),
        SuccessCriterion.binned_at.is_(None),
    )
    return query.order_by(SuccessCriterion.position, SuccessCriterion.id)


def updates_of(session: Session, actions: Collection[int]) -> Sequence[TermUpdate]:
    """Termly updates of some actions, in the order they were written."""
    return session.scalars(_updates(actions)).all()


def updates_shown(
    session: Session, actions: Collection[int]
) -> Sequence[TermUpdate | UnreadableRow]:
    """The same for a page, which goes on where one of them cannot be read."""
    return read_records(session, _updates(actions), TermUpdate)


def _updates(actions: Collection[int]) -> sa.Select[TermUpdate]:
    query = sa.select(TermUpdate).where(
        TermUpdate.action_id.in_(actions), TermUpdate.binned_at.is_(None)
    )
    return query.order_by(TermUpdate.written_on, TermUpdate.id)


def update_for(session: Session, action: int, term: TermKey) -> TermUpdate | None:
    """What was said about an action in a term, the last word first."""
    query = sa.select(TermUpdate).where(
        TermUpdate.action_id == action,
        TermUpdate.term == term,
        TermUpdate.binned_at.is_(None),
    )
    newest = query.order_by(TermUpdate.written_on.desc(), TermUpdate.id.desc())
    return session.scalars(newest.limit(1)).first()


def carried_on(session: Session, actions: Collection[int]) -> frozenset[int]:
    """Which of these actions are gone on with in another year."""
    query = sa.select(Action.carried_from_id).where(
        Action.carried_from_id.in_(actions), Action.binned_at.is_(None)
    )
    return frozenset(number for number in session.scalars(query) if number is not None)


def continuation_of(session: Session, action: int) -> Action | None:
    """The action that goes on with this one."""
    query = sa.select(Action).where(
        Action.carried_from_id == action, Action.binned_at.is_(None)
    )
    return session.scalars(query.order_by(Action.id).limit(1)).first()


def evidence_for_action(session: Session, action: int) -> Sequence[Evidence]:
    """Evidence that serves an action, newest first."""
    query = (
        sa.select(Evidence)
        .join(evidence_action, evidence_action.c.evidence_id == Evidence.id)
        .where(evidence_action.c.action_id == action, Evidence.binned_at.is_(None))
    )
    return session.scalars(
        query.order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    ).all()


def evidence_for_priority(session: Session, priority: int) -> Sequence[Evidence]:
    """Evidence that serves a priority, itself or one of its actions, newest first."""
    straight = sa.select(evidence_priority.c.evidence_id).where(
        evidence_priority.c.priority_id == priority
    )
    by_action = (
        sa.select(evidence_action.c.evidence_id)
        .join(Action, Action.id == evidence_action.c.action_id)
        .where(Action.priority_id == priority, Action.binned_at.is_(None))
    )
    query = sa.select(Evidence).where(
        Evidence.id.in_(straight.union(by_action)), Evidence.binned_at.is_(None)
    )
    return session.scalars(
        query.order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    ).all()


def learning_for_actions(
    session: Session, actions: Collection[int]
) -> Sequence[LearningRecord]:
    """Professional learning that serves one of some actions, newest first."""
    serving = sa.select(learning_action.c.learning_id).where(
        learning_action.c.action_id.in_(actions)
    )
    query = sa.select(LearningRecord).where(
        LearningRecord.id.in_(serving), LearningRecord.binned_at.is_(None)
    )
    return session.scalars(
        query.order_by(LearningRecord.starts_on.desc(), LearningRecord.id.desc())
    ).all()


def below(session: Session, record: Priority | Action) -> list[Record]:
    """Everything that belongs to a priority or an action, in the bin or not."""
    if isinstance(record, Action):
        actions: Sequence[Action] = []
        ids, mine = [record.id], SuccessCriterion.action_id == record.id
    else:
        query = sa.select(Action).where(Action.priority_id == record.id)
        actions = session.scalars(query.order_by(Action.id)).all()
        ids = [action.id for action in actions]
        mine = SuccessCriterion.priority_id == record.id
    criteria = sa.select(SuccessCriterion).where(mine).order_by(SuccessCriterion.id)
    updates = sa.select(TermUpdate).where(TermUpdate.action_id.in_(ids))
    return [
        *actions,
        *session.scalars(criteria),
        *session.scalars(updates.order_by(TermUpdate.id)),
    ]
