from __future__ import annotations

import shutil
import zipfile
from collections import namedtuple
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from slo_desktop import paths
from slo_desktop.cli import backing_up as verb
from slo_desktop.desktop import single_instance
from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.keys import PublicKeys
from slo_desktop.i18n.numbers import file_size
from slo_desktop.storage.backup import making
from slo_desktop.storage.backup.container import is_sealed, opened, read_manifest
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey
from slo_desktop.storage.backup.writing import write_plain
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.opening import inspect_folder
from tests.cli.conftest import Run

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  as the system's own


def test_a_backup_is_one_proven_file_and_says_so(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert f"The backup is ready: {out}." in said.out
    assert "files 14." in said.out
    assert "It is not encrypted" in said.out
    with opened(out) as container:
        container.verify()
        assert container.manifest.reason is Reason.ASKED
        assert len(container.manifest.objects) == 14
    assert Backups(sample).all() == []


def test_a_backup_is_told_of_in_welsh(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "cy")
    assert said.code == 0
    assert f"Mae’r copi wrth gefn yn barod: {out}." in said.out
    assert "Nid yw wedi’i amgryptio" in said.out
    with zipfile.ZipFile(out) as archive:
        assert "README-DARLLENWCHFI.txt" in archive.namelist()


def test_a_backup_is_made_beside_an_open_program(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "away.slobackup"
    with single_instance.hold(sample):
        assert run("backup", "--data", sample, "--out", out).code == 0
    assert out.exists()


def test_a_file_in_the_middle_of_a_save_is_looked_at_again(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def saving(data_dir: Path, database: Path) -> object:
        looked.append(database)
        if len(looked) < 3:
            raise DataDamagedError(database, "truncated")
        return inspect_folder(data_dir, database)

    monkeypatch.setattr(verb, "inspect_folder", saving)
    monkeypatch.setattr(verb, "PATIENCE", (0, 0, 0))
    out = tmp_path / "away.slobackup"
    assert run("backup", "--data", sample, "--out", out).code == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("not/there.slobackup", "There is no such folder"),
        (".", "This is a folder"),
        ("ysgol/copy.slobackup", "outside the school’s own folder"),
        ("ysgol/school.sqlite", "outside the school’s own folder"),
    ],
)
def test_a_place_that_is_no_place_for_a_backup_is_refused(
    run: Run, sample: Path, tmp_path: Path, name: str, told: str
) -> None:
    before = (sample / "school.sqlite").read_bytes()
    said = run("backup", "--data", sample, "--out", tmp_path / name, "--lang", "en")
    assert said.code == 2
    assert told in said.err
    assert (sample / "school.sqlite").read_bytes() == before


def test_a_backup_needs_a_name(run: Run, sample: Path) -> None:
    said = run("backup", "--data", sample, "--lang", "en")
    assert said.code == 2
    assert "--out" in said.err


def test_a_folder_without_a_school_has_nothing_to_back_up(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", tmp_path / "empty", "--out", out, "--lang", "en")
    assert said.code == 2
    assert "There is no school in this folder yet" in said.err
    assert not out.exists()


def test_d2_a_damaged_data_file_is_a_fault_and_no_backup(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "PATIENCE", (0,))
    (sample / "school.sqlite").write_bytes(b"")
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 1
    assert "missing or damaged" in said.err
    assert not out.exists()


def test_f9_too_little_room_is_said_with_the_figures_before_anything_begins(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 4096))
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 2
    needed = (sample / "school.sqlite").stat().st_size * 5 // 2
    size = file_size(needed, Language.EN)
    assert f"Needed: {size}. Free: 4 KB." in said.err
    assert list(tmp_path.glob("away*")) == []


def test_what_is_missing_already_is_said_and_is_a_fault(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    victim = next((sample / "objects").glob("[0-9a-f][0-9a-f]/*"))
    victim.unlink()
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 1
    assert "are not in it: 1." in said.out
    assert len(read_manifest(out).missing) == 1


def test_d11_what_somebody_changed_is_in_the_backup_and_is_a_fault(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    with closing(dbapi2.connect(str(sample / "school.sqlite"))) as connection:
        connection.execute("UPDATE meeting SET held_on = '2001-01-01' WHERE id = 1")
        connection.commit()
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 1
    assert "not everything there is as it was kept" in said.out
    with opened(out) as container:
        container.verify()


def test_a_school_with_a_key_gets_an_encrypted_backup_unless_asked_otherwise(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    key, paper = OpeningKey.new(), OpeningKey.new()
    keys = PublicKeys(school=key.public, recovery=paper.public)
    Keyring(sample).keep(keys, b"the key, locked")
    sealed, plain = tmp_path / "a.slobackup", tmp_path / "b.slobackup"
    said = run("backup", "--data", sample, "--out", sealed, "--lang", "en")
    assert said.code == 0
    assert "It is encrypted." in said.out
    assert is_sealed(sealed)
    for secret in (key.secret, paper.secret):
        with opened(sealed, key=secret, scratch=tmp_path) as container:
            container.verify()
            assert container.sealed
    said = run("backup", "--data", sample, "--out", plain, "--plain", "--lang", "en")
    assert "It is not encrypted" in said.out
    assert not is_sealed(plain)


def test_a_backup_that_does_not_prove_right_is_a_fault_and_leaves_nothing(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(place: Path, *rest: Any) -> None:
        write_plain(place, *rest)
        content = bytearray(place.read_bytes())
        content[len(content) // 2] ^= 1
        place.write_bytes(content)

    monkeypatch.setattr(making, "write_plain", spoil)
    out = tmp_path / "away.slobackup"
    said = run("backup", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 1
    assert list(tmp_path.glob("away*")) == []
    assert Backups(sample).all() == []


def test_an_import_is_preceded_by_a_backup(run: Run, sample: Path) -> None:
    table = paths.assets() / "sample" / "evidence.csv"
    run("import", "evidence", table, "--data", sample, "--dry-run")
    assert Backups(sample).all() == []
    run("import", "evidence", table, "--data", sample, "--skip-bad")
    (kept,) = Backups(sample).all()
    assert kept.manifest.reason is Reason.IMPORT
    assert not kept.manifest.inside
