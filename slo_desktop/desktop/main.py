"""Show a data folder to a person: in a window, else in the browser.

The window opens while the pages are being loaded: most of what a window costs is
spent in the web view's own processes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from slo_desktop.desktop import single_instance, web_view
from slo_desktop.desktop.pages import Pages, chosen
from slo_desktop.desktop.shell import WindowShell
from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slo_desktop.desktop.window import ProgramWindow
    from slo_desktop.domain.languages import Language
    from slo_desktop.settings import Settings
    from slo_desktop.storage.preferences import Preferences

ADDRESS = N_("The program is running. Open this address in a browser: %(url)s")
NO_DISPLAY = N_("There is no display here. Open this address in a browser: %(url)s")
OPEN_ALREADY = N_("The program is already open.")
OPEN_THERE = N_("The program is already open. A new way in: %(url)s")
LAST_SECONDS = 5.0
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def serve(settings: Settings, *, port: int = 0) -> None:
    """Serve without a window; the first line tells a program how to get in.

    Raises:
        AlreadyOpenError: the program is open already; its window came forward.
        SloError: the folder cannot be opened; nothing was changed.
    """
    try:
        with single_instance.hold(settings.data_dir), _stop_signal() as stop:
            pages = Pages(settings, None, port=port)
            pages.start()
            try:
                _print(json.dumps({"url": pages.running().entry}))
                _wait(stop, pages)
            finally:
                pages.finish()
    except AlreadyOpenError:
        single_instance.call_first(settings.data_dir)
        raise


def run(
    settings: Settings,
    *,
    browser: bool = False,
    on_loaded: Callable[[ProgramWindow], None] | None = None,
) -> None:
    """Open the program for a person.

    Args:
        settings: this launch.
        browser: the person wants the browser.
        on_loaded: called when the first page stands in the window.

    Raises:
        SloError: the folder cannot be opened; nothing was changed.
    """
    try:
        with single_instance.hold(settings.data_dir):
            _show(settings, on_loaded, windowed=not browser and web_view.may_be_here())
    except AlreadyOpenError:
        _come_second(settings)


def _show(
    settings: Settings,
    on_loaded: Callable[[ProgramWindow], None] | None,
    *,
    windowed: bool,
) -> None:
    pages = Pages(settings, WindowShell() if windowed else None)
    pages.start()
    try:
        shown = windowed and _show_window(pages, settings, on_loaded)
        if not shown:
            _show_in_browser(pages, settings)
    finally:
        pages.finish()
    if shown:
        _leave_no_process()


def _leave_no_process() -> None:
    """End for sure: everything is closed, and nothing may wait for a window gone."""
    end = threading.Timer(LAST_SECONDS, os._exit, (0,))
    end.daemon = True
    end.start()


def _show_window(
    pages: Pages, settings: Settings, on_loaded: Callable[[ProgramWindow], None] | None
) -> bool:
    """Whether there was a window: false where no web view can be used."""
    web_view.prepare()
    if not web_view.is_here():
        return False
    # Loads the web view, which reads what `prepare` sets.
    from slo_desktop.desktop.window import ProgramWindow  # noqa: PLC0415

    remembered, language = _preferences(settings), _language(settings)
    window = ProgramWindow(pages, remembered, language, on_loaded)
    with _stop_signal(window.close):
        shown = window.run(settings.cache_dir / "webview")
    if shown:
        pages.running()  # raises what kept them from opening
    return shown


def _show_in_browser(pages: Pages, settings: Settings) -> None:
    running = pages.without_window()
    with _stop_signal() as stop:
        words = ADDRESS if web_view.has_display() else NO_DISPLAY
        _print(say(words, _language(settings)) % {"url": running.entry})
        web_view.open_in_browser(running.entry)
        _wait(stop, pages)


def _come_second(settings: Settings) -> None:
    answer = single_instance.call_first(settings.data_dir)
    language = _language(settings)
    if answer is None or answer.url is None:
        _print(say(OPEN_ALREADY, language))
        return
    _print(say(OPEN_THERE, language) % {"url": answer.url})
    web_view.open_in_browser(answer.url)


def _preferences(settings: Settings) -> Preferences:
    return PreferenceStore(settings.data_dir).load()


def _language(settings: Settings) -> Language:
    return settings.language or chosen(_preferences(settings))


@contextmanager
def _stop_signal(
    act: Callable[[], None] | None = None,
) -> Iterator[threading.Event]:
    """Hear when the person or the system asks the program to end."""
    stop = threading.Event()

    def hear(_number: int, _frame: object) -> None:
        stop.set()
        if act is not None:
            act()

    numbers = [getattr(signal, name) for name in STOP_SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait(stop: threading.Event, pages: Pages) -> None:
    """Until told to end, or until the pages could not be opened again."""
    while pages.is_alive() and not stop.wait(0.5):
        pass  # Windows hears Ctrl+C only between waits


def _print(line: str) -> None:
    with suppress(OSError, AttributeError):  # nobody may be listening
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
