from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.errors import PrintStoppedError
from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.domain.safety.proofs import Proof
from slo_desktop.services.safety import trial
from slo_desktop.storage.backup.container import is_sealed
from slo_desktop.web.jobs import JobState
from slo_desktop.web.safety import working
from tests.conftest import NOW
from tests.web.safety.conftest import (
    PaperPress,
    Window,
    here,
    job_of,
    set_up,
    words,
)


@pytest.fixture
def quick_trial(monkeypatch: pytest.MonkeyPatch) -> Proof:
    proof = Proof(at=NOW, records=3, changes=4, files=1)
    monkeypatch.setattr(trial.Trial, "_ask_worker", lambda *_: proof)
    return proof


def test_a_new_school_is_told_what_to_do_first(safe: FlaskClient) -> None:
    page = words(safe.get("/safety"))
    assert "There is no backup yet." in page
    assert "No key yet: copies cannot leave this computer safely." in page
    assert "Your work is on this computer alone." in page
    assert "Set up the key" in page


def test_the_page_is_welsh_in_welsh(client: FlaskClient, press: PaperPress) -> None:
    page = words(client.get("/safety"))
    assert "Nid oes copi wrth gefn eto." in page
    assert "I ffwrdd o’r ysgol" in page


def test_back_up_now_makes_one_here_and_says_so(app: Flask, safe: FlaskClient) -> None:
    answer = safe.post("/safety/backup")
    job = job_of(app, answer)
    assert job.state is JobState.DONE
    page = words(safe.get(answer.location))
    assert "Backed up: 22 Nov 2026, 18:00" in page
    assert "Somebody asked for it" in page or "When you asked for it" in page
    (kept,) = here(app).backups.kept.all()
    page = safe.get("/safety").text
    look = f"/safety/restore/kept/{kept.path.name}"
    assert f'href="{look}"' in page
    assert safe.get(look).status_code == 200
    state = safe.get(f"{answer.location}/state").json
    assert state == {"state": "done", "percent": 0}


def test_a_backup_goes_to_the_stick_sealed_and_the_rule_is_kept(
    app: Flask, safe: FlaskClient, press: PaperPress, usb: Path, tmp_path: Path
) -> None:
    set_up(app, safe, press)
    away = tmp_path / "away"
    away.mkdir()
    job_of(app, safe.post("/safety/places/device", data={"path": str(usb)}))
    answer = safe.post("/safety/places/away", data={"path": f" {away} "})
    job_of(app, answer)
    page = words(safe.get(answer.location))
    assert "On another device: copied, and read back whole." in page
    assert "Away from school: copied, and read back whole." in page
    assert "Your work is in three places, and one of them is away from school." in page
    copies = [*usb.rglob("*.slobackup"), *away.rglob("*.slobackup")]
    assert len(copies) >= 2
    assert all(map(is_sealed, copies))


def test_a_backup_has_as_many_records_here_as_where_it_is_restored(
    app: Flask, safe: FlaskClient
) -> None:
    sent = {"starts_on": "18/11/2026", "title_en": "Course"}
    assert safe.post("/learning", data=sent).status_code == 303
    job_of(app, safe.post("/safety/backup"))
    counts = [
        re.findall(r'<td class="num">([\d,]+)</td>', safe.get(page).text)[0]
        for page in ("/safety", "/safety/restore")
    ]
    assert counts == ["1", "1"]


def test_a_missing_stick_is_a_sentence_with_its_age(
    app: Flask, safe: FlaskClient, press: PaperPress, usb: Path
) -> None:
    set_up(app, safe, press)
    job_of(app, safe.post("/safety/places/device", data={"path": str(usb)}))
    shutil.rmtree(usb)
    page = words(safe.get("/safety"))
    assert "The folder is not there now. Plug the disk in, or connect." in page
    assert "Last there: 22 Nov 2026" in page
    answer = safe.post("/safety/backup")
    assert job_of(app, answer).state is JobState.DONE
    assert "On another device: The folder is not there now." in words(
        safe.get(answer.location)
    )


@pytest.mark.parametrize(
    ("typed", "words_said"),
    [
        ("", "Write the whole name of a folder."),
        ("stick", "Write the whole name of a folder."),
        ("{data}/backups", "That is the folder of your work itself."),
        ("{data}/../nowhere", "The folder is not there now."),
        ("/" + "x" * 1001, "too long"),
    ],
)
def test_a_folder_that_will_not_do_is_refused_in_words(
    app: Flask, safe: FlaskClient, typed: str, words_said: str
) -> None:
    path = typed.replace("{data}", str(here(app).settings.data_dir))
    answer = safe.post("/safety/places/device", data={"path": path})
    assert answer.status_code == 422
    assert words_said in words(answer)
    assert here(app).preferences.load().places == ()


def test_the_window_asks_for_the_folder(
    app: Flask, safe: FlaskClient, window: Window, usb: Path
) -> None:
    assert safe.post("/safety/places/away/ask").location == "/safety"
    assert here(app).preferences.load().places == ()
    window.folder = usb
    assert safe.post("/safety/places/away/ask").location == "/safety"
    (place,) = here(app).preferences.load().places
    assert (place.kind, place.path) == ("away", str(usb))
    safe.post("/safety/places/away/forget")
    assert here(app).preferences.load().places == ()
    assert (usb / "SLO Desktop").is_dir()


