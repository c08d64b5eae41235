"""A school's folder with evidence and attached files in it, for tests about backups."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Kept, Reason
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.writing import writing
from slo_desktop.storage.backup.facts import TABLES
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import School
from slo_desktop.storage.objects import ObjectStore
from tests import builders

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class SchoolFolder:
    """A folder as the program keeps it, with no program open."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "school.sqlite"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def found_school(self) -> None:
        """Give the folder its school."""
        engine = open_engine(self.database)
        with (
            Session(engine) as session,
            writing(session, journal=Journal(self.folder), now=NOW),
        ):
            school = School(
                name=Bilingual.of(cy="Ysgol y Bryn", en="Hill School"),
                language_category=LanguageCategory.DUAL_LANGUAGE,
                working_language=Language.CY,
            )
            session.add(school)
        engine.dispose()

    def write(
        self, *contents: bytes, at: dt.datetime = NOW, note: str = "Nodyn"
    ) -> list[str]:
        """Save a piece of evidence with these files attached; their hashes."""
        store, hashes = ObjectStore(self.folder), []
        engine = open_engine(self.database)
        with (
            Session(engine) as session,
            writing(session, journal=Journal(self.folder), now=at),
        ):
            record = builders.evidence(session, note=builders.both(note))
            for content in contents:
                kept = receive(store, io.BytesIO(content), "a.pdf")
                attach(session, record, kept, name="a.pdf")
                hashes.append(kept.sha256)
        engine.dispose()
        return hashes

    def backed_up(self, at: dt.datetime = NOW) -> Kept:
        """Make an automatic backup."""
        return make(self.folder, self.database, reason=Reason.CHANGES, now=at)

    def portable(self, target: Path, **watched: Any) -> Kept:
        """Make a complete file that leaves the computer."""
        return make(
            self.folder,
            self.database,
            reason=Reason.ASKED,
            now=NOW,
            target=target,
            inside=True,
            **watched,
        )

    def object(self, sha256: str) -> Path:
        return ObjectStore(self.folder).path(sha256)

    def spoil(self, sha256: str) -> None:
        """Change one byte of an attached file."""
        place = self.object(sha256)
        place.chmod(0o600)
        content = bytearray(place.read_bytes())
        content[-1] ^= 1
        place.write_bytes(content)


def school_folder(folder: Path, migrated: Path) -> SchoolFolder:
    """A folder with a school in it, and nothing else yet."""
    folder.mkdir(parents=True)
    shutil.copyfile(migrated, folder / "school.sqlite")
    made = SchoolFolder(folder)
    made.found_school()
    return made


def pdf(text: str) -> bytes:
    """A file that may be attached, and is no other."""
    return f"%PDF-1.7 {text}".encode()


def rows(database: Path) -> dict[str, list[object]]:
    """Every row of every table of records."""
    with closing(dbapi2.connect(str(database))) as connection:
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()  # noqa: S608  names come from the schema
            for (name,) in connection.execute(TABLES).fetchall()
        }
