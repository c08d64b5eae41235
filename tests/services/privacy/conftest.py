from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.settings import Settings
from slo_desktop.storage.journal import Journal
from tests.conftest import make_school
from tests.services.privacy.world import World


@pytest.fixture
def world(settings: Settings, database: Path) -> World:
    """A data folder with a school in it."""
    world = World(PlaceOfData.of(settings), Journal(settings.data_dir))
    with world.saving() as session:
        make_school(session)
    return world
