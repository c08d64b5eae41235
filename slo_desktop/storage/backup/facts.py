"""A private copy of the data file, and what a manifest tells about it.

Read by plain SQL, because it may be of an older version than the program.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.safety.errors import BackupFailedError, MakingFault
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.driver import dbapi2

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATIENCE = 20.0
"""Seconds a backup waits for a save; a save never waits that long for a backup."""
FULL = "disk is full"
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'text\\_%'"
    " ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name != 'alembic_version' ORDER BY name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a data file holds.

    Attributes:
        schema: number of its newest migration.
        seq: number of its newest change.
        chain: hash of that change.
        newest_change_at: when that was.
        counts: rows of every table of records.
        school: its name.
        objects: hash of every attached file, in order.
    """

    schema: int
    seq: int
    chain: str
    newest_change_at: dt.datetime | None
    counts: Mapping[str, int]
    school: Bilingual
    objects: tuple[str, ...]


def _connect(database: Path) -> Any:  # noqa: ANN401  a driver without types
    """Open a file that is there; one that is not must not come to be by looking."""
    place = f"{database.absolute().as_uri()}?mode=rw"
    return dbapi2.connect(place, uri=True, timeout=PATIENCE)


def copy_database(database: Path, copy: Path) -> None:
    """Write what is committed to a new file, beside a program that goes on writing.

    Raises:
        BackupFailedError: SQLite could not read it.
        OSError: the disk is full.
    """
    try:
        with closing(_connect(database)) as live:
            live.execute("VACUUM INTO ?", (str(copy),))
    except dbapi2.DatabaseError as error:
        if FULL in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise BackupFailedError(MakingFault.DATABASE) from error


def head_of(database: Path) -> tuple[int, str]:
    """Number of a data file's newest migration, and hash of its newest change.

    Raises:
        BackupFailedError: SQLite could not read it.
    """
    try:
        with closing(_connect(database)) as live:
            (schema,) = live.execute("PRAGMA user_version").fetchone()
            return schema, _newest_change(live)[1]
    except dbapi2.DatabaseError as error:
        raise BackupFailedError(MakingFault.DATABASE) from error


def facts_of(copy: Path) -> Facts:
    """Look into every table of a data file.

    Raises:
        BackupFailedError: one of them cannot be read.
    """
    try:
        with closing(_connect(copy)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            return _read(connection)
    except (dbapi2.DatabaseError, ValueError, TypeError, AttributeError) as error:
        raise BackupFailedError(MakingFault.TABLES) from error


def _read(connection: Any) -> Facts:  # noqa: ANN401  a driver without types
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    counts = {name: _count(connection, name) for name in names}
    seq, chain, at = _newest_change(connection) if "change" in names else NO_CHANGE
    return Facts(
        schema=schema,
        seq=seq,
        chain=chain,
        newest_change_at=at,
        counts=counts,
        school=_school(connection) if "school" in names else Bilingual(),
        objects=_objects(connection) if "attachment" in names else (),
    )


NO_CHANGE = (0, CHAIN_START, None)


def _count(connection: Any, name: str) -> int:  # noqa: ANN401  a driver without types
    (count,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608  names come from the schema
    return int(count)


def _newest_change(connection: Any) -> tuple[int, str, dt.datetime | None]:  # noqa: ANN401  a driver without types
    newest = 'SELECT seq, hash, at FROM "change" ORDER BY seq DESC LIMIT 1'
    found = connection.execute(newest).fetchone()
    if found is None:
        return NO_CHANGE
    return (
        found[0],
        found[1],
        dt.datetime.fromisoformat(found[2]).replace(tzinfo=dt.UTC),
    )


def _school(connection: Any) -> Bilingual:  # noqa: ANN401  a driver without types
    found = connection.execute("SELECT name FROM school ORDER BY id LIMIT 1").fetchone()
    return Bilingual.from_json(json.loads(found[0])) if found else Bilingual()


def _objects(connection: Any) -> tuple[str, ...]:  # noqa: ANN401  a driver without types
    query = "SELECT DISTINCT sha256 FROM attachment ORDER BY sha256"
    return tuple(sha256 for (sha256,) in connection.execute(query).fetchall())
