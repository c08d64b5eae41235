"""Backups of newer versions, of other schools, and of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop import __version__
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.i18n.restore_words import another_line, refusal_line
from slo_desktop.storage.upgrade import HEAD
from tests.faults.proof import Proof
from tests.restored import (
    everything,
    look,
    packed,
    packed_other,
    remade,
    restore,
    sql,
)
from tests.schools import SchoolFolder, pdf, school_folder

NAMES = {
    Language.CY: ("Ysgol y Bryn", "Ysgol y Pant"),
    Language.EN: ("Hill School", "Hollow School"),
}


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    school = school_folder(tmp_path / "school", migrated)
    school.write(pdf("first"))
    return school


@pytest.fixture
def backup(school: SchoolFolder, tmp_path: Path) -> Path:
    return packed(school, tmp_path / "one.slobackup")


def refused(school: SchoolFolder, path: Path) -> BackupRefusedError:
    """Why a file is refused, by a look and by a restore; nothing is touched."""
    before = everything(school.folder)
    with pytest.raises(BackupRefusedError) as by_look:
        look(school, path)
    with pytest.raises(BackupRefusedError) as by_restore:
        restore(school, path)
    assert by_look.value.args == by_restore.value.args
    assert everything(school.folder) == before
    return by_restore.value


@pytest.mark.parametrize("tells_truth", [True, False])
def test_d7_a_backup_of_a_newer_version_is_refused_with_both_versions(
    school: SchoolFolder,
    backup: Path,
    tmp_path: Path,
    proof: Proof,
    *,
    tells_truth: bool,
) -> None:
    newer = remade(
        backup,
        tmp_path / "newer.slobackup",
        alter=sql(f"PRAGMA user_version={HEAD + 1}"),
        program="9.8.7",
        schema=HEAD + 1 if tells_truth else HEAD,
    )
    error = refused(school, newer)
    assert error.fault is BackupFault.NEWER_SCHEMA
    for language in Language:
        told = refusal_line(error, language)
        assert told is not None
        assert "9.8.7" in told
        assert __version__ in told
    proof.count("files")


def test_d7_a_backup_in_a_newer_form_is_refused(
    school: SchoolFolder, backup: Path, tmp_path: Path, proof: Proof
) -> None:
    newer = remade(backup, tmp_path / "newer.slobackup", format=2)
    assert refused(school, newer).fault is BackupFault.NEWER_FORMAT
    proof.count("files")


def test_d9_another_school_is_named_before_anything_is_done(
    school: SchoolFolder, tmp_path: Path, migrated: Path
) -> None:
    found = look(school, packed_other(tmp_path, migrated))
    assert found.another_school
    for language in Language:
        told = another_line(found, language)
        assert told is not None
        assert all(name in told for name in NAMES[language])


def test_d9_the_same_school_is_known_again_on_another_computer(
    school: SchoolFolder, backup: Path, tmp_path: Path
) -> None:
    place = SchoolFolder(tmp_path / "new computer")
    restore(place, backup)
    place.write(pdf("there"))
    found = look(school, packed(place, tmp_path / "two.slobackup"))
    assert not found.another_school
    assert another_line(found, Language.EN) is None
