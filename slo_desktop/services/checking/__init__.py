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
from slo_desktop.services.checking.files import check_files
from slo_desktop.services.checking.history import check_history
from slo_desktop.services.checking.records import check_records
from slo_desktop.services.checking.tally import Tally
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import Found, inspect_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check"]

INTEGRITY = sa.text("PRAGMA integrity_check(20)")
FOREIGN_KEYS = sa.text("PRAGMA foreign_key_check")


def check(data_dir: Path, database: Path) -> Checked:
    """Look at everything in a data folder and change nothing.

    Of a data file that an older version of the program wrote only SQLite's own
    checks are made: the upgrade proves the rest.

    Raises:
        NewerDataError: a newer version of the program wrote the data file.
    """
    tally = Tally()
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
                _compare_hashes(session, data_dir, tally)
    except sa.exc.DatabaseError as error:
        tally.add(Fault.INTEGRITY, name=str(error.orig))
    finally:
        engine.dispose()
    return tally.result()


def _ask_sqlite(session: Session, tally: Tally) -> None:
    for (said,) in session.execute(INTEGRITY).all():
        if said != "ok":
            tally.add(Fault.INTEGRITY, name=said)
    for table, *_rest in session.execute(FOREIGN_KEYS).all():
        tally.add(Fault.FOREIGN_KEY, kind=table)
    session.rollback()


def _compare_hashes(session: Session, data_dir: Path, tally: Tally) -> None:
    told = check_history(session, Journal(data_dir), tally)
    check_records(session, told, tally)
    check_files(session, ObjectStore(data_dir), tally)
