"""Named queries about the school, its terms and its governors' meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.errors import NoSchoolError
from slo_desktop.storage.models.school import Meeting, School, Term

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def school_exists(session: Session) -> bool:
    """Whether the first run is over."""
    return session.scalar(sa.select(sa.func.count()).select_from(School)) != 0


def the_school(session: Session) -> School:
    """The one school of this folder.

    Raises:
        NoSchoolError: the first run is not over.
    """
    school = session.scalars(sa.select(School).order_by(School.id).limit(1)).first()
    if school is None:
        raise NoSchoolError
    return school


def terms_of(session: Session, school_year: int) -> Sequence[Term]:
    """Terms of a school year, first one first."""
    query = sa.select(Term).where(
        Term.school_year == school_year, Term.binned_at.is_(None)
    )
    return session.scalars(query.order_by(Term.starts, Term.id)).all()


def term_on(session: Session, day: dt.date) -> Term | None:
    """The term a day belongs to; in holidays the term that comes next."""
    query = sa.select(Term).where(Term.ends >= day, Term.binned_at.is_(None))
    return session.scalars(query.order_by(Term.ends, Term.id).limit(1)).first()


def meetings(session: Session) -> Sequence[Meeting]:
    """Governors' meetings, newest first."""
    query = sa.select(Meeting).where(Meeting.binned_at.is_(None))
    newest_first = (Meeting.held_on.desc(), Meeting.id.desc())
    return session.scalars(query.order_by(*newest_first)).all()


def next_meeting(session: Session, on: dt.date) -> Meeting | None:
    """The first meeting on or after a day."""
    query = sa.select(Meeting).where(Meeting.held_on >= on, Meeting.binned_at.is_(None))
    return session.scalars(query.order_by(Meeting.held_on, Meeting.id).limit(1)).first()


def meeting_before(session: Session, day: dt.date) -> Meeting | None:
    """The last meeting before a day."""
    query = sa.select(Meeting).where(Meeting.held_on < day, Meeting.binned_at.is_(None))
    newest_first = (Meeting.held_on.desc(), Meeting.id.desc())
    return session.scalars(query.order_by(*newest_first).limit(1)).first()
