"""How a page that saves itself asks, and what it is told."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

JSON = {"Accept": "application/json"}
RECORD = "/evidence/1"
OPENED = {"rev": "1"}


def save(
    client: FlaskClient, url: str, at: dict[str, str] = OPENED, /, **fields: str
) -> TestResponse:
    """Save some fields of a record as it was opened."""
    data = at | {"_fields": ",".join(fields)} | fields
    return client.post(url, data=data, headers=JSON)


def answered(answer: TestResponse) -> dict[str, dict[str, str]]:
    """What a script is told."""
    assert answer.json is not None
    return dict(answer.json)
