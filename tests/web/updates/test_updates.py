"""An update from choosing a file to the installer that is handed over."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest

from slo_desktop.domain.languages import Language
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupFailedError
from slo_desktop.domain.updates import (
    UpdateEnding,
    UpdateStoppedError,
    Updating,
)
from slo_desktop.services.safety.saver import Saver
from slo_desktop.web.updates import working
from slo_desktop.web.updates.arrived import KEY, Arrived
from tests.updates import PACKAGE, Made
from tests.web.updates.conftest import INSTALL, SAVE, Computer, Dialog, Person


def test_an_update_is_looked_at_before_anything_is_done(
    person: Person, made: Made
) -> None:
    page = person.looked(made.write()).text
    assert "Update to version 0.2.0" in page
    assert "<dd>0.1.0</dd>" in page
    assert "29 Nov 2026" in page
    assert "key 1 of this program" in page
    assert "A page for review" in page
    assert "Tudalen adolygu" not in page
    assert person.computer.given == []
    assert person.folder.backups.kept.all() == []


def test_what_is_new_is_read_in_ones_own_language(person: Person, made: Made) -> None:
    person.folder.preferences.update(language="cy")
    page = person.looked(made.write()).text
    assert "Tudalen adolygu" in page
    assert "Diweddariad: fersiwn 0.2.0" in page


def test_it_is_backed_up_first_and_then_the_very_installer_is_handed_over(
    person: Person, made: Made
) -> None:
    page = person.installed(made.write()).text
    assert "The program closes now, and opens again" in page
    sha256 = hashlib.sha256(PACKAGE).hexdigest()
    assert person.computer.given == [(PACKAGE, sha256, Language.EN)]
    (backup,) = person.folder.backups.kept.all()
    assert backup.manifest.reason is Reason.MIGRATION
    begun = Updating(before="0.1.0", to="0.2.0")
    assert person.folder.preferences.load().updating == begun


def test_the_page_says_nothing_of_an_update_that_has_only_begun(
    person: Person, made: Made
) -> None:
    person.installed(made.write())
    assert "was not installed" not in person.client.get("/").text


def test_without_a_good_backup_nothing_is_installed(
    person: Person, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_asked: object, **_more: object) -> None:
        raise BackupFailedError("database")

    monkeypatch.setattr(Saver, "make", fails)
    answer = person.installed(made.write())
    assert answer.status_code == 422
    assert "A backup of what is here now could not be made" in answer.text
    assert person.computer.given == []
    assert person.folder.preferences.load().updating is None


def test_an_installer_that_changed_since_the_look_is_not_handed_over(
    person: Person, made: Made
) -> None:
    found = INSTALL.search(person.looked(made.write()).text)
    assert found
    (installer,) = person.folder.settings.cache_dir.rglob("*.deb")
    installer.chmod(0o600)
    installer.write_bytes(bytes(len(PACKAGE)))
    answer = person.seen(person.client.post(found[1]).location)
    assert answer.status_code == 422
    assert "not the one that its makers signed" in answer.text
    assert person.computer.given == []


def test_an_installer_that_is_gone_is_taken_out_of_the_update_again(
    person: Person, made: Made
) -> None:
    look = person.upload(made.write())
    found = INSTALL.search(person.seen(look).text)
    assert found
    (installer,) = person.folder.settings.cache_dir.rglob("*.deb")
    installer.unlink()
    assert person.client.post(found[1]).location == look
    assert person.client.post(f"{look}?job=0").location == look


def test_a_computer_that_refuses_the_installer_is_told_and_it_can_be_saved(
    person: Person, made: Made
) -> None:
    person.computer.ending = None
    answer = person.installed(made.write())
    assert answer.status_code == 422
    assert "This computer did not let the installer start." in answer.text
    save = SAVE.search(answer.text)
    assert save
    with person.client.post(save[1]) as sent:
        assert sent.data == PACKAGE
    assert person.folder.preferences.load().updating is None


def test_who_may_not_install_is_told_the_one_command(
    person: Person, made: Made, tmp_path: Path
) -> None:
    person.computer.ending = UpdateEnding.BY_HAND
    page = person.installed(made.write()).text
    assert "sudo apt-get install ./slo-desktop_0.2.0_amd64.deb" in page
    window = Dialog(tmp_path / "cof bach" / "slo.deb")
    person.change(shell=window)
    save = SAVE.search(page)
    assert save
    back = person.client.post(save[1]).location
    assert window.saved == PACKAGE
    page = person.client.get(back).text
    assert f"sudo apt-get install &#39;{tmp_path}/cof bach/slo.deb&#39;" in page
    assert "Saved: slo.deb." in page
    assert person.folder.preferences.load().updating is None


def test_a_program_that_cannot_hand_over_anything_offers_the_file(
    person: Person, made: Made
) -> None:
    person.change(install=None)
    assert SAVE.search(person.installed(made.write()).text)


def test_the_installer_can_be_saved_from_the_look_as_well(
    person: Person, made: Made
) -> None:
    look = person.upload(made.write())
    save = SAVE.search(person.seen(look).text)
    assert save
    with person.client.post(save[1]) as sent:
        assert sent.data == PACKAGE
        assert "attachment" in sent.headers["Content-Disposition"]
    window = Dialog(None)
    person.change(shell=window)
    assert person.client.post(save[1]).location.startswith(look)
    assert person.client.post("/updates/installer/0").status_code == 404


def test_a_file_must_be_chosen(person: Person) -> None:
    nothing = {"file": (io.BytesIO(), "")}  # as a browser sends it
    for sent in ({}, nothing):
        answer = person.client.post("/updates", data=sent)
        assert answer.status_code == 422
        assert "Choose an update file." in answer.text


def test_the_window_asks_for_a_file_itself(person: Person, made: Made) -> None:
    assert person.client.post("/updates/pick").status_code == 404
    for answer, place in ((None, "/updates"), (made.write(), "/updates/file/")):
        person.change(shell=Dialog(answer))
        assert "/updates/pick" in person.client.get("/updates").text
        assert person.client.post("/updates/pick").location.startswith(place)


def test_a_file_that_was_opened_with_the_program_is_looked_at_once(
    person: Person, made: Made
) -> None:
    path = made.write()
    person.folder.settings.opened.put(path)
    answer = person.client.get("/updates")
    assert answer.status_code == 303
    assert path.name not in answer.location
    assert path.name in person.seen(answer.location).text
    assert person.folder.settings.opened.take(FileKind.UPDATE) is None
    assert person.client.get("/updates").status_code == 200


def test_a_long_look_tells_how_far_it_is_and_can_be_stopped(
    person: Person, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_ends(*_asked: object, **more: object) -> None:
        cancelled = more["cancelled"]
        while not cancelled():  # type: ignore[operator]
            pass
        raise UpdateStoppedError

    monkeypatch.setattr("slo_desktop.web.work.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(working, "prepare", never_ends)
    page = person.client.get(person.upload(made.write())).text
    assert "Checking who signed the update" in page
    state = page.partition('data-work="')[2].partition('"')[0]
    assert json.loads(person.client.get(state).text) == {
        "state": "running",
        "words": "Checking who signed the update, and every byte of it",
        "percent": None,
    }
    stop = page.partition('action="/updates/under-way/')[2].partition('"')[0]
    assert person.client.post(f"/updates/under-way/{stop}").location == "/updates"
    looked = page.partition('data-next="')[2].partition('"')[0]
    assert person.client.get(looked.replace("&amp;", "&")).location == "/updates"


def test_who_comes_too_late_begins_again(person: Person) -> None:
    assert person.client.get("/updates/file/0").status_code == 404
    assert person.client.get("/updates/under-way/0").location == "/updates"
    gone = person.client.get("/updates/under-way/0/state")
    assert json.loads(gone.text) == {"state": "gone"}


def test_older_looks_leave_nothing_but_the_installer_that_runs(
    person: Person, made: Made
) -> None:
    path = made.write()
    person.looked(path)
    person.installed(path)
    person.looked(path)
    cache = person.folder.settings.cache_dir
    assert len(list(cache.rglob("*.deb"))) == 2
    assert len(list(cache.rglob("*.sloupdate"))) == 1
    arrived: Arrived = person.app.extensions[KEY]
    arrived.clear()
    assert list(cache.rglob("*.deb")) == []


def test_only_the_newest_files_are_remembered(person: Person, made: Made) -> None:
    arrived: Arrived = person.app.extensions[KEY]
    first = arrived.add(made.write(), "a")
    for _number in range(8):
        arrived.add(made.write(), "b")
    assert person.client.get(f"/updates/file/{first.id}").status_code == 404


def test_a_mac_shows_the_installer_in_a_window_of_its_own(
    person: Person, made: Made, computer: Computer
) -> None:
    computer.ending = UpdateEnding.OPENED
    page = person.installed(made.write()).text
    assert "The installer is open in a window of its own." in page
    assert person.folder.preferences.load().updating is None


def test_the_page_is_found_by_its_name(person: Person) -> None:
    found = person.client.get("/search?q=update&format=json").text
    assert "/updates" in found
