"""A school that was saved, and ways to spoil its data file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.safety.backups import Kept, Reason
from slo_desktop.domain.safety.recovery import Outlook, Recovered, Way
from slo_desktop.services.checking import check
from slo_desktop.services.safety.backing_up import back_up
from slo_desktop.services.safety.outlook import look
from slo_desktop.services.safety.recovering import Recovery
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.links import kinds
from slo_desktop.storage.opening import open_folder
from tests import builders
from tests.conftest import NOW

PAGE = 4096
Spoil = Callable[[Path], None]


@dataclass
class Folder:
    """A data folder that nobody has open."""

    place: Path
    steps: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.place / "school.sqlite"

    def save(self, count: int = 1) -> None:
        """Save some evidence, one save at a time."""
        engine = open_engine(self.database)
        with Session(engine) as session:
            journal = Journal(self.place)
            for _ in range(count):
                with writing(session, journal=journal, now=NOW):
                    builders.evidence(session)
        engine.dispose()

    def back_up(self, days: int = 0) -> Kept:
        when = NOW - dt.timedelta(days=days)
        return back_up(self.place, self.database, reason=Reason.ASKED, now=when)

    def hashes(self) -> dict[str, str]:
        """The content hash of every record, by its identity."""
        engine = open_engine(self.database, read_only=True)
        with Session(engine) as session:
            found = {
                uid: content_hash
                for kind in kinds().values()
                for uid, content_hash in session.execute(
                    sa.select(kind.uid, kind.content_hash)
                )
            }
        engine.dispose()
        return found

    def trouble(self) -> SloError:
        """Why it is not opened."""
        try:
            open_folder(self.place, self.database)
        except SloError as error:
            return error
        raise AssertionError("the folder was opened")

    def look(self) -> Outlook:
        return look(self.place, self.database, self.trouble())

    def recover(self, way: Way | None = None) -> Recovered:
        recovery = Recovery(
            data_dir=self.place,
            database=self.database,
            now=NOW,
            progress=lambda step, done, total: self.steps.append((step, done, total)),
        )
        return recovery.go(way or self.look().ways[0])

    def is_whole(self) -> bool:
        open_folder(self.place, self.database)
        checked = check(self.place, self.database)
        return checked.findings == () and checked.changes > 0


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:-PAGE])


def empty(database: Path) -> None:
    database.write_bytes(b"")


def text_file(database: Path) -> None:
    database.write_text("Cofnodion y corff llywodraethu\n" * 200, "utf-8")


def gone(database: Path) -> None:
    database.unlink()


def zeroed(database: Path) -> None:
    """The page of the table of changes, which every start reads."""
    with closing(dbapi2.connect(str(database))) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'change'"
        (page,) = connection.execute(query).fetchone()
    whole = bytearray(database.read_bytes())
    whole[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    database.write_bytes(whole)


def by_another_program(database: Path) -> None:
    database.unlink()
    with closing(dbapi2.connect(str(database))) as connection:
        connection.execute("CREATE TABLE other (a)")
        connection.commit()


def fewer_rows(database: Path) -> None:
    """What DELETE in another program does, after a proper close."""
    with closing(dbapi2.connect(str(database))) as connection:
        connection.execute("DELETE FROM evidence")
        connection.commit()


SPOILS: tuple[Spoil, ...] = (cut, empty, text_file, gone, zeroed, by_another_program)
