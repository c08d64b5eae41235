"""The verb `report`: the same values and the same printer as the page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE
from slo_desktop.cli.refusals import NOT_A_FILE, NOT_ALLOWED
from slo_desktop.cli.report_cautions import cautions
from slo_desktop.cli.school import open_to_read
from slo_desktop.domain.governors import Layout
from slo_desktop.i18n.catalogues import N_
from slo_desktop.reports import governors
from slo_desktop.reports.press import Press
from slo_desktop.services.governors import governors_report
from slo_desktop.web.folder import KEY
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.cli.launch import Launch

NAMES = {"governors": N_("Headteacher’s report to governors")}
UNKNOWN = N_("There is no report of this name: %(name)s. Names: %(names)s.")
NO_PERSON = N_("This report is about the whole school: leave out --person.")
NO_FOLDER = N_("There is no such folder: %(folder)s")
READY = N_("The report is ready: %(file)s. Pages: %(pages)s.")


def report(launch: Launch) -> int:
    """Make the PDF of a report, whole or not at all."""
    options = launch.options
    if options.list:
        for name, words in NAMES.items():
            launch.tell(f"{name}  {launch.words(words)}")
        return DONE
    refused = _refused(launch)
    if refused:
        return launch.refuse(refused)
    pages, told = make(launch, options.out.resolve(), Layout(options.layout))
    for line in told:
        launch.tell(line)
    launch.tell(launch.words(READY, file=options.out, pages=pages))
    return DONE


def _refused(launch: Launch) -> str | None:
    options = launch.options
    if options.name not in NAMES:
        names = ", ".join(NAMES)
        return launch.words(UNKNOWN, name=options.name, names=names)
    if options.person is not None:
        return launch.words(NO_PERSON)
    return _refused_place(launch, options.out.resolve())


def _refused_place(launch: Launch, out: Path) -> str | None:
    if not out.parent.is_dir():
        return launch.words(NO_FOLDER, folder=out.parent)
    if out.is_dir():
        return launch.words(NOT_A_FILE, file=out)
    if not os.access(out.parent, os.W_OK):
        return launch.words(NOT_ALLOWED, file=out)
    return None


def make(launch: Launch, out: Path, layout: Layout) -> tuple[int, list[str]]:
    """Print the report to governors.

    Returns:
        How many pages it has, and what to look at before it goes out.

    Raises:
        SloError: it could not be made; no file was written.
    """
    options, settings = launch.options, launch.settings
    with open_to_read(settings) as app:
        with reading() as session:
            value = governors_report(
                session,
                app.extensions[KEY].objects,
                today=settings.today(),
                meeting=options.meeting,
                since=options.since,
            )
            told = cautions(launch, session, value, layout)
        with Press(settings.cache_dir) as press:
            return press.print_out(governors.order(value, layout, out)), told