def test_a_browser_has_no_dialog_to_ask_in(safe: FlaskClient) -> None:
    assert safe.post("/safety/places/away/ask").status_code == 404
    assert safe.post("/safety/places/here/ask").status_code == 404


def test_nothing_is_copied_before_there_is_a_key(
    app: Flask, safe: FlaskClient, usb: Path
) -> None:
    safe.post("/safety/places/device", data={"path": str(usb)})
    answer = safe.post("/safety/backup")
    job_of(app, answer)
    page = words(safe.get(answer.location))
    assert "Nothing is copied there before the key is set up." in page
    assert list(usb.rglob("*.slobackup")) == []


def test_a_complete_copy_is_made_proven_and_downloaded(
    app: Flask, safe: FlaskClient, press: PaperPress
) -> None:
    answer = safe.post("/safety/copy", data={"keep": "away"})
    job = job_of(app, answer)
    assert job.state is JobState.DONE, job.error
    page = words(safe.get(answer.location))
    assert "Complete copy: ysgol-y-bryn-2026-11-22.slobackup" in page
    assert "Restored for trial, and every part compared." in page
    assert here(app).preferences.load().taken == {}
    sent = safe.post(f"{answer.location}/file")
    assert sent.data.startswith(b"PK")
    sent.close()
    assert "ysgol-y-bryn-2026-11-22.slobackup" in sent.headers["Content-Disposition"]
    assert here(app).preferences.load().taken == {"away": NOW.isoformat()}
    assert "The newest is a complete copy that you took there yourself." in words(
        safe.get("/safety")
    )


def test_a_complete_copy_goes_where_the_window_says_and_is_sealed(
    app: Flask, safe: FlaskClient, press: PaperPress, window: Window, usb: Path
) -> None:
    window.where = usb
    set_up(app, safe, press)
    answer = safe.post("/safety/copy", data={"keep": Place.DEVICE.value})
    assert job_of(app, answer).state is JobState.DONE
    (copy,) = [path for path in usb.iterdir() if path.suffix == ".slobackup"]
    assert is_sealed(copy)
    assert here(app).preferences.load().taken == {"device": NOW.isoformat()}
    assert safe.post(f"{answer.location}/file").status_code == 404


def test_a_person_may_change_their_mind_about_a_copy(
    safe: FlaskClient, window: Window
) -> None:
    assert safe.post("/safety/copy", data={"keep": "away"}).location == "/safety"
    assert safe.post("/safety/copy", data={"keep": "here"}).status_code == 422


def test_the_newest_backup_is_proven_when_asked(
    app: Flask, safe: FlaskClient, quick_trial: Proof
) -> None:
    job_of(app, safe.post("/safety/backup"))
    answer = safe.post("/safety/prove")
    assert job_of(app, answer).state is JobState.DONE
    page = words(safe.get(answer.location))
    assert "Restored for trial, and every part compared." in page
    assert "Records: 3. Changes: 4. Files: 1." in page
    assert "Last trial restore 22 Nov 2026, 18:00" in page


def test_a_trial_that_finds_something_says_so_everywhere(
    app: Flask, safe: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = Proof(at=NOW, found=("record-changed",), damaged=("ab",))
    monkeypatch.setattr(trial.Trial, "_ask_worker", lambda *_: proof)
    job_of(app, safe.post("/safety/backup"))
    answer = safe.post("/safety/prove")
    job_of(app, answer)
    page = safe.get(answer.location)
    assert "The trial restore found something wrong." in words(page)
    assert "Not as it was kept: 2" in words(page)
    assert "The last trial restore found something wrong." in page.text


def test_there_is_nothing_to_prove_before_the_first_backup(safe: FlaskClient) -> None:
    assert safe.post("/safety/prove").location == "/safety"


@pytest.mark.parametrize("error", [BackupStoppedError(), PrintStoppedError()])
def test_work_that_is_stopped_made_nothing(
    app: Flask, safe: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(working, "save_to", stop)
    answer = safe.post("/safety/copy", data={"keep": "away"})
    job = job_of(app, answer)
    assert job.state is JobState.STOPPED
    assert "Stopped. No file was made." in words(safe.get(answer.location))
    assert safe.post(f"{answer.location}/stop").location == answer.location
    assert safe.post(f"{answer.location}/file").status_code == 404


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "full"), "There is not enough room there."),
        (RuntimeError(), "That could not be done."),
    ],
)
def test_work_that_fails_says_why(
    app: Flask,
    safe: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    said: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(working, "save_to", fail)
    answer = safe.post("/safety/copy", data={"keep": "away"})
    assert job_of(app, answer).state is JobState.FAILED
    assert said in words(safe.get(answer.location))


def test_a_file_that_is_no_backup_is_named_and_stays(
    app: Flask, safe: FlaskClient
) -> None:
    folder = here(app).backups.kept.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ysgol-20261120T180000Z-1.slobackup").write_bytes(b"PK\x03\x04broken")
    page = words(safe.get("/safety"))
    assert "ysgol-20261120T180000Z-1.slobackup" in page
    assert (folder / "ysgol-20261120T180000Z-1.slobackup").exists()


def test_an_unknown_job_is_no_page(safe: FlaskClient) -> None:
    assert safe.get("/safety/jobs/none").status_code == 404
