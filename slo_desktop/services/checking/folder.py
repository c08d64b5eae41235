"""Check a data folder from the header of its data file to the last attachment.

It only reads, and it lets go of the data file every few hundred rows, so that it can
run beside an open program without holding up a save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Checked, Fault, Finding
from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.services.checking.files import check_files
from slo_desktop.services.checking.history import check_history
from slo_desktop.services.checking.records import check_records
from slo_desktop.services.checking.texts import check_texts
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import Found, inspect_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.storage.models.base import Record

MOST_WORDS_OF_SQLITE = 20


def check(data_dir: Path, database: Path) -> Checked:
    """Look at everything in a data folder and change nothing.

    Raises:
        NewerDataError: a newer version of the program wrote the data file.
    """
    try:
        found = inspect_folder(data_dir, database)
    except DataDamagedError as error:
        return Checked(findings=(Finding(Fault.DATABASE, name=error.reason),))
    if found is not Found.CURRENT:
        return Checked(findings=())
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            return _check_inside(session, data_dir)
    except sa.exc.DatabaseError as error:
        return Checked(findings=(Finding(Fault.INTEGRITY, name=str(error.orig)),))
    finally:
        engine.dispose()


def _check_inside(session: Session, data_dir: Path) -> Checked:
    findings = list(_sqlite_says(session))
    known: dict[str, str] = {}
    findings += check_history(session, Journal(data_dir), known)
    changes = len(known)
    records: list[Finding] = []
    findings += check_records(session, known, records)
    files, file_findings = check_files(session, ObjectStore(data_dir))
    findings += file_findings
    findings += check_texts(session)
    return Checked(findings=tuple(findings), changes=changes, files=files)


def _sqlite_says(session: Session) -> Iterator[Finding]:
    """What SQLite's own checks notice."""
    pragma = f"PRAGMA integrity_check({MOST_WORDS_OF_SQLITE})"
    for (word,) in session.execute(sa.text(pragma)).all():
        if word != "ok":
            yield Finding(Fault.INTEGRITY, name=word)
    for table, *_rest in session.execute(sa.text("PRAGMA foreign_key_check")).all():
        yield Finding(Fault.FOREIGN_KEY, kind=table)
    session.rollback()
