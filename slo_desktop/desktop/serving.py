"""Open one data folder, serve it, and leave it as it ought to be left."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from slo_desktop.app import create_app
from slo_desktop.desktop import single_instance
from slo_desktop.desktop.log import keep_log
from slo_desktop.desktop.server import entry_to
from slo_desktop.web import guards, jobs
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.reports import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from slo_desktop.desktop.door import Door
    from slo_desktop.desktop.server import Server
    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Shell


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

    def without_window(self) -> Running:
        """Let the pages know that there is only a browser."""
        folder = replace(self.folder, shell=None)
        self.app.extensions[KEY] = folder
        return replace(self, folder=folder)


@contextmanager
def serving(
    settings: Settings, server: Server, door: Door, *, shell: Shell | None = None
) -> Iterator[Running]:
    """Open a data folder that this process holds, and serve it inside the block.

    Args:
        settings: this launch.
        server: answers already; it is stopped in any case.
        door: what it serves.
        shell: what only a window can do.

    Raises:
        SloError: the folder cannot be opened; nothing was changed.
    """
    handler = keep_log(settings.data_dir)
    try:
        app = create_app(settings, shell=shell)
        door.lead_to(app)
        with _announced(app, settings, server) as running:
            yield running
    finally:
        door.give_up()
        server.stop()
        logging.getLogger().removeHandler(handler)
        handler.close()


@contextmanager
def _announced(app: Flask, settings: Settings, server: Server) -> Iterator[Running]:
    nonce = app.extensions[guards.KEY].nonce
    single_instance.announce(settings.data_dir, port=server.port, nonce=nonce)
    running = Running(
        app=app,
        folder=app.extensions[KEY],
        address=server.address,
        entry=entry_to(server, settings),
    )
    try:
        yield running
    finally:
        single_instance.forget(settings.data_dir)
        jobs.close(app)
        server.stop()
        press.close(app)
        _leave(running)


def _leave(running: Running) -> None:
    """Keep the last page, and close the data file."""
    last_page = running.folder.memory.last_page
    if last_page and last_page != running.folder.preferences.load().last_page:
        running.folder.preferences.update(last_page=last_page)
    with running.app.app_context():
        with suppress(OperationalError):
            # Only tidying: somebody who still reads must not make closing a fault.
            db.session.execute(db.text("PRAGMA optimize"))
        db.session.remove()
        db.engine.dispose()
