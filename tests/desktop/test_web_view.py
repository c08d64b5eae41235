from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import webbrowser
from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.desktop import web_view

HERE = "http://127.0.0.1:4000"


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_there_is_no_window_and_no_browser() -> None:
    assert not web_view.has_display()
    assert not web_view.may_be_here()
    assert not web_view.is_here()
    assert not web_view.open_in_browser(HERE)


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_either_kind_of_screen_will_do(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, ":1")
    assert web_view.has_display()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macs_always_have_a_screen(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert web_view.has_display()
    assert web_view.is_here()


def test_linux_without_its_web_view_uses_the_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert not web_view.may_be_here()


def test_the_browser_is_opened_at_the_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(webbrowser, "open", browse)
    assert web_view.open_in_browser(f"{HERE}/enter/x")
    assert opened == [f"{HERE}/enter/x"]


def test_no_variable_can_choose_another_web_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYWEBVIEW_GUI", "qt")
    monkeypatch.setattr(sys, "platform", "linux")
    web_view.prepare()
    assert os.environ["PYWEBVIEW_GUI"] == "gtk"
    monkeypatch.setattr(sys, "platform", "win32")
    web_view.prepare()
    assert "PYWEBVIEW_GUI" not in os.environ
    assert not logging.getLogger("pywebview").isEnabledFor(logging.ERROR)


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        (f"{HERE}/evidence", True),
        ("about:blank", True),
        ("http://127.0.0.1:40001/", False),
        ("http://127.0.0.1:4000.example/", False),
        ("https://example.org/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_our_own_address_is_ours(url: str, ours: bool) -> None:
    assert web_view.is_ours(url, HERE) is ours


class Decision:
    """Stands in for what the web view asks about."""

    def __init__(self, **answers: Any) -> None:
        self.done: list[str] = []
        for name, answer in answers.items():
            setattr(self, name, lambda answer=answer: answer)

    def ignore(self) -> None:
        self.done.append("ignore")

    def download(self) -> None:
        self.done.append("download")


def going(url: str, frame: str | None = None) -> Decision:
    request = SimpleNamespace(get_uri=lambda: url)
    action = SimpleNamespace(get_request=lambda: request, get_frame_name=lambda: frame)
    return Decision(get_navigation_action=action)


def answering(how: str | None) -> Decision:
    headers = SimpleNamespace(get_one=lambda _name: how)
    response = SimpleNamespace(get_http_headers=lambda: headers)
    return Decision(get_response=response)


def test_a_link_to_elsewhere_does_not_replace_the_program() -> None:
    decision = going("https://example.org/")
    assert web_view._settled(decision, HERE)
    assert decision.done == ["ignore"]


@pytest.mark.parametrize(
    "decision",
    [
        going(f"{HERE}/plan"),
        going("https://example.org/", "_blank"),  # goes to the browser
        answering(None),
        answering("inline"),
    ],
)
def test_everything_else_is_left_to_the_web_view(decision: Decision) -> None:
    assert not web_view._settled(decision, HERE)
    assert decision.done == []


def test_what_is_sent_for_saving_is_saved_and_not_shown() -> None:
    decision = answering('attachment; filename="a.pdf"')
    assert web_view._settled(decision, HERE)
    assert decision.done == ["download"]


def test_other_web_views_have_no_such_question() -> None:
    window = SimpleNamespace(gui=SimpleNamespace(renderer="edgechromium"))
    web_view.keep_to_our_pages(window, HERE)


class Opener:
    """Stands in for the system's own opener of addresses."""

    code: int | None = 0
    started: list[tuple[tuple[str, ...], dict[str, str]]]

    def __init__(self, command: tuple[str, ...], **how: Any) -> None:
        Opener.started.append((command, how["env"]))

    def wait(self, timeout: float | None = None) -> int:
        if self.code is None and timeout is not None:
            raise subprocess.TimeoutExpired("xdg-open", timeout)
        return self.code or 0


@pytest.fixture
def opener(monkeypatch: pytest.MonkeyPatch) -> type[Opener]:
    """A Linux with a screen and an opener, and a packaged program on it."""
    Opener.started = []
    monkeypatch.setattr(Opener, "code", 0)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", Opener)
    return Opener


@pytest.mark.parametrize(("code", "opens"), [(0, True), (None, True), (3, False)])
def test_linux_opens_the_browser_without_our_libraries(
    code: int | None,
    opens: bool,
    opener: type[Opener],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opener, "code", code)
    assert web_view.open_in_browser(f"{HERE}/enter/x") is opens
    ((command, environment),) = opener.started
    assert command == ("xdg-open", f"{HERE}/enter/x")
    assert "LD_LIBRARY_PATH" not in environment


def test_an_opener_that_cannot_start_is_no_browser(
    opener: type[Opener], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_told: object, **_how: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert not web_view.open_in_browser(HERE)
    assert not web_view._Opener().open(HERE)
    assert opener.started == []


def test_links_that_leave_a_packaged_window_go_the_same_way(
    opener: type[Opener], monkeypatch: pytest.MonkeyPatch
) -> None:
    registered: list[Any] = []

    def register(_name: str, _kind: None, browser: Any, *, preferred: bool) -> None:
        assert preferred
        registered.append(browser)

    monkeypatch.setattr(webbrowser, "register", register)
    web_view.prepare()
    assert registered[0].open("https://example.org/")
    assert opener.started[0][0] == ("xdg-open", "https://example.org/")
    monkeypatch.delattr(sys, "frozen")
    web_view.prepare()
    assert len(registered) == 1
