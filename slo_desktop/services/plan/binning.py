"""Into the bin, with what belongs to a priority or an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.services import records
from slo_desktop.storage import plan as storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.plan import Action, Priority


def put_in_bin(session: Session, record: Priority | Action) -> None:
    """Put a record in the bin together with everything below it that is not there."""
    below = storage.below(session, record)
    for each in [record, *below]:
        if each.binned_at is None:
            records.put_in_bin(session, each)
