from __future__ import annotations

import json
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.services.safety.restoring import doing
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.backup.making import make
from tests.restored import packed_other, rows, sealed
from tests.schools import NOW
from tests.web.restoring.conftest import Behind


@pytest.mark.usefixtures("newer")
def test_a_backup_is_looked_at_before_anything_is_touched(
    behind: Behind, backup: Path
) -> None:
    before = rows(behind.school.database)
    page, sure = behind.looked(behind.upload(backup))
    assert "Hill School" in page
    assert "Backup made" in page
    assert "Work here that the backup does not have: changes 3" in page
    question = behind.get(sure).text
    assert "Restore the backup: 22 Nov 2026 18:00" in question
    assert "autofocus data-focus>Cancel" in question
    assert rows(behind.school.database) == before


@pytest.mark.usefixtures("newer")
def test_a_restore_closes_the_school_and_opens_it_again_behind_the_same_cookie(
    behind: Behind, backup: Path
) -> None:
    page = behind.restore(backup)
    assert "Restored: Ysgol y Bryn, 22 Nov 2026 18:00." in page
    assert "/safety/restore/undo" in page
    assert "Ar ôl y copi" not in behind.get("/evidence").text
    assert "Restored:" not in behind.get("/").text


@pytest.mark.usefixtures("newer")
def test_undo_brings_the_newer_work_back(behind: Behind, backup: Path) -> None:
    newer = rows(behind.school.database)
    behind.restore(backup)
    answer = behind.post("/safety/restore/undo")
    assert "/safety/restore/under-way/" in answer.location
    behind.ordered()
    behind.reopen()
    assert rows(behind.school.database) == newer


@pytest.mark.usefixtures("newer")
def test_undo_shows_what_would_be_lost_once_there_is_newer_work(
    behind: Behind, backup: Path
) -> None:
    behind.restore(backup)
    behind.school.write()
    answer = behind.post("/safety/restore/undo")
    assert "/safety/restore/kept/" in answer.location
    assert "Work here that the backup does not have: changes 1" in (
        behind.get(answer.location).text
    )


def test_a_kept_backup_is_restored_by_its_name(behind: Behind) -> None:
    kept = make(
        behind.school.folder, behind.school.database, reason=Reason.CLOSING, now=NOW
    )
    page = behind.get("/safety/restore").text
    assert f"/safety/restore/kept/{kept.path.name}" in page
    assert "When the program closed" in page
    _page, sure = behind.looked(f"/safety/restore/kept/{kept.path.name}")
    assert behind.begun(sure).status_code == 303


def test_another_school_is_never_replaced_without_a_clear_yes(
    behind: Behind, tmp_path: Path, migrated: Path
) -> None:
    page, sure = behind.looked(behind.upload(packed_other(tmp_path, migrated)))
    told = "This backup is of another school. Here: Hill School. In the backup:"
    assert told in page
    question = behind.get(sure).text
    assert 'value="no" checked' in question
    assert behind.begun(sure).status_code == 422
    assert behind.begun(sure, another="no").location == "/safety/restore"
    assert behind.orders == []
    behind.begun(sure, another="yes")
    behind.ordered()
    behind.reopen()
    assert "Hollow School" in behind.get("/").text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Not a zip at all", "This file is not a backup of this program."),
        (b"PK\x03\x04" + bytes(400), "The end of this backup is missing."),
    ],
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_file_that_is_no_backup_is_refused_in_words(
    behind: Behind, tmp_path: Path, content: bytes, reason: str, language: str
) -> None:
    behind.app.extensions["slo_desktop"].preferences.update(language=language)
    (tmp_path / "x.slobackup").write_bytes(content)
    answer = behind.get(behind.upload(tmp_path / "x.slobackup"))
    assert answer.status_code == 422
    assert (reason in answer.text) == (language == "en")
    assert ("Ni newidiwyd dim." in answer.text) == (language == "cy")


