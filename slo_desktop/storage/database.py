"""How the program talks to SQLite: one driver, one set of pragmas.

`sqlcipher3` carries a modern SQLite on every system (ARCHITECTURE.md); it is used
without a key. A rollback journal with `synchronous=EXTRA` survives a PC that is
switched off at the wall (SAFETY.md, finding 3).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event

from slo_desktop.storage.driver import dbapi2

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.orm import Session

APPLICATION_ID = 0x534C4F44
PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "cache_size=-8000",
)
WRITING = {"begin": "IMMEDIATE"}
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def serialised(value: Any) -> str:  # noqa: ANN401  any JSON value
    """A value as a JSON column holds it."""
    return _compact.encode(value)


def database_url(path: Path, *, read_only: bool = False) -> sa.URL:
    """SQLAlchemy's name for a data file."""
    if read_only:
        return sa.URL.create(
            "sqlite+pysqlite",
            database=path.absolute().as_uri(),
            query={"mode": "ro", "uri": "true"},
        )
    return sa.URL.create("sqlite+pysqlite", database=str(path))


def engine_options() -> dict[str, Any]:
    """What `create_engine` needs besides the URL."""
    return {"module": dbapi2, "json_serializer": serialised}


def prepare(engine: Engine) -> None:
    """Set the pragmas on every connection and take over BEGIN from the driver."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401  DB-API
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        run(connection, f"BEGIN {mode}")


def run(connection: Connection, sql: str, row: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401  a cursor of the driver
    """Have the driver itself carry out a statement that every save needs.

    SQLAlchemy takes ten times as long to look such a statement up as SQLite takes to
    carry it out. What goes wrong is raised as SQLAlchemy would raise it.

    Args:
        connection: in its transaction.
        sql: with named blanks, such as `:seq`.
        row: what fills them, in types that SQLite knows.
    """
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, row or {})
    except dbapi2.Error as error:
        # DB-API gives both the same names.
        raise getattr(sa.exc, type(error).__name__)(sql, row, error) from error


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine of our own, outside the web application."""
    url = database_url(path, read_only=read_only)
    engine = sa.create_engine(url, **engine_options())
    prepare(engine)
    return engine


def begin_writing(session: Session) -> None:
    """Be the one writer until this session commits or rolls back."""
    session.rollback()
    session.connection(execution_options=WRITING)


def is_writing(session: Session) -> bool:
    """Whether this session is the one writer."""
    return WRITING.items() <= session.connection().get_execution_options().items()
