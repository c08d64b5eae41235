"""The application that answers when the program cannot."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, make_response, redirect, render_template, session, url_for
from werkzeug.exceptions import HTTPException

from slo_desktop import paths
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.services.safety.saver import Saver
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web import guards, jobs, second_start, statics, templating
from slo_desktop.web.door import render_door
from slo_desktop.web.extensions import babel, csrf
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.language import current_language
from slo_desktop.web.recovery import files, places, routes, salvage
from slo_desktop.web.recovery.blueprint import bp
from slo_desktop.web.recovery.pages import TITLE, SimplePage
from slo_desktop.web.recovery.trouble import KEY as TROUBLE
from slo_desktop.web.recovery.trouble import Trouble

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.domain.errors import SloError
    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Reopen, Shell

PARTS = (routes, places, salvage)
"""Loaded with this module, because each adds its pages to the blueprint."""

log = logging.getLogger("slo_desktop")


def create_recovery_app(
    settings: Settings,
    error: SloError,
    *,
    shell: Shell | None = None,
    reopen: Reopen | None = None,
) -> Flask:
    """Build the pages that are shown instead of the program.

    Args:
        settings: this launch.
        error: what kept the program from opening.
        shell: what only a window can do; None in a browser.
        reopen: closes these pages and tries to open the program.
    """
    app = Flask("slo_desktop.web", static_folder=None)
    app.config.update(
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(paths.translations()),
    )
    app.extensions[KEY] = Folder(
        settings=settings,
        journal=Journal(settings.data_dir),
        preferences=PreferenceStore(settings.data_dir),
        objects=ObjectStore(settings.data_dir),
        drafts=DraftStore(settings.data_dir),
        backups=Saver(settings.data_dir, settings.database, settings.now),
        shell=shell,
        reopen=reopen,
    )
    app.extensions[TROUBLE] = Trouble(error)
    guards.init_app(app, settings)
    csrf.init_app(app)
    statics.init_app(app)
    babel.init_app(app, locale_selector=lambda: current_language().value)
    templating.init_app(app)
    second_start.init_app(app)
    jobs.init_app(app, settings.cache_dir)
    files.clear(settings.cache_dir)
    app.add_url_rule("/", "home.index", _to_look)
    app.register_blueprint(bp)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(RecordNotFoundError, _show_gone)
    app.register_error_handler(Exception, _show_fault)
    return app


def _to_look() -> Response:
    """Every page of the program leads here, as long as it cannot be opened."""
    return redirect(url_for("recovery.look"))


def _show_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    if "inside" not in session or status is HTTPStatus.FORBIDDEN:
        return make_response(render_template("errors/outside.html"), status)
    if status is HTTPStatus.NOT_FOUND:
        return _to_look()
    return render_door("recovery/fault.html", SimplePage(title=TITLE), status)


def _show_gone(_error: Exception) -> Response:
    """Some work that these pages do not know: they were opened anew since."""
    return _to_look()


def _show_fault(error: Exception) -> Response:
    log.error("recovery: %s", type(error).__name__, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render_door("recovery/fault.html", SimplePage(title=TITLE), status)
