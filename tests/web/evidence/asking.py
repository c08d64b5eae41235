"""What tests of evidence ask the program, and the data file itself."""

from __future__ import annotations

import io
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.models import Evidence

JSON = {"Accept": "application/json"}


def kept(settings: Settings, number: int) -> Evidence:
    """A record as it now stands on the disk."""
    engine = open_engine(settings.database)
    with Session(engine) as session:
        evidence = session.get_one(Evidence, number)
        for link in ("people", "actions", "attachments", "element_links"):
            getattr(evidence, link)
        session.expunge_all()
    engine.dispose()
    return evidence


def rev_of(client: FlaskClient, number: int) -> str:
    page = client.get(f"/evidence/{number}").text
    found = re.search(r'name="rev" value="(\d+)"', page)
    assert found
    return found[1]


def autosave(client: FlaskClient, number: int, rev: str, **fields: Any) -> TestResponse:
    data = {"rev": rev, "_fields": ",".join(fields)} | fields
    return client.post(f"/evidence/{number}", data=data, headers=JSON)


def attach(client: FlaskClient, number: int, content: bytes, name: str) -> TestResponse:
    return client.post(
        f"/evidence/{number}/files",
        data={"files": [(io.BytesIO(content), name)]},
        content_type="multipart/form-data",
        headers=JSON,
    )
