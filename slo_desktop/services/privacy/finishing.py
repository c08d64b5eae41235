"""Clear what an erasure leaves outside the data file: journal, files, drafts, cache.

A start of the program finishes what a crash left half done.
"""

from __future__ import annotations

import shutil
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import canonical
from slo_desktop.domain.privacy.disposal import uids_of
from slo_desktop.services.privacy.drafts import folders
from slo_desktop.storage import pending
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.erasing import structure
from slo_desktop.storage.journal import ERASED, Journal, line_of
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.evidence import Attachment
from slo_desktop.storage.models.privacy import Disposal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from slo_desktop.services.privacy.place import PlaceOfData
    from slo_desktop.storage.changes import Line

CACHED = (
    "commands",
    "exports",
    "imports",
    "jobs",
    "parts",
    "recovery",
    "restores",
)
"""Folders of the cache that hold what was printed, exported, sent or looked at."""


def finish(place: PlaceOfData, journal: Journal | None = None) -> bool:
    """Clear everything besides the data file, and its free space; may be repeated.

    Args:
        place: where the words lie.
        journal: the one that this program writes to, so that no save comes between.

    Returns:
        Whether there was anything to do.
    """
    todo = pending.noted(place.data_dir)
    if todo is None:
        return False
    engine = open_engine(place.database)
    try:
        with Session(engine) as session:
            log = _logged(session, todo.disposals)
            if log:
                _clear_journal(session, journal or Journal(place.data_dir))
                _clear_files(session, place, todo.files)
    finally:
        engine.dispose()
    if log:
        _forget_writer(place.data_dir, log)
        _clear_drafts(place, todo.drafts)
        _clear_cache(place.cache_dir, todo.files)
        _give_back_space(place.database)
    pending.done(place.data_dir)
    return True


def _logged(session: Session, disposals: Collection[str]) -> set[str]:
    """Uids of what was erased; none where it was rolled back."""
    query = sa.select(Disposal.records).where(Disposal.uid.in_(disposals))
    return {uid for records in session.scalars(query) for uid in uids_of(records)}


def _forget_writer(data_dir: Path, gone: Collection[str]) -> None:
    """Somebody who was erased writes no more."""
    preferences = PreferenceStore(data_dir)
    if preferences.load().writer in gone:
        preferences.update(writer=None)


def _clear_journal(session: Session, journal: Journal) -> None:
    """Every emptied change is emptied in the journal too, and in those set aside."""
    query = sa.select(Change).where(Change.erased.is_not(None)).order_by(Change.seq)
    emptied = {change.hash: change for change in session.scalars(query)}
    gone: dict[str, str] = {}
    for line in session.scalars(sa.select(Disposal).order_by(Disposal.id)):
        gone |= dict.fromkeys(uids_of(line.records), line.uid)

    def renewed(line: Line) -> str | None:
        if line.get(ERASED):
            return None
        if line["hash"] in emptied:
            return line_of(emptied[line["hash"]])
        if line["uid"] in gone:
            return _emptied(line, gone[line["uid"]])
        return None

    journal.rewrite(renewed)
    for path in journal.folder.rglob("*.partial"):
        path.unlink(missing_ok=True)


def _emptied(line: Line, disposal: str) -> str:
    """A line of another past, set aside, about something that was erased since."""
    kept = structure(kinds()[line["record"]])
    emptied = {
        side: {name: value for name, value in line[side].items() if name in kept}
        for side in ("before", "after")
    }
    return canonical(line | emptied | {ERASED: disposal})


def _clear_files(session: Session, place: PlaceOfData, files: Collection[str]) -> None:
    """Kept files that went, unless somebody has attached the same bytes since."""
    query = sa.select(Attachment.sha256).where(Attachment.sha256.in_(files))
    store, needed = ObjectStore(place.data_dir), set(session.scalars(query))
    for sha256 in set(files) - needed:
        path = store.path(sha256)
        with suppress(FileNotFoundError):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
            path.unlink()
        with suppress(OSError):
            path.parent.rmdir()


def _clear_drafts(place: PlaceOfData, names: Collection[str]) -> None:
    for folder in folders(place):
        for name in names:
            path = folder / name
            path.unlink(missing_ok=True)
            path.with_suffix(".bytes").unlink(missing_ok=True)  # a file of that form


def _clear_cache(cache_dir: Path, files: Collection[str]) -> None:
    """Small pictures of what went, and everything printed or looked at meanwhile."""
    for sha256 in files:
        for path in cache_dir.rglob(f"{sha256}*"):
            path.unlink(missing_ok=True)
    for name in CACHED:
        shutil.rmtree(cache_dir / name, ignore_errors=True)


def _give_back_space(database: Path) -> None:
    """Write the data file anew, so that its free pages hold nothing."""
    connection = dbapi2.connect(str(database), isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
    finally:
        connection.close()
