from __future__ import annotations

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import PrintFailedError
from slo_desktop.domain.safety.papers import secret_of
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, unlock
from slo_desktop.storage.models import School
from tests import builders as make
from tests.web.safety.conftest import (
    PaperPress,
    Window,
    here,
    key_on,
    set_up,
    words,
)

GOOD = "pum gair ar hap yma"


def begin(app: Flask, safe: FlaskClient, passphrase: str = GOOD) -> None:
    answer = safe.post(
        "/safety/key", data={"passphrase": passphrase, "again": passphrase}
    )
    assert answer.status_code == 303
    app.extensions["safety-set-up"].thread.join(30)


def test_a_passphrase_is_suggested_in_both_languages(safe: FlaskClient) -> None:
    page = safe.get("/safety/key").text
    assert page.count("data-secret-take=") == 2
    assert '<span class="suggestion" lang="cy">' in page
    assert '<span class="suggestion" lang="en">' in page
    assert page != safe.get("/safety/key").text


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("", "", "Write a passphrase, or take one of the suggestions."),
        ("byr", "byr", "This is short enough to be guessed. Letters needed: 14."),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "The same few letters again"),
        ("Ysgol y Bryn ysgol", "Ysgol y Bryn ysgol", "Somebody who knows the school"),
        (GOOD, "pum gair arall yma", "This is not the same."),
        (f"{GOOD}{'x' * 300}", "", "too long"),
    ],
)
def test_a_weak_or_mistyped_passphrase_is_refused_kindly(
    app: Flask, safe: FlaskClient, passphrase: str, again: str, said: str
) -> None:
    answer = safe.post("/safety/key", data={"passphrase": passphrase, "again": again})
    assert answer.status_code == 422
    assert said in words(answer)
    assert passphrase == "" or f'value="{passphrase}"' not in answer.text
    assert "safety-set-up" not in app.extensions


def test_the_key_counts_only_after_the_sheet_opened_a_backup(
    app: Flask, safe: FlaskClient, press: PaperPress
) -> None:
    folder = here(app).settings.data_dir
    begin(app, safe)
    assert "Print the recovery sheet" in words(safe.get("/safety/key"))
    assert Keyring(folder).public() is None
    wrong = safe.post("/safety/key/test", data={"typed": OpeningKey.new().secret})
    assert wrong.status_code == 422
    assert "This is the key of another sheet." in words(wrong)
    typed = key_on(press)
    slip = ("Q" if typed.strip()[0] != "Q" else "P") + typed.strip()[1:]
    answer = safe.post("/safety/key/test", data={"typed": slip})
    assert "There is a mistake in a row. Look at row: 1." in words(answer)
    assert slip in answer.text
    assert Keyring(folder).public() is None
    done = safe.post("/safety/key/test", data={"typed": typed})
    assert done.location == "/safety"
    page = safe.get("/safety")
    assert "The sheet has opened a backup. Your key is ready." in page.text
    keys = Keyring(folder).public()
    assert keys is not None
    assert f"Key: {keys.name}" in words(page)
    assert OpeningKey.of(secret_of(typed)).public == keys.recovery
    assert unlock(Keyring(folder).key_file(), GOOD).public == keys.school
    assert "safety-set-up" not in app.extensions


