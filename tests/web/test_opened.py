"""A file that the person opened with the program is taken to the page of its kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.opened import FileKind
from slo_desktop.settings import Settings
from slo_desktop.web import guards
from slo_desktop.web.folder import KEY
from slo_desktop.web.opened import PAGES
from slo_desktop.web.shell import NONCE_HEADER
from tests.conftest import OurWindow


class Window:
    """Stands in for the window of the program that is open."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def come_forward(self) -> None:
        self.done.append("forward")

    def lead_to(self, url: str) -> None:
        self.done.append(url)


@pytest.fixture
def window(app: Flask) -> Window:
    shell: Any = Window()
    app.extensions[KEY] = replace(app.extensions[KEY], shell=shell)
    return shell  # type: ignore[no-any-return]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "Ysgol y Bryn.slobackup"
    path.write_bytes(b"PK")
    return path


def second_start(app: Flask, body: Any) -> Any:
    """What a second start sends, and what it is answered."""
    app.test_client_class = OurWindow
    nonce = app.extensions[guards.KEY].nonce
    headers = {NONCE_HEADER: nonce}
    return app.test_client().post("/second-start", json=body, headers=headers)


@pytest.mark.parametrize("kind", list(FileKind))
def test_who_opened_a_file_comes_in_at_the_page_that_takes_it(
    kind: FileKind, app: Flask, settings: Settings, tmp_path: Path
) -> None:
    app.extensions[KEY].preferences.update(last_page="/people")
    settings.opened.put(tmp_path / f"a{kind}")
    app.test_client_class = OurWindow
    client = app.test_client()
    assert client.get(f"/enter/{settings.launch_token}").location == PAGES[kind]
    settings.opened.take(kind)
    entry = app.extensions[guards.KEY].new_entry()
    assert client.get(entry).location == "/people"


def test_every_page_that_takes_a_file_exists(app: Flask) -> None:
    adapter = app.url_map.bind("127.0.0.1")
    assert all(adapter.match(page, method="GET") for page in PAGES.values())


def test_an_opened_backup_is_looked_at_once_and_its_path_is_in_no_address(
    settings: Settings, client: FlaskClient, backup: Path
) -> None:
    settings.opened.put(backup)
    answer = client.get(PAGES[FileKind.BACKUP])
    assert answer.location.startswith("/safety/restore/file/")
    assert "Bryn" not in answer.location
    assert client.get(PAGES[FileKind.BACKUP]).location == "/safety/restore"


def test_a_second_start_hands_its_file_to_the_window_that_is_open(
    app: Flask, settings: Settings, window: Window, backup: Path
) -> None:
    answer = second_start(app, {"file": str(backup)})
    assert answer.get_json() == {"shown": True, "entry": None}
    assert window.done == ["forward", "http://127.0.0.1:5000/safety/restore/opened"]
    assert settings.opened.waits(FileKind.BACKUP) == backup


def test_without_a_window_the_new_way_in_leads_to_the_file(
    app: Flask, backup: Path
) -> None:
    entry = second_start(app, {"file": str(backup)}).get_json()["entry"]
    assert app.test_client().get(entry).location == PAGES[FileKind.BACKUP]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "a.slobackup",
        {},
        {"file": None},
        {"file": 7},
        {"file": "a.slobackup"},
        {"file": "/etc/passwd"},
        {"file": "/none/a.slobackup"},
        {"file": "/none/\0a.slobackup"},
        {"file": ["/a.slobackup"]},
    ],
)
def test_whatever_else_is_sent_only_brings_the_window_forward(
    body: Any, app: Flask, settings: Settings, window: Window
) -> None:
    assert second_start(app, body).status_code == 200
    assert window.done == ["forward"]
    assert settings.opened.path is None


def test_who_does_not_know_the_nonce_hands_nothing_over(
    app: Flask, settings: Settings, window: Window, backup: Path
) -> None:
    app.test_client_class = OurWindow
    answer = app.test_client().post("/second-start", json={"file": str(backup)})
    assert answer.status_code == 401
    assert window.done == []
    assert settings.opened.path is None


def test_a_page_about_an_opened_file_is_not_where_the_next_start_begins(
    app: Flask, client: FlaskClient
) -> None:
    client.get("/people")
    assert client.get("/safety/restore").status_code == 200
    assert app.extensions[KEY].memory.last_page == "/people"
