"""Whether the data file still is as the program last left it.

A clean close notes how the file was. At the next start the same size and time mean that
nobody has written since; the same newest change with fewer rows means that somebody
took rows away behind the program's back.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.preferences import Closed

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.storage.preferences import PreferenceStore

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'text\\_%' ESCAPE '\\' AND name != 'alembic_version'"
)
"""Every table with something a person wrote, or its history."""


def note_closed(preferences: PreferenceStore, database: Path) -> None:
    """Note how the data file is, because nothing more will be written to it."""
    with closing(dbapi2.connect(str(database))) as connection:
        seq, hash_ = _head(connection)
        rows = _rows(connection)
    found = database.stat()
    closed = Closed(
        seq=seq,
        hash=hash_,
        rows=rows,
        size=found.st_size,
        modified=found.st_mtime_ns,
    )
    if preferences.load().closed != closed:
        preferences.update(closed=closed)


def is_as_left(closed: Closed | None, database: Path) -> bool:
    """Whether nobody has written to the data file since it was closed properly."""
    if closed is None:
        return False
    found = database.stat()
    return (found.st_size, found.st_mtime_ns) == (closed.size, closed.modified)


def look_closer(closed: Closed | None, database: Path) -> None:
    """Have SQLite look over a file that was not left properly, and count its rows.

    Raises:
        DataDamagedError: the file cannot be believed.
    """
    try:
        with closing(dbapi2.connect(str(database))) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise DataDamagedError(database, "unreadable")
            if closed and (closed.seq, closed.hash) == _head(connection):
                _compare(closed.rows, _rows(connection), database)
    except (dbapi2.DatabaseError, ValueError, TypeError) as error:
        raise DataDamagedError(database, "unreadable") from error


def _compare(before: dict[str, int], now: dict[str, int], database: Path) -> None:
    """Records are never deleted, only binned: without a change, no row may be gone."""
    if any(now.get(table, 0) < count for table, count in before.items()):
        raise DataDamagedError(database, "rows")


def _head(connection: Any) -> tuple[int, str]:  # noqa: ANN401  DB-API
    newest = 'SELECT seq, hash FROM "change" ORDER BY seq DESC LIMIT 1'
    seq, hash_ = connection.execute(newest).fetchone() or (0, CHAIN_START)
    return int(seq), str(hash_)


def _rows(connection: Any) -> dict[str, int]:  # noqa: ANN401  DB-API
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  names come from the schema
        for name in names
    }
