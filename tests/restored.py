"""What tests about restores need: backups of a school, spoilt ones, and comparisons."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.backups import Manifest, Reason
from slo_desktop.domain.safety.keys import PublicKeys
from slo_desktop.domain.safety.papers import rows_of
from slo_desktop.domain.safety.parts import Part
from slo_desktop.domain.safety.restoring import Comparison, RestoreNote
from slo_desktop.services.safety import restoring
from slo_desktop.services.writing import writing
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, lock
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.backup.writing import Watch, write_plain
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import School
from tests.schools import NOW, SchoolFolder, school_folder

PASSPHRASE = "tŷ gŵyl pump gair yma"
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'text\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


def packed(school: SchoolFolder, target: Path) -> Path:
    """One complete file of a school."""
    kept = make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=target,
        inside=True,
    )
    return kept.path


def packed_other(folder: Path, migrated: Path) -> Path:
    """A file of another school, Ysgol y Pant."""
    other = school_folder(folder / "other", migrated)
    engine = open_engine(other.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(other.folder), now=NOW),
    ):
        school = session.scalars(sa.select(School)).one()
        school.name = Bilingual.of(cy="Ysgol y Pant", en="Hollow School")
    engine.dispose()
    return packed(other, folder / "other.slobackup")


def sealed(school: SchoolFolder, target: Path) -> str:
    """Set up keys and seal a backup with them; the sheet, as somebody types it."""
    mine, recovery = OpeningKey.new(), OpeningKey.new()
    locked = lock(mine, PASSPHRASE, recovery=recovery.public, made=NOW.date())
    keys = PublicKeys(school=mine.public, recovery=recovery.public)
    Keyring(school.folder).keep(keys, locked)
    make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=target,
        inside=True,
        sealed=True,
    )
    rows = rows_of(recovery.secret)
    return "\n".join(" ".join((*row.groups, row.check)) for row in rows)


def look(school: SchoolFolder, path: Path, **more: Any) -> Comparison:
    return restoring.look(
        path, data_dir=school.folder, database=school.database, **more
    )


def restore(school: SchoolFolder, path: Path, **more: Any) -> RestoreNote:
    """Prepare a restore and put it in place."""
    prepared = restoring.prepare(
        path, data_dir=school.folder, database=school.database, now=NOW, **more
    )
    return restoring.put_in_place(school.folder, school.database, prepared, now=NOW)


def rows(database: Path) -> dict[str, list[Any]]:
    """Every row of every table that people write in."""
    with closing(dbapi2.connect(str(database))) as connection:
        names = [name for (name,) in connection.execute(TABLES).fetchall()]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608  names come from the schema
            for name in names
        }


def files(folder: Path) -> dict[str, str]:
    """The hash of every attached file that lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted((folder / "objects").glob("[0-9a-f][0-9a-f]/*"))
    }


def everything(folder: Path) -> dict[str, str]:
    """The hash of every file, apart from what the lock and the log leave."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"lock", "slo-desktop.log"}
    }


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remade(
    path: Path,
    target: Path,
    *,
    alter: Callable[[Path], None] = lambda _database: None,
    **changes: Any,
) -> Path:
    """A backup as somebody else could make it: every hash right, and yet not ours.

    Args:
        path: one that the program made.
        target: where the other goes.
        alter: does something to its data file.
        changes: of its manifest.
    """
    with tempfile.TemporaryDirectory() as name, opened(path) as container:
        folder, manifest = Path(name), container.manifest
        sources = {part.path: folder / f"{n}" for n, part in enumerate(manifest.parts)}
        for part in manifest.parts:
            container.extract(part, sources[part.path])
        database = sources[manifest.database.path]
        alter(database)
        whole = Part(manifest.database.path, database.stat().st_size, digest(database))
        manifest = _changed(replace(manifest, database=whole), changes)
        write_plain(target, manifest, sources, Watch())
    return target


def _changed(manifest: Manifest, changes: dict[str, Any]) -> Manifest:
    return replace(manifest, **changes)


def sql(statement: str) -> Callable[[Path], None]:
    """An alteration of a data file by one statement."""

    def alter(database: Path) -> None:
        with closing(dbapi2.connect(str(database))) as connection:
            connection.executescript(statement)
            connection.commit()

    return alter
