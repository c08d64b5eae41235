"""Check a data folder from the header of its data file to the last attachment.

SQLite's own checks notice less than half of what can go wrong (SAFETY.md, finding 1),
so every record, change and file is compared with the hash it was kept under. A check
only reads, and lets go of the data file every few hundred rows, so that it can run
beside an open program without holding up a save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Checked, Fault
from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.services.checking.files import check_files
from slo_desktop.services.checking.history import check_history
from slo_desktop.services.checking.records import check_records
from slo_desktop.services.checking.tally import Tally
from slo_desktop.storage.backup.schema import check_schema
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import Found, inspect_folder
from slo_desktop.storage.readable import UNREADABLE
from slo_desktop.storage.upgrade import HEAD

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check"]

INTEGRITY = "PRAGMA integrity_check"
TABLES = sa.text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
MOST = 20
FOREIGN_KEYS = sa.text("PRAGMA foreign_key_check")


def check(data_dir: Path, database: Path, *, tally: Tally | None = None) -> Checked:
    """Look at everything in a data folder and change nothing.

    Of a data file that an older version of the program wrote only SQLite's own
    checks are made: the upgrade proves the rest.

    Args:
        data_dir: where the journal and the kept files lie.
        database: the data file.
        tally: what collects the findings, and when to rest; a new one unless given.

    Raises:
        NewerDataError: a newer version of the program wrote the data file.
    """
    tally = tally or Tally()
    try:
        found = inspect_folder(data_dir, database)
    except DataDamagedError as error:
        tally.add(Fault.DATABASE, name=error.reason)
        return tally.result()
    if found is Found.NOTHING:
        return tally.result()
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            _ask_sqlite(session, tally)
            if found is Found.CURRENT:
                _compare_schema(database, tally)
                _compare_hashes(session, data_dir, tally)
    except sa.exc.DatabaseError as error:
        tally.add(Fault.INTEGRITY, name=str(error.orig))
    except UNREADABLE as error:  # whatever a flipped bit made of a name or a number
        tally.add(Fault.INTEGRITY, name=type(error).__name__)
    finally:
        engine.dispose()
    return tally.result()


def _ask_sqlite(session: Session, tally: Tally) -> None:
    for asked in _questions(session, tally):
        for said in session.scalars(sa.text(asked)).all()[:MOST]:
            if said != "ok":
                tally.add(Fault.INTEGRITY, name=said)
        session.rollback()
        tally.rest()
    for table, *_rest in session.execute(FOREIGN_KEYS).all():
        tally.add(Fault.FOREIGN_KEY, kind=table)
    session.rollback()


def _questions(session: Session, tally: Tally) -> list[str]:
    """All at once, or table by table where a long look would hold up a save."""
    if tally.is_alone:
        return [INTEGRITY]
    return [f"{INTEGRITY}({_quoted(name)})" for name in session.scalars(TABLES).all()]


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _compare_schema(database: Path, tally: Tally) -> None:
    """SQLite believes its own table of contents, flipped bits included."""
    try:
        check_schema(database, HEAD)
    except BackupRefusedError as error:
        tally.add(Fault.INTEGRITY, name=error.part or error.fault)


def _compare_hashes(session: Session, data_dir: Path, tally: Tally) -> None:
    told = check_history(session, Journal(data_dir), tally)
    check_records(session, told, tally)
    check_files(session, ObjectStore(data_dir), tally)
