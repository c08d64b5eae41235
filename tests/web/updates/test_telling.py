"""The first page after an update says, once, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import __version__
from slo_desktop.app import create_app
from slo_desktop.domain.updates import Updating
from slo_desktop.services.updating.noting import note_version
from slo_desktop.settings import Settings
from slo_desktop.web.extensions import db
from tests.conftest import OurWindow

Start = Callable[..., FlaskClient]


@pytest.fixture
def start(settings: Settings, app: Flask, in_english: None) -> Any:
    """Start the program again, with what it had noted."""
    opened: list[Flask] = []

    def start(**noted: Any) -> FlaskClient:
        app.extensions["slo_desktop"].preferences.update(**noted)
        again = create_app(settings)
        again.testing = True
        opened.append(again)
        again.test_client_class = OurWindow
        client = again.test_client()
        client.get(f"/enter/{settings.launch_token}")
        return client

    yield start
    for each in opened:
        with each.app_context():
            db.engine.dispose()


def test_an_update_is_told_once_with_the_way_to_what_is_new(start: Start) -> None:
    client = start(updating=Updating(before="0.0.9", to=__version__))
    page = client.get("/").text
    assert f"Updated from 0.0.9 to {__version__}." in page
    assert 'href="/help/whats-new"' in page
    assert "Updated from" not in client.get("/").text
    assert "Updated from" not in start().get("/").text


def test_it_is_told_in_the_readers_language(start: Start) -> None:
    updating = Updating(before="0.0.9", to=__version__)
    page = start(updating=updating, language="cy").get("/").text
    assert f"Diweddarwyd y rhaglen. Cynt: 0.0.9. Nawr: {__version__}." in page


def test_an_update_that_did_not_go_through_is_told_and_stays_on_its_page(
    start: Start,
) -> None:
    versions = f"Version of the update: 9.0.0. Version still here: {__version__}."
    told = f"nothing was lost. {versions}"
    client = start(updating=Updating(before=__version__, to="9.0.0"))
    assert told in client.get("/").text
    assert told not in client.get("/").text
    assert told in client.get("/updates").text
    assert told not in start().get("/").text
    assert told in start().get("/updates").text


def test_a_new_version_that_somebody_put_there_by_hand_is_told_as_well(
    start: Start,
) -> None:
    assert "Updated from 0.0.5" in start(program="0.0.5").get("/").text
    assert "Updated from" not in start().get("/").text


@pytest.mark.parametrize("program", [None, __version__, "9.9.9"])
def test_the_first_start_and_an_older_version_are_nothing_to_tell(
    start: Start, program: str | None
) -> None:
    page = start(program=program).get("/").text
    assert "Updated from" not in page
    assert "was not installed" not in page


def test_a_script_that_asks_first_takes_nothing_away(start: Start) -> None:
    client = start(updating=Updating(before="0.0.9", to=__version__))
    client.get("/search?q=a", headers={"Accept": "application/json"})
    client.get("/", headers={"Sec-Fetch-Dest": "empty"})
    assert "Updated from" in client.get("/").text


def test_closing_notes_the_version_once(app: Flask) -> None:
    preferences = app.extensions["slo_desktop"].preferences
    note_version(preferences)
    before = preferences.path.stat().st_mtime_ns
    note_version(preferences)
    assert preferences.load().program == __version__
    assert preferences.path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "noted",
    [
        '"updating": {"before": "0.1", "to": "0.2.0"}',
        '"updating": {"before": "0.1.0"}',
        '"updating": {"before": "0.1.0", "to": 2}',
        '"program": "x"',
    ],
)
def test_a_note_that_makes_no_sense_is_no_note(
    settings: Settings, app: Flask, noted: str
) -> None:
    preferences = app.extensions["slo_desktop"].preferences
    preferences.path.write_text(f'{{"language": "en", {noted}}}', "utf-8")
    assert preferences.load().updating is None
    assert preferences.load().program is None
    again = create_app(settings)
    with again.app_context():
        db.engine.dispose()
