"""A backup that an older version made comes back whole, in the newest form."""

from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop.services.checking import check
from slo_desktop.storage.upgrade import HEAD
from tests.faults.frozen import SCHEMAS, ask, expected, thaw
from tests.restored import everything, files, look, packed, restore
from tests.schools import SchoolFolder

OLDER = pytest.mark.parametrize("schema", [n for n in SCHEMAS if n < HEAD])


@OLDER
def test_d8_a_backup_of_every_older_version_is_migrated_in_staging_and_whole(
    schema: int, tmp_path: Path
) -> None:
    older = SchoolFolder(thaw(schema, tmp_path / "older"))
    backup = packed(older, tmp_path / "older.slobackup")
    assert ask(older.database, "PRAGMA user_version") == schema
    place, wanted = SchoolFolder(tmp_path / "new"), expected(schema)
    assert look(place, backup).manifest.schema == schema
    restore(place, backup)
    assert ask(place.database, "PRAGMA user_version") == HEAD
    checked = check(place.folder, place.database)
    assert checked.findings == ()
    assert (checked.changes, checked.files) == (wanted["seq"], wanted["files"])
    assert files(place.folder) == files(older.folder)


@OLDER
def test_d8_the_backup_file_itself_stays_as_it_was(schema: int, tmp_path: Path) -> None:
    older = SchoolFolder(thaw(schema, tmp_path / "older"))
    backup = packed(older, tmp_path / "elsewhere" / "older.slobackup")
    before = everything(backup.parent)
    restore(SchoolFolder(tmp_path / "new"), backup)
    assert everything(backup.parent) == before
