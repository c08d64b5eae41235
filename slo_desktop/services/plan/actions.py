"""Actions: add, edit, move, bin and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.domain.errors import BadDatesError
from slo_desktop.services import records
from slo_desktop.services.bin import restore
from slo_desktop.services.plan import binning
from slo_desktop.services.plan.links import resolved
from slo_desktop.services.plan.order import move, next_position
from slo_desktop.services.refs import next_action_ref
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Action, Priority

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def add_action(session: Session, *, priority: int, values: Mapping[str, Any]) -> Action:
    """Add an action at the end of a priority.

    Args:
        session: a signed session.
        priority: number of the priority it belongs to.
        values: fields as forms send them (`title_cy`, `owners` by number, …).

    Raises:
        BadDatesError: it would be due before it starts.
    """
    parent = records.find(session, Priority, priority)
    action = Action(
        ref=next_action_ref(session, parent),
        priority=parent,
        position=next_position(storage.actions_of(session, [parent.id])),
        **records.with_texts(Action, resolved(session, values)),
    )
    _check_dates(action)
    session.add(action)
    session.flush()
    return action


def edit_action(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Action:
    """Change some fields of an action.

    Raises:
        CollisionError: somebody changed it since it was opened.
        BadDatesError: it would be due before it starts.
    """
    action = records.find(session, Action, number)
    records.edit(session, action, rev=rev, changes=resolved(session, changes))
    _check_dates(action)
    return action


def move_action(session: Session, number: int, *, by: int) -> Action:
    """Move an action one place up (-1) or down (1) in its priority."""
    action = records.find(session, Action, number)
    move(session, storage.actions_of(session, [action.priority_id]), action, by=by)
    return action


def bin_action(session: Session, number: int) -> Action:
    """Put an action in the bin, with its criteria and updates."""
    action = records.find(session, Action, number)
    binning.put_in_bin(session, action)
    return action


def restore_action(session: Session, number: int) -> None:
    """Bring an action back with everything that went into the bin with it."""
    restore(session, Action.__tablename__, number)


def _check_dates(action: Action) -> None:
    if action.starts and action.due and action.due < action.starts:
        raise BadDatesError(action.starts, action.due)
