"""The Safety page of a small school, with a press and a passphrase that are quick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from slo_desktop.reports.press import Press
from slo_desktop.settings import Settings
from slo_desktop.storage.backup import keyring
from slo_desktop.web import printing
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.jobs import KEY as JOBS
from slo_desktop.web.jobs import Job
from tests.keys import QuickLock


class PaperPress(Press):
    """Prints nothing, quickly, and remembers what it was asked for."""

    secrets: list[str]

    def print_secret(self, part: str, **_rest: object) -> bytes:
        self.secrets.append(part)
        return b"%PDF-1.7 sheet"


class Window:
    """Chooses and saves what it was told to, without asking anybody."""

    def __init__(self) -> None:
        self.where: Path | None = None
        self.folder: Path | None = None
        self.opened: list[Path] = []

    def ask_where(self, name: str) -> Path | None:
        return self.where / name if self.where else None

    def save_as(self, name: str, content: bytes) -> Path | None:
        path = self.ask_where(name)
        if path:
            path.write_bytes(content)
        return path

    def choose_folder(self) -> Path | None:
        return self.folder

    def open_file(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@pytest.fixture
def press(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PaperPress]:
    monkeypatch.setattr(keyring, "by_passphrase", QuickLock)
    machine = PaperPress(tmp_path / "press")
    machine.secrets = []
    app.extensions[printing.KEY] = machine
    yield machine
    app.extensions[JOBS].stop_all()


@pytest.fixture
def safe(client: FlaskClient, press: PaperPress, in_english: None) -> FlaskClient:
    """A client in English whose jobs are stopped at the end."""
    return client


@pytest.fixture
def window(app: Flask) -> Window:
    shell = Window()
    app.extensions[KEY] = replace(app.extensions[KEY], shell=shell)
    return shell


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def here(app: Flask) -> Folder:
    found: Folder = app.extensions[KEY]
    return found


def job_of(app: Flask, answer: TestResponse) -> Job:
    """The job an answer leads to, once it is over."""
    assert answer.status_code == 303, answer.text
    job: Job = app.extensions[JOBS].find(answer.location.rsplit("/", 1)[-1])
    assert job.thread
    job.thread.join(60)
    return job


def words(answer: TestResponse) -> str:
    """What a page says, without its marks."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def key_on(press: PaperPress) -> str:
    """The key as somebody reads it off the sheet that was printed last."""
    html = press.secrets[-1]
    rows = re.findall(r'<tr><th scope="row">\d</th>(.*?)</tr>', html)
    return "\n".join(re.sub(r"<[^>]+>", " ", row) for row in rows)


def set_up(
    app: Flask, safe: FlaskClient, press: PaperPress, words: str = "pum gair ar hap yma"
) -> Settings:
    """Set the key up as a person does."""
    safe.post("/safety/key", data={"passphrase": words, "again": words})
    app.extensions["safety-set-up"].thread.join(30)
    answer = safe.post("/safety/key/test", data={"typed": key_on(press)})
    assert answer.status_code == 303, answer.text
    return here(app).settings