def test_a_damaged_backup_is_refused_by_the_look(behind: Behind, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    answer = behind.get(behind.upload(backup))
    assert answer.status_code == 422
    assert "Nothing was changed." in answer.text


def test_a_file_must_be_chosen(behind: Behind) -> None:
    answer = behind.post("/safety/restore")
    assert answer.status_code == 422
    assert "Choose a backup file." in answer.text


def test_a_restore_that_cannot_be_prepared_says_why_and_changes_nothing(
    behind: Behind, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(behind.school.database)
    _page, sure = behind.looked(behind.upload(backup))
    monkeypatch.setattr(doing, "back_up", _fails)
    work = behind.begun(sure).location
    behind.ended()
    answer = behind.get(work)
    assert answer.status_code == 422
    assert "A backup of what is here now could not be made and checked." in answer.text
    assert rows(behind.school.database) == before


def _fails(*_told: object, **_more: object) -> None:
    from slo_desktop.domain.safety.errors import BackupFailedError

    raise BackupFailedError("database")


def test_a_swap_that_fails_says_so_after_the_school_is_open_again(
    behind: Behind, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, sure = behind.looked(behind.upload(backup))
    work = behind.begun(sure).location
    behind.ordered()
    monkeypatch.setattr(swapping, "put_in_place", _disk_is_full)
    behind.reopen()
    page = behind.window.get(work, follow_redirects=True).text
    assert "The backup could not be restored. Everything is as it was." in page


def _disk_is_full(*_told: object, **_more: object) -> None:
    raise OSError(28, "full")


@pytest.mark.usefixtures("newer")
def test_pages_that_are_busy_too_long_are_left_open(
    behind: Behind, backup: Path
) -> None:
    before = rows(behind.school.database)
    _page, sure = behind.looked(behind.upload(backup))
    work = behind.begun(sure).location
    behind.ordered()
    behind.orders.pop()[1]()
    page = behind.window.get(work, follow_redirects=True).text
    assert "because something was still running" in page
    assert rows(behind.school.database) == before


def test_the_script_hears_how_far_it_is_and_that_it_is_over(
    behind: Behind, backup: Path
) -> None:
    _page, sure = behind.looked(behind.upload(backup))
    work = behind.begun(sure).location
    behind.ordered()
    said = behind.get(f"{work}/state")
    assert said.status_code == 200
    assert json.loads(said.text)["state"] == "running"
    assert "opens it again" in behind.get(work).text
    behind.reopen()
    assert json.loads(behind.get(f"{work}/state").text) == {"state": "gone"}


def test_it_can_be_stopped(behind: Behind, backup: Path) -> None:
    _page, sure = behind.looked(behind.upload(backup))
    work = behind.begun(sure).location
    answer = behind.post(f"{work}/stop")
    assert answer.location == "/safety/restore"


def test_who_comes_too_late_begins_with_a_look_again(
    behind: Behind, backup: Path
) -> None:
    look = behind.upload(backup)
    assert behind.get(f"{look}/sure?job=0").location == look
    assert behind.post(f"{look}?job=0").location == look
    assert behind.get("/safety/restore/file/0").status_code == 404
    assert behind.get("/safety/restore/kept/x.slobackup").status_code == 404


def test_a_sealed_backup_opens_with_the_sheet_and_with_nothing_wrong(
    behind: Behind, tmp_path: Path
) -> None:
    paper = sealed(behind.school, tmp_path / "sealed.slobackup")
    look = behind.upload(tmp_path / "sealed.slobackup")
    assert "This backup is locked" in behind.get(look).text
    wrong = behind.post(f"{look}/key", {"key": "anghywir"})
    assert wrong.status_code == 422
    assert "This passphrase does not open the backup." in wrong.text
    slip = behind.post(f"{look}/key", {"key": paper[:-1] + _another(paper[-1])})
    assert "There is a mistake in the recovery key. Row to look at: 5." in slip.text
    assert behind.post(f"{look}/key").status_code == 422
    assert behind.post(f"{look}/key", {"key": paper}).location == look
    page, sure = behind.looked(look)
    assert "Hill School" in page
    assert paper not in page
    behind.begun(sure)
    behind.ordered()
    behind.reopen()
    assert "Restored:" in behind.get("/").text


def _another(letter: str) -> str:
    return "P" if letter == "Q" else "Q"
