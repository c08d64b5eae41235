"""A school with one piece of evidence, and ways to look at what was kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import builders


@pytest.fixture
def walk(session: Session) -> int:
    """A piece of evidence that the program opens with."""
    title = builders.both("Dyddiaduron darllen", "Reading journals")
    made = builders.evidence(session, title=title, elements={"slo-wales/3.6"})
    return int(made.id)


@pytest.fixture
def client(walk: int, client: FlaskClient, in_english: None) -> FlaskClient:
    """A window on a school with one piece of evidence."""
    del walk, in_english
    return client
