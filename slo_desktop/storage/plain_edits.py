"""Edits of plain fields, past SQLAlchemy's unit of work.

Nearly every save changes a text or a date of one record, and for that the unit of
work sorts tables, links and orphans for longer than SQLite writes. A flush that
changes anything else (a new record, a link) is left to it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from slo_desktop.storage.database import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection, Dialect
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record


def are_plain(session: Session, written: Sequence[Record]) -> bool:
    """Whether a flush changes plain fields of these records, and nothing else."""
    others = session.new or session.deleted or len(session.dirty) != len(written)
    return not others and all(map(_is_plain, written))


def _is_plain(record: Record) -> bool:
    return sa.inspect(record).committed_state.keys() <= _columns(type(record)).keys()


@cache
def _columns(kind: type[Record]) -> Mapping[str, sa.Column[Any]]:
    """Columns that point nowhere, by the name of their field."""
    columns = sa.inspect(kind).columns.items()
    return {name: column for name, column in columns if not column.foreign_keys}


def write_edits(
    session: Session, connection: Connection, records: Iterable[Record]
) -> None:
    """Write what was changed about some records, each as its next revision.

    Args:
        session: the one writer; it takes them for saved afterwards.
        connection: the session's own.
        records: of which only plain fields were changed.

    Raises:
        StaleDataError: the data file holds another revision, as the unit of work says.
    """
    for record in records:
        with _all_or_nothing(session):
            _write(connection, record)
        set_committed_value(record, "rev", record.rev + 1)
        # The one way to tell a session that all of a record is saved; it is not public.
        session._register_persistent({sa.inspect(record)})  # noqa: SLF001


@contextmanager
def _all_or_nothing(session: Session) -> Iterator[None]:
    """What goes wrong ends the transaction, as it does in the unit of work.

    Whoever goes on in it would keep a change that says what was never written.
    """
    try:
        yield
    except BaseException:
        part = session._autobegin_t()._begin()  # noqa: SLF001  as every flush does
        part.rollback(_capture_exception=True)
        raise


def _write(connection: Connection, record: Record) -> None:
    kind, state = type(record), sa.inspect(record)
    fields = tuple(state.committed_state)
    row = {"id": record.id, "rev": record.rev}
    for field in fields:
        converted, value = (
            _conversion(kind, field, connection.dialect),
            state.dict[field],
        )
        row[field] = converted(value) if converted else value
    if run(connection, _update(kind, fields), row).rowcount != 1:
        raise StaleDataError(kind.__tablename__, record.id)


@cache
def _conversion(
    kind: type[Record], field: str, dialect: Dialect
) -> Callable[[Any], Any] | None:
    """What makes a value of a field one that SQLite knows, where that is needed."""
    type_ = _columns(kind)[field].type
    return type_.dialect_impl(dialect).bind_processor(dialect)


@cache
def _update(kind: type[Record], fields: tuple[str, ...]) -> str:
    columns = _columns(kind)
    told = "".join(f', "{columns[field].name}" = :{field}' for field in fields)
    return (
        f'UPDATE "{kind.__tablename__}" SET rev = rev + 1{told}'  # noqa: S608  names of ours
        " WHERE id = :id AND rev = :rev"
    )
