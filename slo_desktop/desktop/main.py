"""Show a data folder to a person: in a window, else in the browser.

The window opens while the pages are being loaded: most of what a window costs is
spent in the web view's own processes.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slo_desktop.desktop import (
    browsing,
    faults,
    hindrances,
    message,
    single_instance,
    web_view,
    windows,
)
from slo_desktop.desktop.hindrances import Hindrance, NoWindowError
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

OPEN_ALREADY = N_("The program is already open.")
OPEN_THERE = N_("The program is already open. A new way in: %(url)s")
LAST_SECONDS = 5.0
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")

log = logging.getLogger("slo_desktop")


def serve(settings: Settings, *, port: int = 0) -> None:
    """Serve without a window; the first line tells a program how to get in.

    Raises:
        AlreadyOpenError: the program is open already; its window came forward.
        SloError: the folder cannot be opened; nothing was changed.
    """
    try:
        with _held(settings), _stop_signal() as stop:
            pages = Pages(settings, None, port=port)
            pages.start()
            try:
                browsing.tell(json.dumps({"url": pages.running().entry}))
                browsing.wait_for(stop, pages)
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
        with _held(settings):
            _show(settings, on_loaded, windowed=not browser and web_view.may_be_here())
    except AlreadyOpenError:
        _come_second(settings)


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    """Be the one program that has this folder open, seen as open, with its log."""
    with single_instance.hold(settings.data_dir), faults.heard(settings):
        windows.mark_open()
        yield


def _show(
    settings: Settings,
    on_loaded: Callable[[ProgramWindow], None] | None,
    *,
    windowed: bool,
) -> None:
    pages = Pages(settings, WindowShell() if windowed else None)
    pages.start()
    shown, hindrance = False, None
    try:
        try:
            shown = windowed and _show_window(pages, settings, on_loaded)
        except NoWindowError as error:
            hindrance = error.hindrance
        if not shown:
            _show_in_browser(pages, settings, hindrance)
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
    """Whether there was a window: false where no web view can be used.

    Raises:
        NoWindowError: the same, and the person must be told why.
    """
    web_view.prepare()
    if not web_view.is_here():
        return False
    hindrances.look()
    # Loads the web view, which reads what `prepare` sets.
    with hindrances.told():
        from slo_desktop.desktop.window import ProgramWindow  # noqa: PLC0415

        remembered, language = _preferences(settings), _language(settings)
        window = ProgramWindow(pages, remembered, language, on_loaded)
        with _stop_signal(window.close):
            shown = window.run(settings.cache_dir / "webview")
    if shown:
        pages.running()  # raises what kept them from opening
    elif sys.platform == "win32":  # it took something else than WebView2
        raise NoWindowError(Hindrance.FAILED)
    return shown


def _show_in_browser(
    pages: Pages, settings: Settings, hindrance: Hindrance | None
) -> None:
    running, language = pages.without_window(), _language(settings)
    if hindrance is not None:
        log.warning("window: %s", hindrance.name)
        told = message.in_both(hindrance.value, language)
        message.show(told, is_error=False)
    with _stop_signal() as stop:
        browsing.open_pages(running.entry, language)
        browsing.wait(stop, pages, language)


def _come_second(settings: Settings) -> None:
    windows.let_another_come_forward()
    answer = single_instance.call_first(settings.data_dir, settings.opened.path)
    language = _language(settings)
    if answer is None:  # it is still closing, or hangs
        message.show(message.in_both(OPEN_ALREADY, language))
    elif answer.url is None:
        browsing.tell(say(OPEN_ALREADY, language))
    else:
        browsing.open_pages(answer.url, language, OPEN_THERE)


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
