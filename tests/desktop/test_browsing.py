from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.desktop import browsing, message, web_view, windows
from slo_desktop.domain.languages import Language

URL = "http://127.0.0.1:4000/enter/x"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Messages that stood on the screen."""
    texts: list[str] = []
    monkeypatch.setattr(web_view, "has_display", lambda: True)
    monkeypatch.setattr(message, "show", lambda text, **_: texts.append(text))
    return texts


def test_where_no_browser_opens_the_message_shows_the_address(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_view, "open_in_browser", lambda _url: False)
    browsing.open_pages(URL, Language.EN)
    english, welsh = shown[0].split("\n\n")
    assert english == f"The program is running. Open this address in a browser: {URL}"
    assert welsh.endswith(URL)


def test_where_a_browser_opens_nothing_stands_in_its_way(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_view, "open_in_browser", lambda _url: True)
    browsing.open_pages(URL, Language.EN)
    assert shown == []


class Pages:
    """Stands in for pages that stay open."""

    def is_alive(self) -> bool:
        return True


@pytest.mark.parametrize("has_console", [True, False])
def test_on_windows_a_message_closes_what_has_no_window_and_no_terminal(
    has_console: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[int] = iter([1, 7, 1, windows.YES])  # OK, No, OK, Yes
    asked: list[str] = []

    def box(text: str, _title: str, **_kind: Any) -> int:
        asked.append(text.partition("\n")[0])
        return next(answers)

    monkeypatch.setattr(browsing, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(windows, "has_console", lambda: has_console)
    monkeypatch.setattr(windows, "box", box)
    stop = threading.Event()
    if has_console:
        stop.set()  # by Ctrl+C
    browsing.wait(stop, Pages(), Language.EN)  # type: ignore[arg-type]  # stands in
    assert stop.is_set()
    stay, sure = browsing.STAY, browsing.SURE
    assert asked == ([] if has_console else [stay, sure, stay, sure])


def test_pages_that_could_not_open_again_are_not_waited_for() -> None:
    gone = SimpleNamespace(is_alive=lambda: False)
    stop = threading.Event()
    browsing.wait_for(stop, gone)  # type: ignore[arg-type]  # stands in for pages
    assert not stop.is_set()
