"""Decide what a data folder holds before anything is written to it.

Loss is never taken for a first run: an empty database is made only where nothing
of ours lies (ARCHITECTURE.md section 8).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import DataDamagedError, NewerDataError
from slo_desktop.storage.database import APPLICATION_ID
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD, upgrade

if TYPE_CHECKING:
    from pathlib import Path

HEADER_BYTES = 100
MAGIC = b"SQLite format 3\x00"
KEPT = ("journal", "objects", "backups", "editions")


class Found(StrEnum):
    """What a data folder holds."""

    NOTHING = "nothing"
    OLDER = "older"
    CURRENT = "current"


def _number(header: bytes, offset: int, length: int = 4) -> int:
    return int.from_bytes(header[offset : offset + length], "big")


def _holds_ours(data_dir: Path) -> bool:
    if PreferenceStore(data_dir).load().school:
        return True
    return any(path.is_file() for name in KEPT for path in (data_dir / name).rglob("*"))


def inspect_folder(data_dir: Path, database: Path) -> Found:
    """Read the database's header and say what is there, changing nothing.

    Raises:
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
    """
    if not database.exists():
        if _holds_ours(data_dir):
            raise DataDamagedError(database, "missing")
        return Found.NOTHING
    with database.open("rb") as file:
        header = file.read(HEADER_BYTES)
    _check_header(database, header)
    version = _number(header, 60)
    if version > HEAD:
        raise NewerDataError(version, HEAD)
    return Found.CURRENT if version == HEAD else Found.OLDER


def _check_header(database: Path, header: bytes) -> None:
    if not header:
        raise DataDamagedError(database, "empty")
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise DataDamagedError(database, "unreadable")
    if _number(header, 68) != APPLICATION_ID:
        raise DataDamagedError(database, "foreign")
    page = _number(header, 16, 2)
    page_size = 65536 if page == 1 else page
    hot_journal = database.with_name(f"{database.name}-journal")
    if hot_journal.exists():
        return  # SQLite rolls the interrupted save back; lengths may differ till then
    if page_size * _number(header, 28) != database.stat().st_size:
        raise DataDamagedError(database, "truncated")


def open_folder(data_dir: Path, database: Path) -> None:
    """Make the data file ready for this version of the program.

    Raises:
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
        MigrationFailedError: an upgrade could not be proven; nothing was changed.
    """
    if inspect_folder(data_dir, database) is not Found.CURRENT:
        upgrade(database)
