"""The order in which a plan is read is the school's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class Placed(Protocol):
    """A record that has a place among others."""

    position: int


def next_position(siblings: Sequence[Placed]) -> int:
    """The place after the last one."""
    return max((sibling.position for sibling in siblings), default=0) + 1


def move(
    session: Session, siblings: Sequence[Placed], record: Placed, *, by: int
) -> None:
    """Move a record towards the start (by -1) or the end (by 1) of its siblings.

    At either end nothing happens. Places that files brought may be shared or have
    holes, so every record gets the place where it stands.
    """
    order = list(siblings)
    here = order.index(record)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    if there != here:
        for place, sibling in enumerate(order, start=1):
            if sibling.position != place:
                sibling.position = place
    session.flush()
