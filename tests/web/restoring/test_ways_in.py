"""Where a restore begins: the window's dialog, the first run, a damaged file."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.settings import Settings
from slo_desktop.storage.backup.making import make
from slo_desktop.web.shell import Shell
from tests.schools import NOW, pdf
from tests.web.restoring.conftest import Behind


class Dialog:
    """A window whose file dialog answers at once."""

    def __init__(self, answer: Path | None) -> None:
        self.answer = answer

    def choose_file(self, ending: str) -> Path | None:
        assert ending == ".slobackup"
        return self.answer


def test_the_window_asks_for_a_file_itself(
    settings: Settings, behind: Behind, backup: Path
) -> None:
    shells: list[Shell] = [Dialog(None), Dialog(backup)]  # type: ignore[list-item]
    here = behind.app.extensions["slo_desktop"]
    assert behind.post("/safety/restore/pick").status_code == 404
    for shell, place in zip(
        shells, ("/safety/restore", "/safety/restore/file/"), strict=True
    ):
        behind.app.extensions["slo_desktop"] = replace(here, shell=shell)
        assert "/safety/restore/pick" in behind.get("/safety/restore").text
        assert behind.post("/safety/restore/pick").location.startswith(place)


def test_a_school_comes_back_where_there_is_none_yet(
    tmp_path: Path, behind: Behind, backup: Path
) -> None:
    place = Settings(
        data_dir=tmp_path / "new", cache_dir=tmp_path / "new-cache", clock=lambda: NOW
    )
    fresh = Behind(place, behind.school)
    door = fresh.window.get("/", follow_redirects=True).text
    assert "Adfer ysgol o gopi wrth gefn" in door
    assert "Bring a school back from a backup" in door
    fresh.app.extensions["slo_desktop"].preferences.update(language="en")
    token = fresh.token("/safety/restore")
    sent = {
        "csrf_token": token,
        "file": (io.BytesIO(backup.read_bytes()), "a.slobackup"),
    }
    look = fresh.send("/safety/restore", sent).location
    page, sure = fresh.looked(look)
    assert "There is no school here yet." in page
    begun = fresh.send(sure.replace("/sure", ""), {"csrf_token": token})
    fresh.ordered()
    fresh.reopen()
    assert "Hill School" in fresh.window.get(begun.location, follow_redirects=True).text
    fresh.close()


def test_a_damaged_file_beside_a_record_is_brought_back_from_a_backup(
    behind: Behind, backup: Path
) -> None:
    sha256 = behind.school.write(pdf("third"))[0]
    make(behind.school.folder, behind.school.database, reason=Reason.CHANGES, now=NOW)
    behind.school.object(sha256).unlink()
    page = behind.get("/evidence/2").text
    assert "Damaged: the file is gone" in page
    assert "A good copy is in the backup of: 22 Nov 2026 18:00." in page
    answer = behind.post("/safety/restore/files/2", {"next": "/evidence/2"})
    assert answer.location == "/evidence/2"
    page = behind.get("/evidence/2").text
    assert "Brought back: a.pdf" in page
    assert "Damaged" not in page
    del backup


def test_a_file_without_any_good_copy_says_so(behind: Behind) -> None:
    sha256 = behind.school.write(pdf("third"))[0]
    behind.school.object(sha256).unlink()
    assert (
        "No backup on this computer has a copy of it." in behind.get("/evidence/2").text
    )
    page = behind.window.get(
        behind.post("/safety/restore/files/2", {"next": "/evidence/2"}).location
    ).text
    assert "No backup here has a good copy of this file: a.pdf." in page


def test_a_backup_that_was_opened_is_looked_at_and_nothing_changes_before_it_is_asked(
    behind: Behind, backup: Path
) -> None:
    behind.school.write(pdf("second"))
    behind.settings.opened.put(backup)
    look = behind.get("/safety/restore/opened").location
    page, sure = behind.looked(look)
    assert "Hill School" in page
    assert sure
    assert behind.orders == []
    assert behind.get("/evidence/2").status_code == 200  # newer than the backup


def test_a_backup_that_was_opened_comes_back_where_there_is_no_school_yet(
    tmp_path: Path, behind: Behind, backup: Path
) -> None:
    place = Settings(
        data_dir=tmp_path / "new", cache_dir=tmp_path / "new-cache", clock=lambda: NOW
    )
    place.opened.put(backup)
    fresh = Behind(place, behind.school)
    fresh.app.extensions["slo_desktop"].preferences.update(language="en")
    look = fresh.window.get("/safety/restore/opened").location
    page, sure = fresh.looked(look)
    assert "There is no school here yet." in page
    token = fresh.token("/safety/restore")
    begun = fresh.send(sure.replace("/sure", ""), {"csrf_token": token})
    fresh.ordered()
    fresh.reopen()
    assert "Hill School" in fresh.window.get(begun.location, follow_redirects=True).text
    assert place.opened.path is None
    fresh.close()


def test_a_backup_that_is_gone_again_is_told_of(behind: Behind, backup: Path) -> None:
    behind.settings.opened.put(backup)
    look = behind.get("/safety/restore/opened").location
    backup.unlink()
    answer = behind.get(look)
    assert answer.status_code == 422
    assert "Nothing was changed." in answer.text
