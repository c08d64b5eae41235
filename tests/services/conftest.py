"""A small school to import into."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from slo_desktop.storage.models import Action, Person, Priority
from tests import builders
from tests.services.importing_world import Importer


@pytest.fixture
def importer(session: Session, tmp_path: Path) -> Importer:
    return Importer(session, tmp_path)


@pytest.fixture
def mererid(session: Session) -> Person:
    person: Person = builders.person(session, name="Mererid Haul", initials="MH")
    return person


@pytest.fixture
def first_priority(session: Session) -> Priority:
    found: Priority = builders.priority(
        session, ref="P2627-1", school_year=2026, position=1
    )
    return found


@pytest.fixture
def first_action(session: Session, first_priority: Priority) -> Action:
    found: Action = builders.action(
        session, priority=first_priority, ref="P2627-1.1", position=1
    )
    return found
