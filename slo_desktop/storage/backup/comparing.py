"""Queries that set two data files of the same form side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.safety.restoring import KINDS, KindCount, Work
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import School
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import Disposal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def is_readable(session: Session) -> bool:
    """Whether SQLite can read every page of the file."""
    said: str | None = session.scalar(sa.text("PRAGMA quick_check(1)"))
    return said == "ok"


def school_of(session: Session) -> School | None:
    """The school, if there is one already."""
    return session.scalars(sa.select(School).order_by(School.id).limit(1)).first()


def count_kinds(here: Session | None, there: Session) -> Sequence[KindCount]:
    """Records of each kind on both sides, matched by uid.

    Args:
        here: the folder; None where it holds nothing that can be read.
        there: the backup.
    """
    counts = []
    for kind in KINDS:
        ours, theirs = _uids(here, kind), _uids(there, kind)
        counts.append(
            KindCount(
                kind=kind,
                here=len(ours),
                there=len(theirs),
                gained=len(theirs - ours),
                lost=len(ours - theirs),
            )
        )
    return counts


def _uids(session: Session | None, kind: str) -> frozenset[str]:
    if session is None:
        return frozenset()
    model = kinds()[kind]
    return frozenset(
        session.scalars(sa.select(model.uid).where(model.binned_at.is_(None)))
    )


def parted_at(one: Session, other: Session) -> int:
    """Number of the last change that both have; 0 where they share none.

    Each hash covers the one before, so where one change is the same, all before are.
    """
    low, high = 0, min(_newest(one), _newest(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _hash_at(one, middle) == _hash_at(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def newest_change(session: Session) -> str | None:
    """Hash of the newest change; None where nothing was ever written."""
    return session.scalar(sa.select(Change.hash).order_by(Change.seq.desc()).limit(1))


def _newest(session: Session) -> int:
    return session.scalar(sa.select(sa.func.max(Change.seq))) or 0


def _hash_at(session: Session, seq: int) -> str | None:
    return session.scalar(sa.select(Change.hash).where(Change.seq == seq))


def work_after(session: Session, seq: int) -> Work:
    """Changes after a number, and the time they were made in."""
    row = session.execute(
        sa.select(
            sa.func.count(), sa.func.min(Change.at), sa.func.max(Change.at)
        ).where(Change.seq > seq)
    ).one()
    return Work(changes=row[0], first=row[1], last=row[2])


def erased_after(here: Session, there: Session) -> int:
    """Records erased for good in the folder that the backup would bring back."""
    known = set(there.scalars(sa.select(Disposal.uid)))
    return len(set(here.scalars(sa.select(Disposal.uid))) - known)
