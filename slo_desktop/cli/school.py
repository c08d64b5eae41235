"""The verbs that fill a school's folder, and how a folder is opened for a verb."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from slo_desktop.app import create_app
from slo_desktop.cli.launch import DONE, REFUSED
from slo_desktop.desktop import single_instance
from slo_desktop.domain.errors import NoSchoolError
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.import_words import finding_line, outcome_lines, taken_line
from slo_desktop.services.importing import import_file
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.opening import Found, inspect_folder
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import KEY
from slo_desktop.web.saving import reading, saving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from slo_desktop.cli.launch import Launch
    from slo_desktop.settings import Settings

OURS = frozenset({single_instance.LOCK, single_instance.NOTE, "logs", "state.json"})
NOT_EMPTY = N_("This folder is not empty: %(folder)s")
SAMPLE_READY = N_("The sample school is ready: %(folder)s")


@contextmanager
def open_to_write(settings: Settings) -> Iterator[Flask]:
    """The program, as the one that writes to this folder.

    Raises:
        AlreadyOpenError: another start of the program has it open.
        SloError: the folder cannot be opened; nothing was changed.
    """
    with single_instance.hold(settings.data_dir):
        app = create_app(settings)
        with _inside(app):
            yield app


@contextmanager
def open_to_read(settings: Settings) -> Iterator[Flask]:
    """The program, beside one that may be open.

    Raises:
        NoSchoolError: there is nothing to read.
        AlreadyOpenError: the data file is of an older version, and a program has it
            open, so that it cannot be brought up to this one.
    """
    match inspect_folder(settings.data_dir, settings.database):
        case Found.NOTHING:
            raise NoSchoolError
        case Found.OLDER:
            with open_to_write(settings) as app:
                yield app
        case Found.CURRENT:
            app = create_app(settings, beside=True)
            with _inside(app):
                yield app


@contextmanager
def _inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def sample(launch: Launch) -> int:
    """Make the sample school in an empty folder."""
    folder = launch.settings.data_dir
    if _holds_something_else(launch):
        return launch.refuse(launch.words(NOT_EMPTY, folder=folder))
    with open_to_write(launch.settings) as app:
        fill(app, launch.settings)
    launch.tell(launch.words(SAMPLE_READY, folder=folder))
    return DONE


def fill(app: Flask, settings: Settings) -> None:
    """Make the sample school in an opened, empty folder.

    Raises:
        SchoolExistsError: there is a school here already.
    """
    here = app.extensions[KEY]
    with saving() as session:
        school = make_sample(session, store=here.objects, now=settings.now())
        name = school.name.shown(school.working_language).text
    here.preferences.update(school=name)


def _holds_something_else(launch: Launch) -> bool:
    settings = launch.settings
    if not settings.data_dir.is_dir():
        return False
    if inspect_folder(settings.data_dir, settings.database) is not Found.NOTHING:
        return False  # a school, which has a word of its own
    return any(path.name not in OURS for path in settings.data_dir.iterdir())


def bring_in(launch: Launch) -> int:
    """Import a CSV file: all of it, or nothing unless the good rows are asked for."""
    options, settings = launch.options, launch.settings
    if inspect_folder(settings.data_dir, settings.database) is Found.NOTHING:
        raise NoSchoolError
    opened = open_to_read if options.dry_run else open_to_write
    begin = reading if options.dry_run else saving
    with ExitStack() as stack:
        app = stack.enter_context(opened(settings))
        if not options.dry_run:
            app.extensions[KEY].backups.before(Reason.IMPORT)
        session = stack.enter_context(begin())
        outcome = import_file(
            session,
            ImportKind(options.kind),
            options.file,
            store=app.extensions[KEY].objects,
            now=settings.now(),
            skip_bad=options.skip_bad,
            dry_run=options.dry_run,
        )
    for finding in (*outcome.errors, *outcome.warnings):
        launch.tell(finding_line(finding, launch.language))
    for row in outcome.first if options.dry_run else ():
        launch.tell(taken_line(row, launch.language))
    for line in outcome_lines(outcome, launch.language):
        launch.tell(line)
    return REFUSED if outcome.is_refused else DONE