def test_the_secret_is_in_no_page_address_file_or_log(
    app: Flask,
    safe: FlaskClient,
    press: PaperPress,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    begin(app, safe)
    pages = [safe.get("/safety/key").text, safe.get("/safety").text]
    sheet = safe.post("/safety/key/sheet")
    assert sheet.data == b"%PDF-1.7 sheet"
    assert sheet.headers["Cache-Control"] == "no-store"
    row = "".join(key_on(press).split()[:3])
    for text in (*pages, str(sheet.headers), caplog.text):
        assert row not in text.replace(" ", "")
        assert GOOD not in text
    secret = secret_of(key_on(press)).encode()
    safe.post("/safety/key/test", data={"typed": key_on(press)})
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes()
            assert row.encode() not in path.read_bytes()


def test_the_sheet_is_a_download_and_never_an_address(
    app: Flask, safe: FlaskClient
) -> None:
    assert safe.get("/safety/key/sheet").status_code == 405
    assert safe.post("/safety/key/sheet").status_code == 404
    assert safe.post("/safety/key/test", data={"typed": "x"}).status_code == 404
    begin(app, safe)
    sent = safe.post("/safety/key/sheet")
    name = sent.headers["Content-Disposition"]
    assert "taflen-adfer-recovery-sheet-" in name
    assert name.endswith(".pdf")


def test_the_window_saves_the_sheet_and_opens_it_to_print(
    app: Flask, safe: FlaskClient, window: Window, usb: Path
) -> None:
    begin(app, safe)
    assert safe.post("/safety/key/sheet").location == "/safety/key"
    assert window.opened == []
    window.where = usb
    safe.post("/safety/key/sheet")
    (saved,) = usb.iterdir()
    assert window.opened == [saved]
    assert saved.read_bytes() == b"%PDF-1.7 sheet"


def test_a_set_up_that_is_left_keeps_nothing(app: Flask, safe: FlaskClient) -> None:
    begin(app, safe)
    job = app.extensions["safety-set-up"]
    assert safe.post("/safety/key/cancel").location == "/safety"
    assert job.result is None
    assert Keyring(here(app).settings.data_dir).public() is None
    assert safe.post("/safety/key/cancel").location == "/safety"
    assert "Choose the words" in words(safe.get("/safety/key"))


def test_a_key_that_could_not_be_printed_begins_again(
    app: Flask, safe: FlaskClient, press: PaperPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise PrintFailedError("worker")

    monkeypatch.setattr(press, "print_secret", refuse)
    begin(app, safe)
    page = words(safe.get("/safety/key"))
    assert "The report could not be printed." in page
    assert "Choose the words" in page
    assert "could not be printed" not in words(safe.get("/safety/key"))


def test_the_passphrase_changes_and_the_key_stays(
    app: Flask, safe: FlaskClient, press: PaperPress
) -> None:
    folder = set_up(app, safe, press).data_dir
    before = Keyring(folder).key_file()
    new = {"passphrase": "llwynog teg ar y bont", "again": "llwynog teg ar y bont"}
    wrong = safe.post("/safety/key/passphrase", data={"old": "anghywir", **new})
    assert wrong.status_code == 422
    assert "This is not the current passphrase." in words(wrong)
    weak = {"old": GOOD, "passphrase": "byr", "again": "byr"}
    assert safe.post("/safety/key/passphrase", data=weak).status_code == 422
    assert Keyring(folder).key_file() == before
    done = safe.post("/safety/key/passphrase", data={"old": GOOD, **new})
    assert done.location == "/safety"
    after = Keyring(folder).key_file()
    assert unlock(after, "llwynog teg ar y bont").public == unlock(before, GOOD).public


def test_a_key_that_cannot_be_read_is_said_and_replaced(
    app: Flask, safe: FlaskClient, press: PaperPress
) -> None:
    folder = set_up(app, safe, press).data_dir
    (folder / "recipients.txt").write_text("nothing\n")
    page = words(safe.get("/safety"))
    assert "The key in the folder cannot be read." in page
    refused = safe.post("/safety/copy", data={"keep": "away"})
    assert refused.location == "/safety"
    data = {"old": GOOD, "passphrase": "geiriau newydd sbon", "again": ""}
    data["again"] = data["passphrase"]
    answer = safe.post("/safety/key/passphrase", data=data)
    assert "The key in the folder cannot be read." in words(answer)
    begin(app, safe)
    assert safe.post("/safety/key/test", data={"typed": key_on(press)}).location
    assert Keyring(folder).public() is not None
    (folder / "key.age").unlink()
    assert "set up a new key for new ones" in words(safe.get("/safety"))


def test_a_second_key_says_what_becomes_of_the_first(
    app: Flask, safe: FlaskClient, press: PaperPress
) -> None:
    folder = set_up(app, safe, press).data_dir
    first = Keyring(folder).public()
    assert first is not None
    page = words(safe.get("/safety/key"))
    assert f"The school has a key already: {first.name}" in page
    begin(app, safe)
    safe.post("/safety/key/test", data={"typed": key_on(press)})
    second = Keyring(folder).public()
    assert second is not None
    assert second != first
    assert (folder / "key-1.age").exists()


def test_setting_up_the_key_sends_the_first_copy_at_once(
    app: Flask, safe: FlaskClient, press: PaperPress, usb: Path
) -> None:
    safe.post("/safety/places/device", data={"path": str(usb)})
    begin(app, safe)
    done = safe.post("/safety/key/test", data={"typed": key_on(press)})
    assert done.location.startswith("/safety/jobs/")


def test_what_the_sheet_cannot_print_of_the_school_is_told_beforehand(
    app: Flask, safe: FlaskClient, session: Session
) -> None:
    assert "cannot be printed" not in words(safe.get("/safety/key"))
    school = session.scalars(sa.select(School)).one()
    school.name = make.both("Ysgol Enfys 🌈", "Ysgol Enfys 🌈")
    session.commit()
    said = "Characters that cannot be printed: 2 In their place stands [?]."
    assert said in words(safe.get("/safety/key"))
    begin(app, safe)
    assert said in words(safe.get("/safety/key"))
