"""Named queries of open actions, and of those that lack something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.plan_needs import Need
from slo_desktop.storage.models.plan import Action, Priority, action_owner
from slo_desktop.storage.plan import NAMED_BY
from slo_desktop.storage.readable import read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.unreadable import UnreadableRow

CLOSED = [status for status in ActionStatus if status.is_closed]
LACKS = {
    Need.DATE: Action.due.is_(None),
    Need.OWNER: ~sa.exists().where(action_owner.c.action_id == Action.id),
}
NEWEST_YEAR_FIRST = (
    Priority.school_year.desc(),
    Priority.position,
    Priority.id,
    Action.position,
    Action.id,
)


def open_actions() -> sa.Select[Action]:
    """Actions of every year from which something is still expected.

    What goes on in another year is expected there.
    """
    going_on = sa.select(Action.carried_from_id).where(
        Action.carried_from_id.is_not(None), Action.binned_at.is_(None)
    )
    return (
        sa.select(Action)
        .join(Priority, Priority.id == Action.priority_id)
        .where(
            Action.binned_at.is_(None),
            Priority.binned_at.is_(None),
            Action.status.not_in(CLOSED),
            Action.id.not_in(going_on.correlate(None)),
        )
    )


def lacking_count(session: Session, need: Need) -> int:
    """How many open actions lack something."""
    numbers = open_actions().where(LACKS[need]).with_only_columns(sa.func.count())
    return session.scalar(numbers) or 0


def actions_lacking(session: Session, need: Need) -> Sequence[Action | UnreadableRow]:
    """Open actions that lack something, the newest year's first, in its order."""
    query = (
        open_actions()
        .where(LACKS[need])
        .options(
            contains_eager(Action.priority).load_only(Priority.school_year),
            selectinload(Action.owners).load_only(*NAMED_BY),
        )
        .order_by(*NEWEST_YEAR_FIRST)
    )
    return read_records(session, query, Action)


def lacking_with(session: Session, need: Need, number: int) -> Sequence[int]:
    """Ids of the same, and of one action in its place although it lacks nothing."""
    query = (
        sa.select(Action.id)
        .join(Priority, Priority.id == Action.priority_id)
        .where(
            sa.or_(
                Action.id == number,
                Action.id.in_(
                    open_actions().where(LACKS[need]).with_only_columns(Action.id)
                ),
            )
        )
    )
    return session.scalars(query.order_by(*NEWEST_YEAR_FIRST)).all()
