"""Where there is no window: what the program does instead, in one process."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.desktop import (
    browsing,
    main,
    message,
    single_instance,
    web_view,
)
from slo_desktop.desktop.hindrances import Hindrance
from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.errors import AlreadyOpenError, NoSchoolError
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from slo_desktop.storage.preferences import PreferenceStore


@pytest.mark.usefixtures("ends_at_once")
def test_who_wants_the_browser_gets_it(
    settings: Settings, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main.run(settings, browser=True)
    assert opened[0].endswith(f"/enter/{settings.launch_token}")
    said = capsys.readouterr().out
    assert said.startswith("Mae’r rhaglen yn rhedeg. Agorwch y cyfeiriad hwn")
    assert opened[0] in said


@pytest.mark.usefixtures("ends_at_once")
@pytest.mark.parametrize("is_here", [True, False])
def test_where_the_web_view_fails_the_browser_steps_in(
    is_here: bool,
    settings: Settings,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shells: list[object] = []
    monkeypatch.setattr(web_view, "may_be_here", lambda: True)
    monkeypatch.setattr(web_view, "is_here", lambda: is_here)
    monkeypatch.setattr(web_view, "prepare", lambda: None)
    from slo_desktop.desktop import window

    class TooOld:
        def __init__(self, *_told: object) -> None: ...

        def run(self, *_told: object) -> bool:
            return False

        def close(self) -> None: ...

    monkeypatch.setattr(window, "ProgramWindow", TooOld)
    ask = main._show_in_browser

    def show(pages: Pages, told: Settings, hindrance: Hindrance | None) -> None:
        ask(pages, told, hindrance)
        shells.append(pages.running().folder.shell)

    monkeypatch.setattr(main, "_show_in_browser", show)
    main.run(settings)
    assert len(opened) == 1
    assert shells == [None]


def test_a_second_start_opens_a_new_way_in(
    settings: Settings,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = single_instance.FirstAnswer(shown=False, url="http://127.0.0.1:9/enter/x")
    monkeypatch.setattr(single_instance, "call_first", lambda _data, _file: answer)
    with single_instance.hold(settings.data_dir):
        main.run(settings)
    assert opened == ["http://127.0.0.1:9/enter/x"]
    assert "http://127.0.0.1:9/enter/x" in capsys.readouterr().out


def test_a_second_start_says_that_the_program_is_open(
    settings: Settings,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = single_instance.FirstAnswer(shown=True, url=None)
    monkeypatch.setattr(single_instance, "call_first", lambda _data, _file: answer)
    with single_instance.hold(settings.data_dir):
        main.run(settings)
    assert opened == []
    assert capsys.readouterr().out == "Mae’r rhaglen eisoes ar agor.\n"


def test_a_second_start_that_nobody_answers_says_so_in_both_languages(
    settings: Settings, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(single_instance, "call_first", lambda _data, _file: None)
    monkeypatch.setattr(message, "show", shown.append)
    with single_instance.hold(settings.data_dir):
        main.run(replace(settings, language=Language.EN))
    assert opened == []
    assert shown == ["The program is already open.\n\nMae’r rhaglen eisoes ar agor."]


def test_a_second_start_takes_the_file_along_that_it_was_given(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def call(_data: Path, file: Path | None) -> single_instance.FirstAnswer:
        given.append(file)
        return single_instance.FirstAnswer(shown=True, url=None)

    monkeypatch.setattr(single_instance, "call_first", call)
    settings.opened.put(tmp_path / "a.slobackup")
    with single_instance.hold(settings.data_dir):
        main.run(settings)
    assert given == [tmp_path / "a.slobackup"]


def test_serve_answers_until_it_is_told_to_stop(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses: list[int] = []

    def visit() -> None:
        note = settings.data_dir / single_instance.NOTE
        while not note.exists():
            time.sleep(0.02)
        port = json.loads(note.read_text())["port"]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", f"/enter/{settings.launch_token}")
        statuses.append(connection.getresponse().status)
        connection.close()
        os.kill(os.getpid(), signal.SIGTERM)

    visitor = threading.Thread(target=visit)
    visitor.start()
    before = signal.getsignal(signal.SIGTERM)
    main.serve(settings)
    visitor.join(10)
    assert statuses == [302]
    assert signal.getsignal(signal.SIGTERM) is before
    assert "/enter/" in json.loads(capsys.readouterr().out)["url"]


def test_a_second_serve_calls_the_first_and_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[Path] = []
    monkeypatch.setattr(single_instance, "call_first", called.append)
    with single_instance.hold(settings.data_dir), pytest.raises(AlreadyOpenError):
        main.serve(settings)
    assert called == [settings.data_dir]


def test_the_last_page_is_kept_on_leaving(settings: Settings) -> None:
    pages = Pages(settings, None)
    pages.start()
    running = pages.running()
    running.folder.memory.last_page = "/plan/2026"
    pages.finish()
    assert running.folder.preferences.load().last_page == "/plan/2026"


def test_what_keeps_the_pages_from_opening_closes_the_window(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slo_desktop.desktop import opening

    def refuse(*_told: object, **_more: object) -> None:
        raise NoSchoolError

    monkeypatch.setattr(opening, "create_app", refuse)
    closed: list[bool] = []

    class Window:
        def close(self) -> None:
            closed.append(True)

    pages = Pages(settings, None)
    pages.start()
    pages.accompany(Window())  # type: ignore[arg-type]  # stands in for a window
    with pytest.raises(NoSchoolError):
        pages.running()
    pages.finish()
    assert closed == [True]


def test_a_damaged_file_is_answered_by_the_recovery_pages(
    settings: Settings, database: Path
) -> None:
    database.write_bytes(b"")
    pages = Pages(settings, None)
    pages.start()
    running = pages.running()
    assert not running.has_file
    assert "recovery" in running.app.blueprints
    pages.finish()
    assert database.read_bytes() == b""
    assert not (settings.data_dir / "backups").exists()


def test_a_window_is_given_what_it_needs_once_there_are_pages(
    settings: Settings,
) -> None:
    given: list[Any] = []

    class Shell:
        def attach(self, native: str, language: Callable[[], Language]) -> None:
            given.append((native, language()))

    class Window:
        native = "the window"

        def remember_in(self, preferences: PreferenceStore) -> None:
            given.append(preferences.path.parent)

    pages = Pages(settings, Shell())  # type: ignore[arg-type]  # stands in
    assert pages.entry == f"{pages.address}/enter/{settings.launch_token}"
    pages.start()
    pages.accompany(Window())  # type: ignore[arg-type]  # stands in
    pages.finish()
    assert given == [("the window", Language.CY), settings.data_dir]


def test_nobody_listening_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    browsing.tell("{}")
    assert sys.stdout is None
