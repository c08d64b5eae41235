"""Queries about what lies in the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.storage.links import TO_ONE, kinds, links_of
from slo_desktop.storage.models.people import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import RelationshipProperty, Session

    from slo_desktop.storage.models.base import Record


def binned_records(session: Session) -> list[Record]:
    """Everything in the bin, newest first."""
    found: list[Record] = []
    for kind in kinds().values():
        query = sa.select(kind).where(kind.binned_at.is_not(None)).order_by(kind.id)
        found.extend(session.scalars(query))
    return sorted(found, key=_newest_first, reverse=True)


def _newest_first(record: Record) -> tuple[Any, str, int]:
    return record.binned_at, record.__tablename__, record.id


def _belongings(kind: type[Record]) -> Iterator[RelationshipProperty[Any]]:
    """Links to what a record is part of: an action's priority, not its lead."""
    for link in links_of(kind):
        target = link.mapper.class_
        if link.direction is TO_ONE and target not in {Person, kind}:
            yield link


def above(record: Record) -> list[Record]:
    """What a record is part of, outermost first."""
    found: list[Record] = []
    for link in _belongings(type(record)):
        whole = getattr(record, link.key)
        if whole is not None:
            found += [each for each in [*above(whole), whole] if each not in found]
    return found


def below(session: Session, record: Record) -> list[Record]:
    """What is part of a record, parts of parts included."""
    found: list[Record] = []
    for kind in kinds().values():
        for link in _belongings(kind):
            if link.mapper.class_ is type(record):
                query = sa.select(kind).where(getattr(kind, link.key) == record)
                for part in session.scalars(query.order_by(kind.id)):
                    found += [
                        each
                        for each in [part, *below(session, part)]
                        if each not in found
                    ]
    return found


def thrown_away_with(session: Session, record: Record) -> list[Record]:
    """The parts of a record that went into the bin at the same moment."""
    return [
        part for part in below(session, record) if part.binned_at == record.binned_at
    ]
