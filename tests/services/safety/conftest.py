from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from slo_desktop.services.sample import make_sample
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from tests.conftest import NOW, make_school
from tests.services.safety.damaging import Folder


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> Folder:
    """A small school, saved four times."""
    folder = Folder(tmp_path / "school")
    folder.place.mkdir()
    shutil.copyfile(migrated, folder.database)
    engine = open_engine(folder.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(folder.place), now=NOW),
    ):
        make_school(session)
    engine.dispose()
    folder.save(3)
    return folder


@pytest.fixture(scope="session")
def sample_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented school, to be copied."""
    place = tmp_path_factory.mktemp("sample") / "school"
    database = place / "school.sqlite"
    open_folder(place, database)
    engine = open_engine(database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(place), now=NOW),
    ):
        make_sample(session, store=ObjectStore(place), now=NOW)
    engine.dispose()
    return place


@pytest.fixture
def sample(sample_school: Path, tmp_path: Path) -> Folder:
    return Folder(Path(shutil.copytree(sample_school, tmp_path / "sample")))
