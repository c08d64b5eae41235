from __future__ import annotations

import importlib.util
import logging
import os
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
