from __future__ import annotations

import errno
import logging
import re
import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from slo_desktop.domain import errors
from slo_desktop.web.errors import explain

JSON = {"Accept": "application/json"}
OURS = [
    errors.RecordNotFoundError("evidence", 1),
    errors.CollisionError("evidence", 1, opened=1, current=2),
    errors.UndoRefusedError("step"),
    errors.NothingToUndoError(),
    errors.TextTooLongError(5, 4),
    errors.FileTooLargeError("llun.jpg", 200 * 1024 * 1024),
    errors.PhotoTooLargeError("llun.jpg", 70_000_000, 60_000_000),
    errors.FileKindRefusedError("x.exe"),
    errors.EmptyFileError("gwag.pdf"),
    errors.FileDamagedError("a" * 64),
    errors.SchoolExistsError(),
    errors.NoSchoolError(),
]


def failing(app: Flask, error: Exception) -> None:
    """Make the page of the school fail."""

    def fail() -> str:
        raise error

    app.view_functions["school.settings"] = fail


@pytest.mark.parametrize("error", OURS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_refusal_is_a_sentence_of_its_own(
    app: Flask, client: FlaskClient, error: errors.SloError, language: str
) -> None:
    client.post("/language", data={"language": language})
    failing(app, error)
    answer = client.get("/school")
    assert 400 <= answer.status_code < 500
    with app.test_request_context():
        words, status = explain(error)
    assert answer.status_code == status
    general = {"That could not be done", "Nid oedd modd gwneud hynny"}
    assert not any(f"<h1>{text}" in answer.text for text in general)
    assert words


def test_a_script_gets_the_sentence_as_json(
    app: Flask, client: FlaskClient, in_english: None
) -> None:
    failing(app, errors.NothingToUndoError())
    answer = client.get("/school", headers=JSON)
    assert answer.json == {"message": "There is nothing to undo."}


def test_a_page_that_is_not_there_says_so(
    client: FlaskClient, in_english: None
) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "<h1>There is no such page</h1>" in answer.text
    assert "<title>There is no such page – " in answer.text


@pytest.mark.parametrize("path", ["/no/such/page", "/evidence/999", "/reports/nothing"])
def test_what_is_not_there_is_not_to_be_tried_again(
    client: FlaskClient, in_english: None, path: str
) -> None:
    page = client.get(path).text.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<a class="btn[^"]*" href="([^"]+)"', page) == ["/", "/search"]
    assert "Back to home" in page
    assert "Try again" not in page


def test_what_went_wrong_may_be_tried_again(
    app: Flask, client: FlaskClient, in_english: None
) -> None:
    failing(app, errors.CollisionError("evidence", 1, opened=1, current=2))
    page = client.get("/school").text.partition("<main")[2]
    assert "Try again" in page
    assert "Back to home" not in page


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left"),
        OperationalError("", {}, sqlite3.OperationalError("database or disk is full")),
    ],
)
def test_a_full_disk_says_that_nothing_was_saved(
    app: Flask, client: FlaskClient, in_english: None, error: Exception
) -> None:
    failing(app, error)
    answer = client.get("/school")
    assert answer.status_code == 507
    assert "the disk is full" in answer.text
    assert "Your words are kept." in answer.text


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("Siân Eira"),
        FileNotFoundError(errno.ENOENT, "Siân Eira"),
        OperationalError("Siân Eira", {}, sqlite3.OperationalError("no such table")),
    ],
)
def test_a_fault_shows_no_stack_and_logs_no_names(
    app: Flask,
    client: FlaskClient,
    in_english: None,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing(app, error)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/school")
    assert answer.status_code == 500
    assert "Something went wrong in the program" in answer.text
    assert "Traceback" not in answer.text
    assert type(error).__name__ in caplog.text
    assert "Siân" not in caplog.text


def test_a_page_left_open_too_long_says_what_to_do(
    app: Flask, client: FlaskClient, in_english: None
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/school", data={"name_en": "New"})
    assert answer.status_code == 400
    assert "reload the page" in answer.text


def test_a_journal_that_lags_behind_is_told_but_nothing_is_lost(
    app: Flask, client: FlaskClient, in_english: None
) -> None:
    journal = app.extensions["slo_desktop"].journal
    for path in journal.folder.glob("*"):
        path.unlink()
    if journal.folder.exists():
        journal.folder.rmdir()
    journal.folder.write_text("in the way")
    sent = {"rev": "1", "_fields": "name_en", "name_en": "New Name"}
    answer = client.post("/school", data=sent, headers=JSON)
    assert answer.status_code == 507
    assert answer.json is not None
    assert answer.json["message"].startswith("Saved, but the second copy")
    journal.folder.unlink()
    assert "New Name" in client.get("/school").text
