"""Named queries about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.people import NamingRecord, PersonSummary, PersonUse
from slo_desktop.i18n.names import name_key
from slo_desktop.storage.models.evidence import Evidence, evidence_person
from slo_desktop.storage.models.learning import LearningRecord, learning_person
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import Action, action_owner
from slo_desktop.storage.readable import parted, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.unreadable import UnreadableRow


def people(session: Session) -> Sequence[PersonSummary]:
    """Everybody who is not in the bin and can be read, by surname."""
    return everybody(session)[0]


def everybody(
    session: Session,
) -> tuple[Sequence[PersonSummary], tuple[UnreadableRow, ...]]:
    """Everybody who is not in the bin, by surname, and those who cannot be read."""
    query = sa.select(
        Person.id,
        Person.uid,
        Person.name,
        Person.initials,
        Person.role,
        Person.groups,
        Person.active_from,
        Person.active_to,
    ).where(Person.binned_at.is_(None))
    rows, others = parted(read_rows(session, query.order_by(Person.id), Person))
    found = [
        PersonSummary(
            id=row.id,
            uid=row.uid,
            name=row.name,
            initials=row.initials,
            role=row.role,
            groups=tuple(row.groups),
            active_from=row.active_from,
            active_to=row.active_to,
        )
        for row in rows
    ]
    return sorted(found, key=lambda person: (name_key(person.name), person.id)), others


def people_active(session: Session, on: dt.date) -> Sequence[PersonSummary]:
    """Everybody who had not left by a day, by surname."""
    return [p for p in people(session) if p.active_to is None or p.active_to >= on]


def initials_taken(session: Session) -> set[str]:
    """Initials that somebody has, binned or not."""
    return set(session.scalars(sa.select(Person.initials).order_by(Person.id)))


def person_use(session: Session, number: int) -> PersonUse:
    """Every record that names a person, newest first."""
    return PersonUse(
        evidence=_evidence_naming(session, number),
        actions=_actions_naming(session, number),
        learning=_learning_naming(session, number),
    )


def _evidence_naming(session: Session, number: int) -> tuple[NamingRecord, ...]:
    query = (
        sa.select(Evidence.id, Evidence.title, Evidence.happened_on)
        .join(evidence_person, evidence_person.c.evidence_id == Evidence.id)
        .where(evidence_person.c.person_id == number, Evidence.binned_at.is_(None))
        .order_by(Evidence.happened_on.desc(), Evidence.id.desc())
    )
    return tuple(
        NamingRecord(kind="evidence", id=id_, title=title, day=day)
        for id_, title, day in session.execute(query)
    )


def _actions_naming(session: Session, number: int) -> tuple[NamingRecord, ...]:
    query = (
        sa.select(Action.id, Action.title, Action.due)
        .join(action_owner, action_owner.c.action_id == Action.id)
        .where(action_owner.c.person_id == number, Action.binned_at.is_(None))
        .order_by(Action.due.desc(), Action.id.desc())
    )
    return tuple(
        NamingRecord(kind="action", id=id_, title=title, day=day)
        for id_, title, day in session.execute(query)
    )


def _learning_naming(session: Session, number: int) -> tuple[NamingRecord, ...]:
    query = (
        sa.select(LearningRecord.id, LearningRecord.title, LearningRecord.starts_on)
        .join(learning_person, learning_person.c.learning_id == LearningRecord.id)
        .where(
            learning_person.c.person_id == number, LearningRecord.binned_at.is_(None)
        )
        .order_by(LearningRecord.starts_on.desc(), LearningRecord.id.desc())
    )
    return tuple(
        NamingRecord(kind="learning", id=id_, title=title, day=day)
        for id_, title, day in session.execute(query)
    )
