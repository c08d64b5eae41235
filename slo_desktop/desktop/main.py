"""Open one data folder, show it, and leave it as it ought to be left."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slo_desktop.app import create_app
from slo_desktop.desktop import single_instance, web_view
from slo_desktop.desktop.log import keep_log
from slo_desktop.desktop.server import Server
from slo_desktop.desktop.shell import WindowShell
from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web import guards
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import KEY, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    from slo_desktop.settings import Settings

ADDRESS = N_("The program is running. Open this address in a browser: {url}")
NO_DISPLAY = N_("There is no display here. Open this address in a browser: {url}")
OPEN_ALREADY = N_("The program is already open.")
OPEN_THERE = N_("The program is already open. A new way in: {url}")
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An opened data folder that is being served.

    Attributes:
        address: scheme, host and port.
        entry: one-time address for the first window.
    """

    app: Flask
    folder: Folder
    address: str
    entry: str

    def without_window(self) -> None:
        """Let the pages know that there is only a browser."""
        self.app.extensions[KEY] = replace(self.folder, shell=None)


@contextmanager
def opened(
    settings: Settings, *, port: int = 0, shell: WindowShell | None = None
) -> Iterator[Running]:
    """Hold a data folder and serve it until the block is left.

    Raises:
        AlreadyOpenError: another start of the program holds the folder.
        SloError: the folder cannot be opened; nothing was changed.
    """
    with single_instance.hold(settings.data_dir):
        handler = keep_log(settings.data_dir)
        try:
            with _serving(settings, port, shell) as running:
                yield running
        finally:
            logging.getLogger().removeHandler(handler)
            handler.close()


@contextmanager
def _serving(
    settings: Settings, port: int, shell: WindowShell | None
) -> Iterator[Running]:
    app = create_app(settings, shell=shell)
    server = Server(app, port=port)
    server.start()
    nonce = app.extensions[guards.KEY].nonce
    single_instance.announce(settings.data_dir, port=server.port, nonce=nonce)
    running = Running(
        app=app,
        folder=app.extensions[KEY],
        address=server.address,
        entry=f"{server.address}/enter/{settings.launch_token}",
    )
    try:
        yield running
    finally:
        single_instance.forget(settings.data_dir)
        server.stop()
        _leave(running)


def _leave(running: Running) -> None:
    """Keep the last page, and close the data file."""
    last_page = running.folder.memory.last_page
    if last_page and last_page != running.folder.preferences.load().last_page:
        running.folder.preferences.update(last_page=last_page)
    with running.app.app_context():
        db.session.execute(db.text("PRAGMA optimize"))
        db.session.remove()
        db.engine.dispose()


def serve(settings: Settings, *, port: int = 0) -> None:
    """Serve without a window; the first line tells a program how to get in."""
    with opened(settings, port=port) as running, _stop_signal() as stop:
        _print(json.dumps({"url": running.entry}))
        _wait(stop)


def run(
    settings: Settings,
    *,
    browser: bool = False,
    on_loaded: Callable[[], None] | None = None,
) -> None:
    """Open the program for a person: in a window, else in the browser.

    Args:
        settings: this launch.
        browser: the person wants the browser.
        on_loaded: called when the first page stands in the window.
    """
    try:
        if browser or not web_view.has_web_view():
            _run_in_browser(settings)
        else:
            _run_in_window(settings, on_loaded)
    except AlreadyOpenError:
        _come_second(settings)


def _run_in_window(settings: Settings, on_loaded: Callable[[], None] | None) -> None:
    shell = WindowShell()
    with opened(settings, shell=shell) as running:
        web_view.prepare()
        from slo_desktop.desktop.window import (  # noqa: PLC0415  reads what `prepare` sets
            ProgramWindow,
        )

        preferences = running.folder.preferences
        window = ProgramWindow(
            running.address, running.entry, preferences, _language(settings)
        )
        shell.attach(window.native, lambda: _chosen(preferences.load().language))
        with _stop_signal(window.close):
            shown = window.run(_web_view_folder(settings), on_loaded)
        if not shown:
            running.without_window()
            _stay_in_browser(running, settings)


def _run_in_browser(settings: Settings) -> None:
    with opened(settings) as running:
        _stay_in_browser(running, settings)


def _stay_in_browser(running: Running, settings: Settings) -> None:
    with _stop_signal() as stop:
        words = ADDRESS if web_view.has_display() else NO_DISPLAY
        _print(say(words, _language(settings)).format(url=running.entry))
        web_view.open_in_browser(running.entry)
        _wait(stop)


def _come_second(settings: Settings) -> None:
    answer = single_instance.call_first(settings.data_dir)
    language = _language(settings)
    if answer is None or answer.url is None:
        _print(say(OPEN_ALREADY, language))
        return
    _print(say(OPEN_THERE, language).format(url=answer.url))
    web_view.open_in_browser(answer.url)


def _language(settings: Settings) -> Language:
    chosen = PreferenceStore(settings.data_dir).load().language
    return settings.language or _chosen(chosen)


def _chosen(language: str | None) -> Language:
    return Language(language) if language in set(Language) else Language.CY


def _web_view_folder(settings: Settings) -> Path:
    """A folder per data folder, because two web views may not share one."""
    name = hashlib.sha256(os.fsencode(settings.data_dir.resolve())).hexdigest()[:12]
    return settings.cache_dir / "webview" / name


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

    before = {}
    for name in STOP_SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, hear)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait(stop: threading.Event) -> None:
    while not stop.wait(0.5):  # Windows hears Ctrl+C only between waits
        pass


def _print(line: str) -> None:
    with suppress(OSError, AttributeError):  # nobody may be listening
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
