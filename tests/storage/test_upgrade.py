from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from slo_desktop.domain.errors import MigrationFailedError
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.storage import upgrade as module
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import APPLICATION_ID
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.upgrade import HEAD, UpgradeFault, upgrade


@pytest.fixture
def older(tmp_path: Path, migrated: Path) -> Path:
    """A data file of one version ago, with people in it."""
    path = Path(shutil.copyfile(migrated, tmp_path / "school.sqlite"))
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(
            "INSERT INTO person (uid, rev, content_hash, created_at, updated_at, name,"
            " initials, role, groups) VALUES ('u', 1, '', '', '', 'A', '', '{}', '[]')"
        )
        connection.execute(f"PRAGMA user_version={HEAD - 1}")
        connection.commit()
    return path


def ask(path: Path, sql: str) -> object:
    with closing(dbapi2.connect(str(path))) as connection:
        return connection.execute(sql).fetchone()[0]


def test_a_new_file_says_whose_it_is_and_how_new(tmp_path: Path) -> None:
    path = tmp_path / "school.sqlite"
    upgrade(path)
    assert ask(path, "PRAGMA application_id") == APPLICATION_ID
    assert ask(path, "PRAGMA user_version") == HEAD
    assert [each.name for each in tmp_path.iterdir()] == ["school.sqlite"]


def test_an_older_file_is_upgraded_with_all_that_was_in_it(older: Path) -> None:
    upgrade(older)
    assert ask(older, "PRAGMA user_version") == HEAD
    assert ask(older, "SELECT count(*) FROM person") == 1


def test_an_older_school_is_backed_up_before_it_is_upgraded(older: Path) -> None:
    open_folder(older.parent, older)
    assert ask(older, "PRAGMA user_version") == HEAD
    (kept,) = Backups(older.parent).all()
    assert kept.manifest.reason is Reason.MIGRATION
    assert kept.manifest.schema == HEAD - 1
    with opened(kept.path) as container:
        container.extract(kept.manifest.database, older.parent / "copy.sqlite")
    assert ask(older.parent / "copy.sqlite", "PRAGMA user_version") == HEAD - 1
    assert ask(older.parent / "copy.sqlite", "SELECT count(*) FROM person") == 1


def loses_rows(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM person")


def loses_a_table(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE meeting")
    connection.exec_driver_sql("DELETE FROM person")


def breaks_a_link(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO action_element VALUES (99, 'a/b')")


def breaks_off(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT nothing FROM nowhere")


@pytest.mark.parametrize(
    ("migration", "fault"),
    [
        (loses_rows, UpgradeFault.ROWS_LOST),
        (loses_a_table, UpgradeFault.ROWS_LOST),
        (breaks_a_link, UpgradeFault.FOREIGN_KEYS),
        (breaks_off, UpgradeFault.SQLITE),
    ],
)
def test_f5_an_upgrade_that_goes_wrong_leaves_the_old_file(
    older: Path,
    monkeypatch: pytest.MonkeyPatch,
    migration: Callable[[Connection], None],
    fault: UpgradeFault,
) -> None:
    before = older.read_bytes()
    monkeypatch.setattr(module, "migrate", migration)
    with pytest.raises(MigrationFailedError) as caught:
        upgrade(older)
    assert caught.value.reason is fault
    assert older.read_bytes() == before


def test_f5_a_damaged_draft_is_not_believed(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = older.read_bytes()
    draft = older.with_name("school.sqlite.partial")
    migrate = module._migrate_draft

    def spoil(path: Path) -> None:
        migrate(path)
        content = bytearray(path.read_bytes())
        content[4096 * 2 : 4096 * 3] = bytes(4096)
        path.write_bytes(content)

    monkeypatch.setattr(module, "_migrate_draft", spoil)
    with pytest.raises(MigrationFailedError):
        upgrade(older)
    assert draft.exists()
    assert older.read_bytes() == before


def test_f5_what_an_interrupted_upgrade_left_is_begun_anew(older: Path) -> None:
    older.with_name("school.sqlite.partial").write_bytes(b"half a draft")
    upgrade(older)
    assert ask(older, "SELECT count(*) FROM person") == 1


def test_d1_a_damaged_file_is_not_upgraded(older: Path) -> None:
    content = bytearray(older.read_bytes())
    content[4096 * 2 : 4096 * 3] = bytes(4096)
    older.write_bytes(content)
    with pytest.raises(MigrationFailedError):
        upgrade(older)
    assert older.read_bytes() == content
