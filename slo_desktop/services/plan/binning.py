"""Into the bin and back, with what belongs to a priority or an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.services import records
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Action, Priority

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record


def put_in_bin(session: Session, record: Priority | Action) -> None:
    """Put a record in the bin together with everything below it that is not there."""
    below = storage.below(session, record)
    for each in [record, *below]:
        if each.binned_at is None:
            records.put_in_bin(session, each)


def restore(session: Session, record: Priority | Action) -> None:
    """Bring back a record and what went into the bin with it.

    What was thrown away on its own before stays there. An action brings its priority
    back too, because it could not be seen without it.
    """
    binned_at = record.binned_at
    together = [
        each for each in storage.below(session, record) if each.binned_at == binned_at
    ]
    for each in [*_above(record), record, *together]:
        if each.binned_at is not None:
            records.restore(session, each)


def _above(record: Priority | Action) -> list[Record]:
    return [record.priority] if isinstance(record, Action) else []
