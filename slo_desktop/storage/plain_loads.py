"""Load one record by its number, past SQLAlchemy's query.

Every save begins with this, and the query takes twenty times as long to make an object
of a row as SQLite takes to find it. What comes of it is the same object: of this
session, with its fields as they are stored and its links not read yet.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.values import dataclass
from slo_desktop.storage.database import run
from slo_desktop.storage.models.base import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Dialect
    from sqlalchemy.orm import Mapper, Session

R = TypeVar("R", bound=Record)


def load(session: Session, kind: type[R], number: int) -> R | None:
    """The record with this number; None where there is none.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: something of it cannot be
            read, as from a query of SQLAlchemy's.
    """
    connection = session.connection()
    plan = _plan(kind, connection.dialect)
    row = run(connection, plan.sql, {"number": number}).fetchone()
    if row is None:
        return None
    key = plan.mapper.identity_key_from_primary_key((row[0],))
    if key in session.identity_map:  # whose fields the library may have to read anew
        known: R | None = session.scalar(_query(kind), {"number": number})
        return known
    # As `sqlalchemy.orm.loading` makes an object of a row.
    record: R = plan.mapper.class_manager.new_instance()
    state = sa.inspect(record)
    for value, (name, converted) in zip(row, plan.fields, strict=True):
        state.dict[name] = converted(value) if converted else value
    state.key, state.session_id = key, session.hash_key
    session.identity_map.add(state)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How a kind is read.

    Attributes:
        sql: asks for all of its columns, the number first.
        fields: their names, and what makes a value of what SQLite gives.
    """

    mapper: Mapper[Any]
    sql: str
    fields: tuple[tuple[str, Callable[[Any], Any] | None], ...]


@cache
def _plan(kind: type[Record], dialect: Dialect) -> _Plan:
    mapper = sa.inspect(kind)
    names = ["id", *(name for name in mapper.columns.keys() if name != "id")]  # noqa: SIM118  no dictionary
    columns = [mapper.columns[name] for name in names]
    types = [column.type.dialect_impl(dialect) for column in columns]
    wanted = ", ".join(f'"{column.name}"' for column in columns)
    return _Plan(
        mapper=mapper,
        sql=f'SELECT {wanted} FROM "{kind.__tablename__}" WHERE id = :number',  # noqa: S608  names of ours
        fields=tuple(
            (name, type_.result_processor(dialect, None))
            for name, type_ in zip(names, types, strict=True)
        ),
    )


@cache
def _query(kind: type[Record]) -> sa.Select[Any]:
    wanted = kind.id == sa.bindparam("number")
    return sa.select(kind).where(wanted).execution_options(autoflush=False)
