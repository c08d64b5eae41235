"""The one place where all the rooms are joined together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from slo_desktop import paths
from slo_desktop.storage.database import database_url, engine_options, prepare
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web import (
    collisions,
    errors,
    guards,
    jobs,
    second_start,
    statics,
    templating,
    visits,
)
from slo_desktop.web.bin.routes import bp as bin_bp
from slo_desktop.web.drafts.routes import bp as drafts_bp
from slo_desktop.web.elements.routes import bp as elements_bp
from slo_desktop.web.evidence.routes import bp as evidence_bp
from slo_desktop.web.extensions import babel, csrf, db
from slo_desktop.web.files.routes import bp as files_bp
from slo_desktop.web.folder import KEY, Folder
from slo_desktop.web.help.routes import bp as help_bp
from slo_desktop.web.history.routes import bp as history_bp
from slo_desktop.web.home.routes import bp as home_bp
from slo_desktop.web.importing.routes import bp as importing_bp
from slo_desktop.web.language import current_language
from slo_desktop.web.learning.routes import bp as learning_bp
from slo_desktop.web.people.routes import bp as people_bp
from slo_desktop.web.plan.routes import bp as plan_bp
from slo_desktop.web.preferences.routes import bp as preferences_bp
from slo_desktop.web.reports.routes import bp as reports_bp
from slo_desktop.web.school.routes import bp as school_bp
from slo_desktop.web.search.routes import bp as search_bp

if TYPE_CHECKING:
    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Shell

FEATURES = (
    home_bp,
    evidence_bp,
    files_bp,
    plan_bp,
    elements_bp,
    learning_bp,
    people_bp,
    reports_bp,
    school_bp,
    search_bp,
    history_bp,
    bin_bp,
    help_bp,
    importing_bp,
    preferences_bp,
    drafts_bp,
    collisions.bp,
)


def create_app(
    settings: Settings, *, shell: Shell | None = None, beside: bool = False
) -> Flask:
    """Build the web application for one school's data folder.

    Args:
        settings: this launch.
        shell: what only a window can do; None in a browser.
        beside: only read, beside a program that has this folder open; the data file
            is of this version.

    Raises:
        DataDamagedError: there was a school here and its file is not whole.
        NewerDataError: a newer version of the program wrote it.
        MigrationFailedError: an upgrade could not be proven; nothing was changed.
    """
    if not beside:
        open_folder(settings.data_dir, settings.database)
    app = Flask("slo_desktop.web", static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=database_url(settings.database),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(),
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(paths.translations()),
    )
    _open(app, settings, shell)
    _set_up(app, settings)
    for feature in FEATURES:
        app.register_blueprint(feature)
    with app.app_context():
        prepare(db.engine)
        if not beside:
            app.extensions[KEY].journal.catch_up(db.session())
            db.session.rollback()
    return app


def _set_up(app: Flask, settings: Settings) -> None:
    """Guards first: nothing of a request is read until its sender is known."""
    guards.init_app(
        app,
        launch_token=settings.launch_token,
        cookie_secret=settings.cookie_secret,
    )
    csrf.init_app(app)
    statics.init_app(app)
    db.init_app(app)
    babel.init_app(app, locale_selector=lambda: current_language().value)
    templating.init_app(app)
    errors.init_app(app)
    second_start.init_app(app)
    visits.init_app(app)
    jobs.init_app(app, settings.cache_dir)


def _open(app: Flask, settings: Settings, shell: Shell | None) -> None:
    preferences = PreferenceStore(settings.data_dir)
    if settings.language:
        preferences.update(language=settings.language.value)
    app.extensions[KEY] = Folder(
        settings=settings,
        journal=Journal(settings.data_dir),
        preferences=preferences,
        objects=ObjectStore(settings.data_dir),
        drafts=DraftStore(settings.data_dir),
        shell=shell,
    )
