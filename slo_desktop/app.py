"""The one place where all the rooms are joined together."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import DatabaseError

from slo_desktop import paths
from slo_desktop.domain.errors import DataDamagedError, JournalBehindError
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.safety.saver import Saver
from slo_desktop.storage.database import database_url, engine_options, prepare
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import check_again, open_folder
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web import (
    addresses,
    collisions,
    errors,
    guards,
    jobs,
    language,
    late,
    old_pages,
    second_start,
    statics,
    templating,
    visits,
)
from slo_desktop.web.extensions import babel, csrf, db
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.restoring import sources, undoing
from slo_desktop.web.updates import arrived, telling

if TYPE_CHECKING:
    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Install, Reopen, Shell

FEATURES = (
    "home",
    "evidence",
    "files",
    "plan",
    "elements",
    "learning",
    "people",
    "reports",
    "school",
    "safety",
    "privacy",
    "search",
    "history",
    "bin",
    "help",
    "importing",
    "sides",
    "translation",
    "preferences",
    "drafts",
    "fields",
    "watching",
    "restoring",
    "updates",
)
"""Packages of the web room."""


def create_app(
    settings: Settings,
    *,
    shell: Shell | None = None,
    reopen: Reopen | None = None,
    install: Install | None = None,
    beside: bool = False,
) -> Flask:
    """Build the web application for one school's data folder.

    Args:
        settings: this launch.
        shell: what only a window can do; None in a browser.
        reopen: closes these pages and opens them anew; None where nobody can.
        install: hands installers to this computer; None where nobody can.
        beside: only read, beside a program that has this folder open; the data file
            is of this version.

    Raises:
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
        MigrationFailedError: an upgrade could not be proven; nothing was changed.
    """
    beside = beside or settings.read_only
    if settings.read_only:
        check_again(settings.data_dir, settings.database)
    elif not beside:
        open_folder(settings.data_dir, settings.database, settings.now)
    app = Flask("slo_desktop.web", static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=database_url(
            settings.database, read_only=settings.read_only
        ),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(),
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(paths.translations()),
    )
    _open(app, settings, shell, reopen, install)
    _set_up(app, settings)
    late.init_app(app, FEATURES, settings.cache_dir)
    for pages in (collisions.bp, old_pages.bp):
        app.register_blueprint(pages)
    with app.app_context():
        prepare(db.engine)
        if not beside:
            _catch_up(app, settings)
    return app


def _catch_up(app: Flask, settings: Settings) -> None:
    """Have the journal tell what the table does, before the first page.

    Raises:
        DataDamagedError: the table cannot be read.
    """
    try:
        with suppress(JournalBehindError):  # the next save tries again, and says so
            app.extensions[KEY].journal.catch_up(db.session())
        db.session.rollback()
        finish(PlaceOfData.of(settings), app.extensions[KEY].journal)
    except (DatabaseError, ValueError, LookupError, TypeError) as error:
        db.session.remove()
        db.engine.dispose()
        raise DataDamagedError(settings.database, "unreadable") from error


def _set_up(app: Flask, settings: Settings) -> None:
    """Guards first: nothing of a request is read until its sender is known."""
    language.init_app(app)
    addresses.init_app(app)
    guards.init_app(app, settings)
    csrf.init_app(app)
    statics.init_app(app)
    db.init_app(app)
    babel.init_app(app, locale_selector=lambda: language.current_language().value)
    templating.init_app(app)
    errors.init_app(app)
    second_start.init_app(app)
    visits.init_app(app)
    sources.init_app(app, settings)
    undoing.init_app(app)
    arrived.init_app(app, settings)
    telling.init_app(app)
    jobs.init_app(app, settings.cache_dir)
    templating.keep_compiled(app, settings.cache_dir / "templates")


def _open(
    app: Flask,
    settings: Settings,
    shell: Shell | None,
    reopen: Reopen | None,
    install: Install | None,
) -> None:
    preferences = PreferenceStore(settings.data_dir)
    if settings.language:
        preferences.update(language=settings.language.value)
    app.extensions[KEY] = Folder(
        settings=settings,
        journal=Journal(settings.data_dir),
        preferences=preferences,
        objects=ObjectStore(settings.data_dir),
        drafts=DraftStore(settings.data_dir, settings.cache_dir),
        backups=Saver(settings.data_dir, settings.database, settings.now),
        shell=shell,
        reopen=reopen,
        install=install,
    )
