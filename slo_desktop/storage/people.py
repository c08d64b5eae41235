"""Named queries about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.people import PersonSummary
from slo_desktop.i18n.names import name_key
from slo_desktop.storage.models.people import Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def people(session: Session) -> Sequence[PersonSummary]:
    """Everybody who is not in the bin, by surname."""
    query = sa.select(
        Person.id,
        Person.name,
        Person.initials,
        Person.role,
        Person.groups,
        Person.active_to,
    ).where(Person.binned_at.is_(None))
    found = [
        PersonSummary(
            id=row.id,
            name=row.name,
            initials=row.initials,
            role=row.role,
            groups=tuple(row.groups),
            active_to=row.active_to,
        )
        for row in session.execute(query.order_by(Person.id))
    ]
    return sorted(found, key=lambda person: (name_key(person.name), person.id))


def people_active(session: Session, on: dt.date) -> Sequence[PersonSummary]:
    """Everybody who had not left by a day, by surname."""
    return [p for p in people(session) if p.active_to is None or p.active_to >= on]


def initials_taken(session: Session) -> set[str]:
    """Initials that somebody has, binned or not."""
    return set(session.scalars(sa.select(Person.initials).order_by(Person.id)))
