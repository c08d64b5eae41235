"""A program whose pages close and open anew, with one window in front of it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from slo_desktop.app import create_app
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import School
from slo_desktop.web import jobs
from slo_desktop.web.extensions import db
from slo_desktop.web.jobs import JobTable
from tests.conftest import OurWindow
from tests.restored import packed
from tests.schools import NOW, SchoolFolder, pdf, school_folder

PATIENCE_SECONDS = 15
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NEXT = re.compile(r'data-next="([^"]+)"')
Act = Callable[[], None]


@dataclass
class Behind:
    """The pages of one folder; a test opens them anew when it likes."""

    settings: Settings
    school: SchoolFolder
    orders: list[tuple[Act, Act]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = self._open()
        self.window: Any = OurWindow(self.app, TestResponse, use_cookies=True)
        self.window.get(f"/enter/{self.settings.launch_token}")

    def _open(self) -> Flask:
        app = create_app(self.settings, reopen=self._order)
        app.testing = True
        app.config.update(PROPAGATE_EXCEPTIONS=False)
        return app

    def _order(self, act: Act, *, busy: Act) -> None:
        self.orders.append((act, busy))

    def close(self) -> None:
        jobs.close(self.app)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def reopen(self) -> None:
        """What the desktop does once it has been ordered."""
        act, _busy = self.orders.pop()
        self.close()
        act()
        self.settings = self.settings.anew()
        self.app = self._open()
        self.window.application = self.app

    def get(self, path: str) -> TestResponse:
        answer: TestResponse = self.window.get(path)
        return answer

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, page: str = "/people"
    ) -> TestResponse:
        """Send a form with the token of a page that is open now."""
        token = self.token(page)
        sent = {"csrf_token": token} | (data or {})
        return self.send(path, sent)

    def send(self, path: str, data: dict[str, Any], **more: Any) -> TestResponse:
        answer: TestResponse = self.window.post(path, data=data, **more)
        return answer

    def token(self, page: str = "/people") -> str:
        found = TOKEN.search(self.get(page).text)
        assert found
        return found[1]

    def upload(self, path: Path) -> str:
        """Send a backup; the address of the look at it."""
        file = (io.BytesIO(path.read_bytes()), path.name)
        answer = self.post("/safety/restore", {"file": file})
        assert answer.status_code == 303, answer.text
        return answer.location

    def looked(self, url: str) -> tuple[str, str]:
        """The page of a look, once it is there, and the way to the last question."""
        page = self.get(url).text
        while following := NEXT.search(page):
            self.ended()
            page = self.get(following[1].replace("&amp;", "&")).text
        found = re.search(r'href="([^"]+/sure\?job=[0-9a-f]+)"', page)
        return page, found[1].replace("&amp;", "&") if found else ""

    def begun(self, sure: str, **more: str) -> TestResponse:
        """Press the button that restores."""
        return self.post(sure.replace("/sure", ""), dict(more))

    def ended(self) -> None:
        """Wait until every job is over."""
        table: JobTable = self.app.extensions[jobs.KEY]
        for job in list(table._jobs.values()):
            if job.thread:
                job.thread.join(PATIENCE_SECONDS)

    def ordered(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.orders:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def restore(self, path: Path) -> str:
        """All of it; the page on which it ends."""
        _page, sure = self.looked(self.upload(path))
        work = self.begun(sure).location
        self.ordered()
        self.reopen()
        return self.window.get(work, follow_redirects=True).text  # type: ignore[no-any-return]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "school", cache_dir=tmp_path / "cache", clock=lambda: NOW
    )


@pytest.fixture
def behind(settings: Settings, migrated: Path) -> Iterator[Behind]:
    """A small school, in English."""
    school = school_folder(settings.data_dir, migrated)
    school.write(pdf("first"))
    behind = Behind(settings, school)
    behind.app.extensions["slo_desktop"].preferences.update(language="en")
    yield behind
    behind.close()


@pytest.fixture
def backup(behind: Behind, tmp_path: Path) -> Path:
    """A file of the school as it is now."""
    return packed(behind.school, tmp_path / "one.slobackup")


@pytest.fixture
def newer(behind: Behind, backup: Path) -> FlaskClient:
    """Work that the backup does not have."""
    del backup
    behind.school.write(pdf("second"), note="Ar ôl y copi")
    return behind.window  # type: ignore[no-any-return]


SAMPLE = "Ysgol Gynradd Cwm Enfys"


def call(school: SchoolFolder, name: Bilingual, *, is_sample: bool) -> None:
    engine = open_engine(school.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(school.folder), now=NOW),
    ):
        found = session.scalars(sa.select(School)).one()
        found.name, found.is_sample = name, is_sample
    engine.dispose()


@pytest.fixture
def sample(settings: Settings, migrated: Path) -> Iterator[Behind]:
    """A small sample school, in English."""
    school = school_folder(settings.data_dir, migrated)
    call(school, Bilingual.of(cy=SAMPLE, en=SAMPLE), is_sample=True)
    school.write(pdf("first"))
    behind = Behind(settings, school)
    behind.app.extensions["slo_desktop"].preferences.update(language="en")
    yield behind
    behind.close()


def begun(behind: Behind) -> str:
    """Press the button, and wait for what the pages lead to."""
    answer = behind.post("/safety/restore/own", page="/school/begin")
    assert answer.status_code == 303, answer.text
    behind.ordered()
    behind.reopen()
    return str(behind.window.get(answer.location, follow_redirects=True).text)
