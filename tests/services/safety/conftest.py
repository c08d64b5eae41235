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
from slo_desktop.storage.preferences import PreferenceStore
from tests.conftest import NOW, make_school
from tests.schools import SchoolFolder, pdf
from tests.services.safety.beginning import NAME
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


@pytest.fixture
def invented(sample: Folder) -> SchoolFolder:
    """The invented school, in which a head wrote something of her own."""
    school = SchoolFolder(sample.place)
    school.write(pdf("own"), note="Gwaith y pennaeth")
    preferences = PreferenceStore(school.folder)
    preferences.update(language="en", theme="dark", school=NAME, last_page="/plan")
    return school
