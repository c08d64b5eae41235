"""A program that knows two keys, and a computer that starts nothing for real."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from slo_desktop.domain.languages import Language
from slo_desktop.domain.updates import SetupRefusedError, UpdateEnding
from slo_desktop.web import jobs
from slo_desktop.web.jobs import JobTable
from tests.updates import OURS, SPARE, Made, trust

PATIENCE_SECONDS = 30
NEXT = re.compile(r'data-next="([^"]+)"')
INSTALL = re.compile(r'action="(/updates/file/[0-9a-f]+\?job=[0-9a-f]+)"')
SAVE = re.compile(r'action="(/updates/installer/[0-9a-f]+)"')


@dataclass
class Computer:
    """Takes installers, and does with them what a test says."""

    ending: UpdateEnding | None = UpdateEnding.CLOSING
    given: list[tuple[bytes, str, Language]] = field(default_factory=list)

    def __call__(
        self, installer: Path, *, sha256: str, language: Language
    ) -> UpdateEnding:
        self.given.append((installer.read_bytes(), sha256, language))
        if self.ending is None:
            raise SetupRefusedError
        return self.ending


class Dialog:
    """A window whose dialogs answer at once."""

    def __init__(self, answer: Path | None) -> None:
        self.answer = answer
        self.saved: bytes | None = None

    def choose_file(self, ending: str) -> Path | None:
        assert ending == ".sloupdate"
        return self.answer

    def save_as(self, name: str, content: Path) -> Path | None:
        assert name == content.name
        self.saved = content.read_bytes()
        return self.answer


class Person:
    """Somebody in front of the pages of an update."""

    def __init__(self, app: Flask, client: FlaskClient, computer: Computer) -> None:
        self.app, self.client, self.computer = app, client, computer
        self.change(install=computer)

    @property
    def folder(self) -> Any:
        return self.app.extensions["slo_desktop"]

    def change(self, **parts: Any) -> None:
        self.app.extensions["slo_desktop"] = replace(self.folder, **parts)

    def upload(self, path: Path) -> str:
        file = (io.BytesIO(path.read_bytes()), path.name)
        answer = self.client.post("/updates", data={"file": file})
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def seen(self, url: str) -> TestResponse:
        """The page at the end of a wait."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.client.get(url)
            following = NEXT.search(answer.text)
            if following is None:
                return answer
            assert time.monotonic() < deadline
            time.sleep(0.05)
            url = following[1].replace("&amp;", "&")

    def looked(self, path: Path) -> TestResponse:
        return self.seen(self.upload(path))

    def installed(self, path: Path) -> TestResponse:
        """All of it; the page on which it ends."""
        found = INSTALL.search(self.looked(path).text)
        assert found
        return self.seen(self.client.post(found[1]).location)

    def wait(self) -> None:
        table: JobTable = self.app.extensions[jobs.KEY]
        for job in list(table._jobs.values()):
            if job.thread:
                job.thread.join(PATIENCE_SECONDS)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def person(
    app: Flask,
    client: FlaskClient,
    in_english: None,
    computer: Computer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Person:
    trust(monkeypatch, tmp_path, OURS, SPARE)
    return Person(app, client, computer)
