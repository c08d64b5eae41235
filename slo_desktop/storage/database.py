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


def _serialise(value: Any) -> str:  # noqa: ANN401  any JSON value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
    return {"module": dbapi2, "json_serializer": _serialise}


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
        connection.exec_driver_sql(f"BEGIN {mode}")


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
