"""`restore`: into the same folder, a new one, and over another school."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from slo_desktop.desktop import single_instance
from slo_desktop.domain.languages import Language
from slo_desktop.storage.backup.keyring import Keyring
from slo_desktop.storage.backup.swapping import last_note
from tests.cli.conftest import Run
from tests.restored import (
    PASSPHRASE,
    everything,
    files,
    packed,
    packed_other,
    rows,
    sealed,
)
from tests.schools import SchoolFolder, pdf, school_folder


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    school = school_folder(tmp_path / "school", migrated)
    school.write(pdf("first"))
    return school


@pytest.fixture
def backup(school: SchoolFolder, tmp_path: Path) -> Path:
    return packed(school, tmp_path / "one.slobackup")


def test_a_school_comes_back_into_a_folder_that_is_not_there_yet(
    run: Run, school: SchoolFolder, backup: Path, tmp_path: Path
) -> None:
    place = SchoolFolder(tmp_path / "new")
    said = run("restore", backup, "--data", place.folder, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert "School: Hill School" in said.out
    assert "Evidence: 1 in the backup, 0 here; gained 1, lost 0" in said.out
    assert "There is no school here yet." in said.out
    assert "Restored: Ysgol y Bryn, 22 Nov 2026 18:00." in said.out
    assert rows(place.database) == rows(school.database)
    assert files(place.folder) == files(school.folder)
    checked = run("check", "--data", place.folder, "--lang", "en")
    assert checked.code == 0
    assert "The journal is behind" not in checked.out


def test_newer_work_is_told_and_the_way_back_is_named(
    run: Run, school: SchoolFolder, backup: Path
) -> None:
    school.write(pdf("second"))
    newer = rows(school.database)
    said = run("restore", backup, "--data", school.folder, "--lang", "en")
    assert said.code == 0
    assert "Work here that the backup does not have: changes 3" in said.out
    safety = said.out.strip().rpartition("restore this backup: ")[2]
    assert run("restore", safety, "--data", school.folder).code == 0
    assert rows(school.database) == newer


def test_it_speaks_welsh(run: Run, backup: Path, tmp_path: Path) -> None:
    said = run("--lang", "cy", "restore", backup, "--data", tmp_path / "new")
    assert said.code == 0
    assert "Ysgol: Ysgol y Bryn" in said.out
    assert "Adferwyd: Ysgol y Bryn, 22 Tach 2026 18:00." in said.out


def test_d9_another_school_is_replaced_only_when_that_is_asked_for(
    run: Run, school: SchoolFolder, tmp_path: Path, migrated: Path
) -> None:
    other = packed_other(tmp_path, migrated)
    before = rows(school.database)
    asked = ("restore", other, "--data", school.folder, "--lang", "en")
    said = run(*asked)
    assert said.code == 2
    assert "Here: Hill School. In the backup: Hollow School." in said.out
    assert said.err == "Nothing was changed. Add --yes to replace this school.\n"
    assert rows(school.database) == before
    assert run(*asked, "--yes").code == 0
    assert rows(school.database) != before


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("language", "typed", "code"),
    [
        (Language.EN, "restore", 0),
        (Language.CY, "adfer", 0),
        (Language.CY, "", 2),
        (Language.EN, "yes", 2),
    ],
)
def test_a_person_is_asked_and_must_name_the_act(
    run: Run,
    school: SchoolFolder,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    typed: str,
    code: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"{typed}\n"))
    said = run("restore", backup, "--data", school.folder, "--lang", language.value)
    assert said.code == code
    assert ("newid" in said.err or "changed" in said.err) == (code == 2)


def test_an_open_program_is_not_disturbed(
    run: Run, school: SchoolFolder, backup: Path
) -> None:
    with single_instance.hold(school.folder):
        before = everything(school.folder)
        said = run("restore", backup, "--data", school.folder, "--lang", "en")
        assert everything(school.folder) == before
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "The program is already open. Close its window first, then give the command "
        "again.\n"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Cofnodion", "This file is not a backup of this program."),
        (b"PK\x03\x04" + bytes(200), "The end of this backup is missing."),
        (b"", "This file is not a backup of this program."),
    ],
)
def test_what_is_no_backup_is_refused_and_leaves_no_folder(
    run: Run, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "x.slobackup").write_bytes(content)
    said = run(
        "restore", tmp_path / "x.slobackup", "--data", tmp_path / "new", "--lang", "en"
    )
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(reason)
    assert said.err.endswith("Nothing was changed.\n")
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    said = run("restore", tmp_path / "x", "--data", tmp_path / "new", "--lang", "en")
    assert said.code == 2
    assert said.err == f"There is no such file: {tmp_path / 'x'}\n"


def test_a_sealed_backup_opens_with_either_key_and_a_new_computer_goes_on_with_it(
    run: Run, school: SchoolFolder, tmp_path: Path
) -> None:
    paper, key = sealed(school, tmp_path / "sealed.slobackup"), tmp_path / "key.txt"
    asked = ("restore", tmp_path / "sealed.slobackup", "--lang", "en")
    locked = run(*asked, "--data", tmp_path / "a")
    assert locked.code == 2
    assert locked.err.startswith("This backup is locked.")
    key.write_text("anghywir")
    wrong = run(*asked, "--data", tmp_path / "a", "--passphrase-file", key)
    assert (wrong.code, wrong.out) == (2, "")
    assert not (tmp_path / "a").exists()
    for number, typed in enumerate((PASSPHRASE, paper)):
        key.write_text(f"{typed}\n", "utf-8")
        place = SchoolFolder(tmp_path / f"new-{number}")
        said = run(*asked, "--data", place.folder, "--passphrase-file", key)
        assert said.code == 0, said.err
        assert rows(place.database) == rows(school.database)
    ours = Keyring(school.folder).public()
    assert Keyring(tmp_path / "new-0").public() == ours
    assert Keyring(tmp_path / "new-1").public() is None


def test_a_damaged_folder_comes_back_and_the_damaged_file_stays(
    run: Run, school: SchoolFolder, backup: Path
) -> None:
    school.database.write_bytes(school.database.read_bytes()[:-4096])
    said = run("restore", backup, "--data", school.folder, "--lang", "en")
    assert said.code == 0
    assert "The data file here is damaged." in said.out
    assert list(school.folder.glob("damaged-*.sqlite"))
    assert run("check", "--data", school.folder).code == 0


def test_the_window_will_say_what_was_done(
    run: Run, school: SchoolFolder, backup: Path
) -> None:
    run("restore", backup, "--data", school.folder)
    note = last_note(school.folder)
    assert note is not None
    assert not note.told
