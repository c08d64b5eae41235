"""A data file with somebody else's tables, triggers or views never comes in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.errors import BackupFault
from slo_desktop.i18n.restore_words import refusal_line
from tests.faults.proof import Proof
from tests.faults.test_d7_d9_refused_and_asked import backup, refused, school
from tests.restored import packed, remade, restore, sql
from tests.schools import SchoolFolder

__all__ = ["backup", "school"]  # fixtures

HOSTILE = {
    "a trigger": (
        "CREATE TRIGGER evil AFTER UPDATE ON evidence BEGIN DELETE FROM person; END"
    ),
    "a view": "CREATE VIEW evil AS SELECT * FROM person",
    "a virtual table": "CREATE VIRTUAL TABLE evil USING fts5(a)",
    "a table": "CREATE TABLE evil (a)",
    "an index": "CREATE INDEX evil ON person (name)",
    "a computed column": "ALTER TABLE person ADD COLUMN evil AS (1)",
    "a view in place of a table": (
        "ALTER TABLE meeting RENAME TO evil; CREATE VIEW meeting AS SELECT * FROM evil"
    ),
    "a view named like SQLite's own": (
        "CREATE TABLE evil (a); PRAGMA writable_schema=ON;"
        " UPDATE sqlite_master SET type = 'view', sql = 'CREATE VIEW sqlite_stat1 AS"
        " SELECT 1', name = 'sqlite_stat1', tbl_name = 'sqlite_stat1', rootpage = 0"
        " WHERE name = 'evil'"
    ),
}
DAMAGED = {
    "a table less": "DROP TABLE meeting",
    "a link to nowhere": (
        "PRAGMA foreign_keys=OFF; INSERT INTO action_element VALUES (99, 'a/b')"
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_s19_what_is_not_ours_is_refused_before_a_row_is_read(
    what: str, school: SchoolFolder, backup: Path, tmp_path: Path, proof: Proof
) -> None:
    hostile = remade(backup, tmp_path / "evil.slobackup", alter=sql(HOSTILE[what]))
    error = refused(school, hostile)
    assert error.fault in {BackupFault.UNEXPECTED_ENTRY, BackupFault.DAMAGED}
    for language in Language:
        assert refusal_line(error, language)
    proof.count("files")


@pytest.mark.parametrize("what", DAMAGED)
def test_s19_what_no_program_could_work_with_is_refused(
    what: str, school: SchoolFolder, backup: Path, tmp_path: Path, proof: Proof
) -> None:
    damaged = remade(backup, tmp_path / "bad.slobackup", alter=sql(DAMAGED[what]))
    assert refused(school, damaged).fault in {
        BackupFault.DAMAGED,
        BackupFault.MISSING_PART,
    }
    proof.count("files")


def test_s19_d2_the_data_of_another_program_is_refused(
    school: SchoolFolder, backup: Path, tmp_path: Path, proof: Proof
) -> None:
    foreign = remade(
        backup, tmp_path / "x.slobackup", alter=sql("PRAGMA application_id=1")
    )
    assert refused(school, foreign).fault is BackupFault.FOREIGN
    proof.count("files")


def test_s19_what_sqlite_adds_when_it_tidies_up_is_no_reason(
    school: SchoolFolder, backup: Path, tmp_path: Path
) -> None:
    sql("ANALYZE")(school.database)
    restore(SchoolFolder(tmp_path / "new"), packed(school, tmp_path / "x.slobackup"))


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt",
        "/etc/cron.d/evil",
        "C:\\evil.exe",
        "objects/aa/../../../evil",
        "CON",
        "school.sqlite:hidden",
        "SCHOOL.SQLITE",
    ],
)
def test_s12_an_entry_that_leads_elsewhere_is_refused_by_a_restore(
    name: str, school: SchoolFolder, backup: Path, tmp_path: Path, proof: Proof
) -> None:
    hostile = tmp_path / "zip" / "evil.slobackup"
    hostile.parent.mkdir()
    _with_entry(backup, hostile, name)
    around = set(tmp_path.rglob("*"))
    refused(school, hostile)
    assert set(tmp_path.rglob("*")) == around
    proof.count("files")


def _with_entry(path: Path, target: Path, name: str) -> None:
    """The same file with one entry more, and its own hash put right."""
    from slo_desktop.storage.backup.frame import HASH_BYTES, MARK, digest_of

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr(name, b"evil")
        new.comment = MARK + b"0" * HASH_BYTES
    with target.open("r+b") as file:
        size = file.seek(0, 2)
        sha256 = digest_of(file, size - HASH_BYTES)
        file.write(sha256.encode())
