"""Priorities: add, edit, move, bin and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.services import records
from slo_desktop.services.bin import restore
from slo_desktop.services.plan import binning
from slo_desktop.services.plan.links import resolved
from slo_desktop.services.plan.order import move, next_position
from slo_desktop.services.refs import next_priority_ref
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Priority

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def add_priority(session: Session, *, year: int, values: Mapping[str, Any]) -> Priority:
    """Add a priority at the end of a year's plan.

    Args:
        session: a signed session.
        year: the school year.
        values: fields as forms send them (`title_cy`, `lead` by number, …).
    """
    priority = Priority(
        ref=next_priority_ref(session, year),
        school_year=year,
        position=next_position(storage.priorities_of(session, year)),
        **records.with_texts(Priority, resolved(session, values)),
    )
    session.add(priority)
    session.flush()
    return priority


def edit_priority(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Priority:
    """Change some fields of a priority.

    Raises:
        CollisionError: somebody changed it since it was opened.
    """
    priority = records.find(session, Priority, number)
    return records.edit(session, priority, rev=rev, changes=resolved(session, changes))


def move_priority(session: Session, number: int, *, by: int) -> Priority:
    """Move a priority one place up (-1) or down (1) in its year."""
    priority = records.find(session, Priority, number)
    move(session, storage.priorities_of(session, priority.school_year), priority, by=by)
    return priority


def bin_priority(session: Session, number: int) -> Priority:
    """Put a priority in the bin, with its actions and what was written of them."""
    priority = records.find(session, Priority, number)
    binning.put_in_bin(session, priority)
    return priority


def restore_priority(session: Session, number: int) -> None:
    """Bring a priority back with everything that went into the bin with it."""
    restore(session, Priority.__tablename__, number)
