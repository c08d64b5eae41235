from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import SloError
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web.recovery.app import create_recovery_app
from tests.conftest import NOW, OurWindow, make_school
from tests.services.safety.damaging import Folder

Enter = Callable[..., FlaskClient]


class Ordered:
    """Stands in for whoever opens the program anew."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, act: Callable[[], None], *, busy: Any) -> None:
        act()
        busy()
        self.times += 1


@pytest.fixture
def folder(settings: Settings, migrated: Path) -> Folder:
    """A small school with a backup and two saves after it."""
    folder = Folder(settings.data_dir)
    folder.place.mkdir(parents=True)
    shutil.copyfile(migrated, folder.database)
    engine = open_engine(folder.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(folder.place), now=NOW),
    ):
        make_school(session)
    engine.dispose()
    PreferenceStore(folder.place).update(school="Ysgol y Bryn")
    folder.save()
    folder.back_up()
    folder.save(2)
    return folder


@pytest.fixture
def reopened() -> Ordered:
    return Ordered()


@pytest.fixture
def enter(settings: Settings, reopened: Ordered) -> Enter:
    """A window in front of the recovery pages."""

    def enter(error: SloError, shell: Any = None) -> FlaskClient:
        app = create_recovery_app(settings, error, shell=shell, reopen=reopened)
        app.config.update(WTF_CSRF_ENABLED=False)
        app.test_client_class = OurWindow
        client = app.test_client()
        answer = client.get(f"/enter/{settings.launch_token}")
        assert answer.status_code == 302
        return client

    return enter
