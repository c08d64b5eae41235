"""Lets `doing.py` type into a page of the program; loaded by its name.

What the program answers is acknowledged, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

from flask.testing import FlaskClient

from slo_desktop.app import create_app
from slo_desktop.settings import Settings
from slo_desktop.web.extensions import db
from tests.conftest import OurWindow

SAVES = 5
PAGE = "/learning/1"
ANSWER = re.compile(r"^(\d+) (saved \d+)$", re.MULTILINE)
"""A line of what is said: the status of an answer, and the words that were sent."""
REV = re.compile(r'name="rev" value="(\d+)"')
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def type_words(folder: str) -> int:
    """Save one record five times, as its page does by itself."""
    place = Path(folder)
    settings = Settings(
        data_dir=place, cache_dir=place.with_name("cache"), clock=lambda: NOW
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = OurWindow
    client = app.test_client()
    client.get(f"/enter/{settings.launch_token}")
    for number in range(SAVES):
        words = f"saved {number}"
        status = _save(client, words)
        sys.stdout.write(f"{status} {words}\n")
    with app.app_context():
        db.engine.dispose()
    return 0


def _save(client: FlaskClient, words: str) -> int:
    rev = REV.findall(client.get(PAGE).text)[0]
    sent = {"rev": rev, "_fields": "applied_en", "applied_en": words}
    headers = {"Accept": "application/json"}
    return client.post(PAGE, data=sent, headers=headers).status_code


# `doing.py` runs as a program of its own, and looks its acts up by name.
vars(sys.modules["__main__"]).get("ACTS", {})["type"] = type_words
