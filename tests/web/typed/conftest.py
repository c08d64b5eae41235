"""A school with one piece of evidence and one action, and a window in English."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.services.school import add_terms
from tests import builders


@pytest.fixture
def school(session: Session, school: object) -> object:
    """What is typed about here."""
    builders.evidence(session, title=builders.both("Taith", "A walk"))
    builders.action(session, priority=builders.priority(session))
    add_terms(session, 2026)
    return school


@pytest.fixture
def client(school: object, client: FlaskClient, in_english: None) -> FlaskClient:
    """A window in English."""
    del school, in_english
    return client
