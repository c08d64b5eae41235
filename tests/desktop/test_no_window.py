"""A Windows that cannot show the window: it is said why, and the browser opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from slo_desktop.desktop import hindrances, main, message, web_view, windows
from slo_desktop.desktop.hindrances import Hindrance, NoWindowError
from slo_desktop.settings import Settings


class Broken:
    """Stands in for a window that .NET cannot make."""

    def __init__(self, *_told: object) -> None:
        raise RuntimeError("Failed to resolve Python.Runtime.Loader.Initialize")


class Other(Broken):
    """Stands in for a window that took another web view, and was refused that."""

    def __init__(self, *_told: object) -> None: ...

    def run(self, *_told: object) -> bool:
        return False

    def close(self) -> None: ...


@pytest.mark.usefixtures("ends_at_once")
@pytest.mark.parametrize("stands_in", [Broken, Other])
def test_a_window_that_windows_cannot_show_is_explained_before_the_browser(
    stands_in: type[Broken],
    settings: Settings,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from slo_desktop.desktop import window

    shown: list[str] = []

    def show(text: str, *, is_error: bool) -> None:
        assert not is_error
        assert opened == []
        shown.append(text)

    monkeypatch.setattr(web_view, "may_be_here", lambda: True)
    monkeypatch.setattr(web_view, "prepare", lambda: None)
    monkeypatch.setattr(hindrances, "look", lambda: None)
    monkeypatch.setattr(window, "ProgramWindow", stands_in)
    monkeypatch.setattr(message, "show", show)
    monkeypatch.setattr(windows, "mark_open", lambda: None)
    with as_on_windows(monkeypatch):
        main.run(settings)
    assert len(opened) == 1
    assert shown[0].startswith("Nid oedd modd agor ffenestr y rhaglen ei hun")
    log = (settings.data_dir / "logs" / "slo-desktop.log").read_text("utf-8")
    assert "window: FAILED" in log
    assert "Python.Runtime" not in log


@pytest.mark.usefixtures("ends_at_once")
def test_where_webview2_is_missing_nothing_of_the_window_is_loaded(
    settings: Settings, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from slo_desktop.desktop import window

    def missing() -> None:
        raise NoWindowError(Hindrance.NO_WEB_VIEW)

    shown: list[str] = []
    monkeypatch.setattr(web_view, "may_be_here", lambda: True)
    monkeypatch.setattr(web_view, "is_here", lambda: True)
    monkeypatch.setattr(hindrances, "look", missing)
    monkeypatch.setattr(window, "ProgramWindow", pytest.fail)
    monkeypatch.setattr(message, "show", lambda text, **_: shown.append(text))
    main.run(settings)
    assert len(opened) == 1
    assert shown[0].count("Microsoft Edge WebView2 Runtime") == 2


@contextmanager
def as_on_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the modules that open a window believe that they are on Windows."""
    with monkeypatch.context() as believed:
        for module in (main, hindrances, web_view):
            believed.setattr(module, "sys", SimpleNamespace(platform="win32"))
        yield
