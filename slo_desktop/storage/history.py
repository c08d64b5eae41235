"""Queries over the recorded changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.storage.links import TO_ONE, kinds, links_of
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import LOG

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.changes import Op
    from slo_desktop.storage.models.base import Record

BATCH = 200


def changes_of_step(session: Session, step: str) -> Sequence[Change]:
    """What one step did, in order."""
    query = sa.select(Change).where(Change.step == step).order_by(Change.seq)
    return session.scalars(query).all()


def changes_of(session: Session, uid: str) -> Sequence[Change]:
    """Everything that happened to one record, oldest first."""
    query = sa.select(Change).where(Change.uid == uid).order_by(Change.seq)
    return session.scalars(query).all()


def changes_between(
    session: Session, start: dt.datetime, end: dt.datetime
) -> Sequence[Change]:
    """Everything that happened from one moment until before another, in order."""
    during = (Change.at >= start, Change.at < end)
    query = sa.select(Change).where(*during).order_by(Change.seq)
    return session.scalars(query).all()


def days_beside(
    session: Session, start: dt.datetime, end: dt.datetime
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The last moment something happened before one, and the first since another."""
    before = sa.select(sa.func.max(Change.at)).where(Change.at < start)
    after = sa.select(sa.func.min(Change.at)).where(Change.at >= end)
    return session.scalar(before), session.scalar(after)


def newest_change_of(session: Session, uid: str, op: Op | None = None) -> Change | None:
    """The last thing that happened to one record."""
    query = sa.select(Change).where(Change.uid == uid).order_by(Change.seq.desc())
    if op is not None:
        query = query.where(Change.op == op)
    return session.scalar(query.limit(1))


def is_disposal(session: Session, step: str) -> bool:
    """Whether a step wrote in the disposal log; it can never be taken back."""
    found = (sa.select(kind.id).where(kind.step == step).limit(1) for kind in LOG)
    return any(session.scalar(query) is not None for query in found)


def steps(session: Session) -> Iterator[tuple[str, str | None]]:
    """Every step and the step it undoes, by its newest change, newest first.

    What was erased for good is left out: nothing can bring it back; so is what only
    the disposal log tells.
    """
    emptied = sa.select(Change.step).where(Change.erased.is_not(None))
    query = (
        sa.select(Change.step, Change.undoes)
        .where(Change.step.not_in(emptied))
        .where(*(Change.step.not_in(sa.select(kind.step)) for kind in LOG))
        .order_by(Change.seq.desc())
    )
    seen: set[str] = set()
    for step, undoes in session.execute(query.execution_options(yield_per=BATCH)):
        if step not in seen:
            seen.add(step)
            yield step, undoes


def step_undone_by(session: Session, step: str) -> str | None:
    """The step that this one takes back, if it does."""
    query = sa.select(Change.undoes).where(Change.step == step)
    return session.scalar(query.limit(1))


def is_undone(session: Session, step: str) -> bool:
    """Whether a step stands undone: taken back, and not brought back since."""
    query = sa.select(Change.step).where(Change.undoes == step).distinct()
    return any(not is_undone(session, by) for by in session.scalars(query).all())


def is_pointed_to(session: Session, record: Record, *, apart_from: set[str]) -> bool:
    """Whether a record that is not in the bin points to this one.

    Args:
        session: where to look.
        record: what may be pointed to.
        apart_from: uids of records that do not count.
    """
    for kind in kinds().values():
        for link in links_of(kind):
            if link.mapper.class_ is not type(record):
                continue
            attribute = getattr(kind, link.key)
            points = (
                attribute == record
                if link.direction is TO_ONE
                else attribute.contains(record)
            )
            query = sa.select(kind.uid).where(kind.binned_at.is_(None), points)
            if set(session.scalars(query)) - apart_from:
                return True
    return False
