from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import NewerDataError
from slo_desktop.services.checking import check
from slo_desktop.storage.backup.container import check_file
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Change, Evidence
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.upgrade import HEAD
from tests.faults.frozen import FROZEN, SCHEMAS, ask, backup_of, expected, thaw
from tests.faults.looking import restarted
from tests.restored import restore
from tests.schools import SchoolFolder

WHAT_TO_DO = (
    "There is a migration whose data folder is not kept. When it is released, run"
    " tests.data.freezing as that module says, and never change what it made."
)
OF_EVERY_SCHEMA = pytest.mark.parametrize("schema", SCHEMAS)


def test_d8_every_schema_has_its_frozen_folder() -> None:
    assert list(range(1, HEAD + 1)) == SCHEMAS, WHAT_TO_DO


@OF_EVERY_SCHEMA
def test_d8_a_frozen_folder_is_still_of_its_own_schema(schema: int) -> None:
    database = FROZEN / f"schema-{schema}" / "school.sqlite"
    assert ask(database, "PRAGMA user_version") == schema


@OF_EVERY_SCHEMA
def test_d8_f5_every_older_folder_opens_with_all_that_was_in_it(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    wanted = expected(schema)
    open_folder(folder, folder / "school.sqlite")
    for table, count in wanted["counts"].items():
        found = ask(folder / "school.sqlite", f'SELECT count(*) FROM "{table}"')  # noqa: S608  our own names
        assert found == count, table
    engine = open_engine(folder / "school.sqlite")
    with Session(engine) as session:
        change = session.scalar(sa.select(Change).where(Change.seq == wanted["seq"]))
        assert change is not None
        assert change.hash == wanted["hash"]
        first = session.scalars(sa.select(Evidence).order_by(Evidence.id)).first()
        assert first is not None
        assert first.title.to_json() == wanted["title"]
        assert first.note.to_json() == wanted["note"]
    engine.dispose()


@OF_EVERY_SCHEMA
def test_d8_every_older_folder_is_whole_to_the_last_hash(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    open_folder(folder, folder / "school.sqlite")
    answer = check(folder, folder / "school.sqlite")
    assert answer.findings == ()
    assert answer.files == expected(schema)["files"]
    assert answer.changes == expected(schema)["seq"]


@pytest.mark.parametrize("schema", [s for s in SCHEMAS if backup_of(s).exists()])
def test_d8_the_very_file_that_a_version_made_comes_back_whole(
    schema: int, tmp_path: Path
) -> None:
    place, wanted = SchoolFolder(tmp_path / "school"), expected(schema)
    restore(place, backup_of(schema))
    answer = check(place.folder, place.database)
    assert answer.findings == ()
    assert (answer.changes, answer.files) == (wanted["seq"], wanted["files"])


@OF_EVERY_SCHEMA
def test_d8_the_backups_in_every_older_folder_are_still_good(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    backups = Backups(folder)
    assert backups.broken() == []
    for kept in backups.all():
        check_file(kept.path)
    assert bool(backups.all()) is backup_of(schema).exists()


@OF_EVERY_SCHEMA
def test_d8_the_journal_of_every_older_folder_is_still_read(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    wanted = expected(schema)
    assert Journal(folder).head() == (wanted["seq"], wanted["hash"])
    assert len(list(Journal(folder).lines())) == wanted["seq"]


@OF_EVERY_SCHEMA
def test_p9_a_folder_of_a_newer_version_is_refused_and_left_alone(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    database = folder / "school.sqlite"
    content = bytearray(database.read_bytes())
    content[60:64] = (HEAD + 1).to_bytes(4, "big")
    database.write_bytes(content)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with pytest.raises(NewerDataError):
        open_folder(folder, database)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert database.read_bytes() == content


@OF_EVERY_SCHEMA
def test_p8_a_frozen_folder_opens_under_any_name(schema: int, tmp_path: Path) -> None:
    folder = thaw(schema, tmp_path / "Tŷ'r Ysgol % 100" / "ffolder data")
    assert len(restarted(folder)) == expected(schema)["counts"]["evidence"]
