from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from slo_desktop.desktop import single_instance
from slo_desktop.desktop.server import Server
from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.domain.opened import FileKind
from slo_desktop.settings import Settings
from slo_desktop.web import guards


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_SECONDS", 0.2)


@pytest.fixture
def first(app: Flask, tmp_path: Path) -> Iterator[Server]:
    """The real program, which has announced itself in `tmp_path`."""
    server = Server(app)
    server.start()
    nonce = app.extensions[guards.KEY].nonce
    single_instance.announce(tmp_path, port=server.port, nonce=nonce)
    yield server
    server.stop()


def test_a_folder_is_held_by_one_only(tmp_path: Path) -> None:
    with (
        single_instance.hold(tmp_path),
        pytest.raises(AlreadyOpenError),
        single_instance.hold(tmp_path),
    ):
        pass
    with single_instance.hold(tmp_path):
        pass


def test_a_file_that_merely_lies_there_locks_nobody_out(tmp_path: Path) -> None:
    (tmp_path / single_instance.LOCK).touch()
    with single_instance.hold(tmp_path):
        pass


def test_holding_makes_the_folder_and_wipes_an_old_note(tmp_path: Path) -> None:
    folder = tmp_path / "newydd"
    single_instance.announce(folder, port=1, nonce="old")
    with single_instance.hold(folder):
        assert not (folder / single_instance.NOTE).exists()


def test_only_this_user_may_read_the_note(tmp_path: Path) -> None:
    single_instance.announce(tmp_path, port=5, nonce="secret")
    note = tmp_path / single_instance.NOTE
    assert note.stat().st_mode & 0o777 == 0o600
    assert json.loads(note.read_text()) == {"port": 5, "nonce": "secret"}


def test_without_a_window_the_first_gives_a_new_way_in(
    first: Server, tmp_path: Path
) -> None:
    answer = single_instance.call_first(tmp_path)
    assert answer is not None
    assert not answer.shown
    assert answer.url is not None
    assert answer.url.startswith(f"{first.address}/enter/")


@pytest.mark.usefixtures("impatient")
def test_who_does_not_know_the_nonce_gets_nothing(
    first: Server, tmp_path: Path
) -> None:
    single_instance.announce(tmp_path, port=first.port, nonce="guessed")
    assert single_instance.call_first(tmp_path) is None


@pytest.mark.usefixtures("impatient")
def test_nobody_answers_where_no_note_lies(tmp_path: Path) -> None:
    assert single_instance.call_first(tmp_path) is None


def test_a_file_that_the_second_start_was_given_waits_in_the_first(
    first: Server, tmp_path: Path, settings: Settings
) -> None:
    file = tmp_path / "Ysgol y Bryn ŷ.slobackup"
    file.touch()
    answer = single_instance.call_first(tmp_path, file)
    assert answer is not None
    assert answer.url is not None
    assert answer.url.startswith(f"{first.address}/enter/")
    assert settings.opened.waits(FileKind.BACKUP) == file
