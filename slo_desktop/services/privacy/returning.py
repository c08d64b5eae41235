"""What was erased once and is here again, because an older backup was restored.

A restore sets the journal of the time after it aside, so the lines of the disposal log
that the data file no longer has are still to be read there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.privacy.disposal import uids_of
from slo_desktop.domain.privacy.erasing import ERASABLE
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.privacy import Disposal
from slo_desktop.storage.names import named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named

MARK = f'"record":"{Disposal.__tablename__}"'.encode()


def came_back(session: Session, data_dir: Path) -> tuple[Named, ...]:
    """Records that somebody erased for good and that a restore brought back."""
    gone = {uid for told in _set_aside(data_dir) for uid in uids_of(told)}
    if not gone:
        return ()
    found = []
    for name, kind in sorted(kinds().items()):
        if name in ERASABLE:
            query = sa.select(kind).where(kind.uid.in_(gone)).order_by(kind.id)
            found += [named(record) for record in session.scalars(query)]
    return tuple(found)


def _set_aside(data_dir: Path) -> Iterator[list[str]]:
    """What each disposal in the journals that were set aside erased."""
    for path in sorted((data_dir / "journal").glob("*/*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                if MARK in line:
                    yield _records(line)


def _records(line: bytes) -> list[str]:
    try:
        told = json.loads(line)["after"].get("records", [])
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # a damaged line is for `check` to name
    return [str(each) for each in told]
