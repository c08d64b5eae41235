"""Success criteria of an action, or of a whole priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.services import records
from slo_desktop.services.plan.order import next_position
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Action, Priority, SuccessCriterion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def add_to_action(
    session: Session, action: int, *, values: Mapping[str, Any]
) -> SuccessCriterion:
    """Say what will be seen when an action has succeeded."""
    parent = records.find(session, Action, action)
    return _add(session, parent.priority, parent, values)


def add_to_priority(
    session: Session, priority: int, *, values: Mapping[str, Any]
) -> SuccessCriterion:
    """Say what will be seen when a whole priority has succeeded."""
    return _add(session, records.find(session, Priority, priority), None, values)


def edit_criterion(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> SuccessCriterion:
    """Change the words or the state of a criterion.

    Raises:
        CollisionError: somebody changed it since it was opened.
    """
    criterion = records.find(session, SuccessCriterion, number)
    return records.edit(session, criterion, rev=rev, changes=changes)


def bin_criterion(session: Session, number: int) -> SuccessCriterion:
    """Put a criterion in the bin."""
    criterion = records.find(session, SuccessCriterion, number)
    records.put_in_bin(session, criterion)
    return criterion


def _add(
    session: Session,
    priority: Priority,
    action: Action | None,
    values: Mapping[str, Any],
) -> SuccessCriterion:
    criterion = SuccessCriterion(
        priority=priority,
        action=action,
        position=next_position(storage.criteria_of(session, [priority.id])),
        **records.with_texts(SuccessCriterion, values),
    )
    session.add(criterion)
    session.flush()
    return criterion
