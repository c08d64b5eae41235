"""Decide what a data folder holds before anything is written to it.

Loss is never taken for a first run: an empty database is made only where nothing
of ours lies (ARCHITECTURE.md section 8).
"""

from __future__ import annotations

from contextlib import closing, suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import (
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
)
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.settings import system_clock
from slo_desktop.storage.backup.swapping import end_restore
from slo_desktop.storage.backup.workshop import sweep
from slo_desktop.storage.closing import is_as_left, look_closer
from slo_desktop.storage.database import APPLICATION_ID
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import NOTHING, Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD, upgrade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

UTF_8 = 1
"""How SQLite names the encoding of our texts; none is said before the first table."""
KNOWN = 'SELECT 1 FROM "change" WHERE seq = ? AND hash = ?'
READ_ONLY = "read-only"
UNREADABLE = (dbapi2.DatabaseError, ValueError, TypeError)
"""What a damaged file makes of a question: a name or a number may make no sense."""
HEADER_BYTES = 100
MAGIC = b"SQLite format 3\x00"
DAMAGED = "damaged-"
"""How the name of a damaged data file begins that recovery put aside."""
KEPT = ("journal", "objects", "backups", "editions")


class Found(StrEnum):
    """What a data folder holds."""

    NOTHING = "nothing"
    OLDER = "older"
    CURRENT = "current"


def _number(header: bytes, offset: int, length: int = 4) -> int:
    return int.from_bytes(header[offset : offset + length], "big")


def _holds_ours(data_dir: Path, database: Path) -> bool:
    if PreferenceStore(data_dir).load().school or _hot_journal(database).exists():
        return True
    if any(data_dir.glob(f"{DAMAGED}*")):
        return True
    return any(path.is_file() for name in KEPT for path in (data_dir / name).rglob("*"))


def inspect_folder(data_dir: Path, database: Path) -> Found:
    """Read the database's header and say what is there, changing nothing.

    A save that a crash interrupted is rolled back first, as SQLite does anyway.

    Raises:
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
    """
    if not database.exists():
        if _holds_ours(data_dir, database):
            raise DataDamagedError(database, "missing")
        return Found.NOTHING
    header = _header(database)
    _check_start(database, header)
    if _hot_journal(database).exists():
        _roll_back(database)
        header = _header(database)
    _check_length(database, header)
    version = _number(header, 60)
    if version > HEAD:
        raise NewerDataError(version, HEAD)
    return Found.CURRENT if version == HEAD else Found.OLDER


def _hot_journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")


def _header(database: Path) -> bytes:
    with database.open("rb") as file:
        return file.read(HEADER_BYTES)


def _check_start(database: Path, header: bytes) -> None:
    if not header:
        raise DataDamagedError(database, "empty")
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise DataDamagedError(database, "unreadable")
    if _number(header, 56) not in {0, UTF_8}:
        raise DataDamagedError(database, "unreadable")
    if _number(header, 68) != APPLICATION_ID:
        raise DataDamagedError(database, "foreign")


def _check_length(database: Path, header: bytes) -> None:
    page = _number(header, 16, 2)
    page_size = 65536 if page == 1 else page
    if page_size * _number(header, 28) != database.stat().st_size:
        raise DataDamagedError(database, "truncated")


def _roll_back(database: Path) -> None:
    """Have SQLite take back an interrupted save, and look at the result."""
    try:
        with closing(dbapi2.connect(str(database))) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except UNREADABLE as error:
        raise DataDamagedError(database, "unreadable") from error
    if said != "ok":
        raise DataDamagedError(database, "unreadable")


def _check_close(data_dir: Path, database: Path) -> None:
    """Look closer at a file that was not left as the program leaves it."""
    closed = PreferenceStore(data_dir).load().closed
    if not is_as_left(closed, database):
        look_closer(closed, database)


def _check_age(data_dir: Path, database: Path) -> bool:
    """The journal is never ahead of the data file it was written after.

    Where it is, somebody put an older copy of the file in place, and what was
    written since is in the journal alone.

    Returns:
        Whether the journal tells of this data file, and not of another past.
    """
    head = Journal(data_dir).head()
    try:
        with closing(dbapi2.connect(str(database))) as connection:
            newest = connection.execute('SELECT max(seq) FROM "change"').fetchone()[0]
            known = connection.execute(KNOWN, head).fetchone()
    except UNREADABLE as error:
        raise DataDamagedError(database, "unreadable") from error
    if head[0] > (newest or 0):
        raise DataDamagedError(database, "older")
    return head == NOTHING or known is not None


def open_folder(
    data_dir: Path,
    database: Path,
    clock: Callable[[], dt.datetime] = system_clock,
) -> None:
    """Make the data file ready for this version of the program.

    Raises:
        NoRoomError: an older file cannot be backed up before it is brought up to this
            version; nothing was changed.
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
        MigrationFailedError: an upgrade could not be proven; nothing was changed.
    """
    end_restore(data_dir)
    found = inspect_folder(data_dir, database)
    goes_on = True
    if found is not Found.NOTHING:
        _check_close(data_dir, database)
        goes_on = _check_age(data_dir, database)
    sweep(data_dir)
    if found is Found.OLDER:
        from slo_desktop.storage.backup.reusing import make_unless_same  # noqa: PLC0415  once in every version

        make_unless_same(data_dir, database, reason=Reason.MIGRATION, now=clock())
    if found is not Found.CURRENT:
        upgrade(database)
    if found is Found.OLDER or not goes_on:
        from slo_desktop.storage.disposals import carry_over  # noqa: PLC0415  once in every version

        with suppress(OSError):  # the journal still has them, for the next restore
            carry_over(data_dir, database, clock())
    ObjectStore(data_dir).sweep()
    DraftStore(data_dir).sweep()
    PreferenceStore(data_dir).identify()


def check_again(data_dir: Path, database: Path) -> None:
    """Look at a folder that was away like at one that is opened; change nothing.

    Raises:
        DataDamagedError: it is not whole, or older than what was saved.
        NewerDataError: a newer version of the program wrote it.
        MigrationFailedError: an older version wrote it, and nothing may be written.
    """
    found = inspect_folder(data_dir, database)
    if found is Found.NOTHING:
        raise DataDamagedError(database, "missing")
    if found is Found.OLDER:
        raise MigrationFailedError(READ_ONLY)
    look_closer(None, database)
    _check_age(data_dir, database)
