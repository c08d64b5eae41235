"""Small worlds for the tests: a migrated file, a signed session, a client inside."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as generated
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from slo_desktop.app import create_app
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import School
from slo_desktop.storage.upgrade import upgrade
from tests.faults.proof import (
    proof,
    pytest_collection_modifyitems,
    pytest_configure,
)
from tests.once import compiled_once

# pytest finds these here, whatever part of the tests it runs.
__all__ = [
    "compiled_once",
    "proof",
    "pytest_collection_modifyitems",
    "pytest_configure",
]

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)

# A run says something about the program, not about its luck: what is generated is the
# same every time, and new in a long run (`build/dev.py faults --long`). There is no
# time limit, because a busy computer is not a wrong answer.
LONG = bool(os.environ.get("SLO_LONG"))
generated.register_profile("ours", derandomize=not LONG, deadline=None)
generated.load_profile("ours")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One empty, migrated data file for the whole run."""
    path = tmp_path_factory.mktemp("migrated") / "school.sqlite"
    upgrade(path)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real browser for every test that looks at pages."""
    from playwright.sync_api import sync_playwright

    # As build/system.py installs them; the first needs a third less of the processor.
    names = ("chromium-headless-shell", "chromium-browser", "chromium")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "school",
        cache_dir=tmp_path / "cache",
        clock=lambda: NOW,
    )


@pytest.fixture
def database(settings: Settings, migrated: Path) -> Path:
    settings.data_dir.mkdir(parents=True)
    shutil.copyfile(migrated, settings.database)
    return settings.database


@pytest.fixture
def session(database: Path) -> Iterator[Session]:
    """A signed session that writes; nothing of it is committed unless asked."""
    engine = open_engine(database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        yield session
    engine.dispose()


def make_school(session: Session) -> School:
    school = School(
        name=Bilingual.of(cy="Ysgol y Bryn", en="Hill School"),
        language_category=LanguageCategory.DUAL_LANGUAGE,
        working_language=Language.CY,
    )
    session.add(school)
    session.flush()
    return school


@pytest.fixture
def school(session: Session) -> School:
    return make_school(session)


@pytest.fixture
def app(settings: Settings, session: Session, school: School) -> Iterator[Flask]:
    """The program with a school in it."""
    del school
    session.commit()
    session.close()
    app = create_app(settings)
    app.testing = True
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        from slo_desktop.web.extensions import db

        db.engine.dispose()


class OurWindow(FlaskClient):
    """A client that sends what our own window sends."""

    def open(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        kwargs.setdefault("base_url", "http://127.0.0.1:5000")
        headers = dict(kwargs.pop("headers", None) or {})  # type: ignore[call-overload]
        headers.setdefault("Origin", "http://127.0.0.1:5000")
        return super().open(*args, headers=headers, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def client(app: Flask, settings: Settings) -> FlaskClient:
    """A window that has been let in."""
    app.test_client_class = OurWindow
    client = app.test_client()
    answer = client.get(f"/enter/{settings.launch_token}")
    assert answer.status_code == 302
    return client


@pytest.fixture
def in_english(app: Flask) -> None:
    app.extensions["slo_desktop"].preferences.update(language="en")


@pytest.fixture
def school_year_of_work(app: Flask) -> None:
    """A few records of every kind, saved."""
    from slo_desktop.domain.evidence import EvidenceState
    from tests import builders

    engine = open_engine(app.extensions["slo_desktop"].settings.database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-2"))
        builders.person(session, name="Siân Eira", initials="SE")
        builders.meeting(session)
        builders.action(session, due=dt.date(2026, 12, 1))
        builders.evidence(session)
        builders.evidence(session, state=EvidenceState.INBOX)
        builders.learning(session)
        session.commit()
    engine.dispose()
