"""Open one data folder, serve it, and leave it as it ought to be left."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from slo_desktop.app import FEATURES
from slo_desktop.desktop import single_instance
from slo_desktop.desktop.backups import Rounds, back_up_on_closing
from slo_desktop.desktop.opening import in_its_place, load_pages
from slo_desktop.desktop.server import entry_to
from slo_desktop.domain.values import dataclass
from slo_desktop.services.safety.watching import Watch
from slo_desktop.services.updating.noting import note_version
from slo_desktop.storage.closing import note_closed
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.writable import may_write
from slo_desktop.web import guards, jobs, late
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.reports import press
from slo_desktop.web.watching.routes import KEY as WATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from slo_desktop.desktop.door import Door
    from slo_desktop.desktop.server import Server
    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Install, Reopen, Shell

SHUT_SECONDS = 20.0
"""So long the pages wait for what is under way before they are opened anew."""

REST_SECONDS = 5.0
"""The first pages come first."""

log = logging.getLogger("slo_desktop")


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

    @property
    def has_file(self) -> bool:
        """Whether a data file is open: the recovery pages open none."""
        return "sqlalchemy" in self.app.extensions

    @property
    def is_writable(self) -> bool:
        """Whether that file may be written to."""
        return self.has_file and not self.folder.settings.read_only

    def without_window(self) -> Running:
        """Let the pages know that there is only a browser."""
        folder = replace(self.folder, shell=None)
        self.app.extensions[KEY] = folder
        return replace(self, folder=folder)


class Program:
    """One data folder behind one door; it can be closed and opened anew.

    Attributes:
        running: what is being served now.
    """

    running: Running

    def __init__(
        self,
        settings: Settings,
        server: Server,
        door: Door,
        shell: Shell | None,
        reopen: Reopen | None,
        install: Install | None = None,
    ) -> None:
        self._settings, self._server, self._door = settings, server, door
        self._shell, self._reopen, self._install = shell, reopen, install
        self._held = settings.data_dir
        self._opened = ExitStack()

    def open(self) -> None:
        """Load the pages, or those that help where it cannot be opened; lead to them.

        Raises:
            SloError: the folder cannot be opened; nothing was changed.
        """
        if self._settings.data_dir != self._held:  # the school was moved meanwhile
            other = single_instance.hold(self._settings.data_dir)
            self._opened.enter_context(other)
        app = load_pages(
            self._settings,
            shell=self._shell,
            reopen=self._reopen,
            install=self._install,
        )
        self.running = self._opened.enter_context(
            _announced(app, self._settings, self._server)
        )
        self._door.lead_to(app)

    def without_window(self) -> Running:
        """Let the pages know, now and later, that there is only a browser."""
        self._shell = None
        self.running = self.running.without_window()
        return self.running

    def reopen(self, act: Callable[[], None], busy: Callable[[], None]) -> None:
        """Close the pages, do something to the folder, and open them behind the door.

        Args:
            act: what is to be done; a fault of it keeps nobody from opening again.
            busy: called instead when somebody is still being answered after a while.

        Raises:
            SloError: the folder cannot be opened again.
        """
        if not self._door.shut(SHUT_SECONDS):
            busy()
            self._door.lead_to(self.running.app)
            return
        self.close()
        try:
            act()
        except Exception as error:  # noqa: BLE001  the person must be let in again
            log.error("reopen: %s", type(error).__name__)  # noqa: TRY400  names leak from traces
        finally:
            self._settings = in_its_place(self._settings.anew())
            self.open()

    def close(self) -> None:
        """Leave the folder; nobody is being answered any more."""
        self._opened.close()


@contextmanager
def serving(
    settings: Settings,
    server: Server,
    door: Door,
    *,
    shell: Shell | None = None,
    reopen: Reopen | None = None,
    install: Install | None = None,
) -> Iterator[Program]:
    """Open a data folder that this process holds, and serve it inside the block.

    Args:
        settings: this launch.
        server: answers already; it is stopped in any case.
        door: what it serves.
        shell: what only a window can do.
        reopen: takes orders of the pages to be opened anew.
        install: hands installers to this computer.

    Raises:
        SloError: the folder cannot be opened; nothing was changed.
    """
    if not may_write(settings.data_dir, settings.database):
        settings = replace(settings, read_only=True)
    program = Program(settings, server, door, shell, reopen, install)
    try:
        program.open()
        try:
            yield program
        finally:
            server.stop()
            program.close()
            if program.running.is_writable:
                back_up_on_closing(program.running.folder)
    finally:
        door.give_up()
        server.stop()


@contextmanager
def _announced(app: Flask, settings: Settings, server: Server) -> Iterator[Running]:
    nonce = app.extensions[guards.KEY].nonce
    if not settings.read_only:
        single_instance.announce(settings.data_dir, port=server.port, nonce=nonce)
    running = Running(
        app=app,
        folder=app.extensions[KEY],
        address=server.address,
        entry=entry_to(server, settings),
    )
    try:
        with _rest_loaded(), _beside(running):
            yield running
    finally:
        single_instance.forget(settings.data_dir)
        jobs.close(app)
        press.close(app)
        _leave(running)


@contextmanager
def _rest_loaded() -> Iterator[None]:
    """Load the other features in a while: an upgrade could take their code away."""
    loading = threading.Timer(REST_SECONDS, late.load, (FEATURES,))
    loading.daemon = True
    loading.start()
    try:
        yield
    finally:
        loading.cancel()


@contextmanager
def _beside(running: Running) -> Iterator[None]:
    """What goes on by itself beside the pages: backups, and a look at everything."""
    if not running.is_writable:
        yield
        return
    settings = running.folder.settings
    rounds = Rounds(running.folder)
    is_due = running.folder.preferences.load().closed is None
    watch = Watch(settings.data_dir, settings.now, is_due=is_due)
    running.app.extensions[WATCH] = watch
    try:
        yield
    finally:
        watch.stop()
        rounds.stop()


def _leave(running: Running) -> None:
    """Keep the last page, and close the data file."""
    last_page = running.folder.memory.last_page
    if last_page and last_page != running.folder.preferences.load().last_page:
        running.folder.preferences.update(last_page=last_page)
    if not running.has_file:
        return
    with running.app.app_context():
        with suppress(OperationalError):
            # Only tidying: somebody who still reads must not make closing a fault.
            db.session.execute(db.text("PRAGMA optimize"))
        db.session.remove()
        db.engine.dispose()
    if running.is_writable:
        with suppress(OSError, dbapi2.Error):  # at worst the next start looks closer
            folder = running.folder
            note_closed(folder.preferences, folder.settings.database)
            note_version(folder.preferences)
