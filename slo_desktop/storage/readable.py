"""Read a list although one of its records cannot be read.

A list is read with one query. Where a stored value makes no sense any more, its records
are read one by one, so that everybody sees the others and is told of the damaged one.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.unreadable import UnreadableRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from slo_desktop.storage.models.base import Record

    Parent = InstrumentedAttribute[Any] | None

R = TypeVar("R", bound="Record")
T = TypeVar("T")
UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError)
"""What a stored value that makes no sense ends in when it is read."""

NAMES: Final = ("ref", "name")


def read_rows(
    session: Session,
    query: sa.Select[*tuple[Any, ...]],
    kind: type[Record],
    *,
    parent: Parent = None,
) -> Sequence[Any]:
    """The rows of a list in its order, and in place of a damaged one what is known.

    Args:
        session: reads only.
        query: the list; each of its rows is one record of the kind.
        kind: what it lists.
        parent: the column that says what a record belongs to.
    """
    try:
        return session.execute(query).all()
    except UNREADABLE:
        numbers = session.scalars(query.with_only_columns(kind.id)).all()
    return [_read_one(session, query, kind, number, parent) for number in numbers]


def read_records(
    session: Session,
    query: sa.Select[R],
    kind: type[R],
    *,
    parent: Parent = None,
) -> Sequence[R | UnreadableRow]:
    """The same for a list of whole records."""
    rows = read_rows(session, query, kind, parent=parent)
    return [row if isinstance(row, UnreadableRow) else row[0] for row in rows]


def _read_one(
    session: Session,
    query: sa.Select[*tuple[Any, ...]],
    kind: type[Record],
    number: int,
    of: Parent,
) -> Any:  # noqa: ANN401  a row, or what stands in its place
    try:
        return session.execute(query.where(kind.id == number)).one()
    except UNREADABLE:
        return UnreadableRow(
            kind=kind.__tablename__,
            id=number,
            name=_name(session, kind, number),
            parent=None
            if of is None
            else session.scalar(sa.select(of).where(kind.id == number)),
        )


def _name(session: Session, kind: type[Record], number: int) -> str:
    """As it is stored: text that nobody has to understand."""
    column = next((getattr(kind, name) for name in NAMES if hasattr(kind, name)), None)
    if column is None:
        return ""
    return str(session.scalar(sa.select(column).where(kind.id == number)) or "")


def days_stored(
    session: Session, column: InstrumentedAttribute[Any], *where: sa.ColumnElement[bool]
) -> set[dt.date]:
    """The days in a column, without what is no day."""
    stored = sa.select(sa.type_coerce(column, sa.String)).where(*where).distinct()
    found = set[dt.date]()
    for text in session.scalars(stored):
        with suppress(*UNREADABLE):
            found.add(dt.date.fromisoformat(text))
    return found


def parted(
    rows: Iterable[T | UnreadableRow],
) -> tuple[list[T], tuple[UnreadableRow, ...]]:
    """The rows that can be read, and the others."""
    readable, others = list[T](), list[UnreadableRow]()
    for row in rows:
        if isinstance(row, UnreadableRow):
            others.append(row)
        else:
            readable.append(row)
    return readable, tuple(others)
