"""The verb `report`: the same values and the same printer as the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE
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
    pages = make(launch, options.out.resolve(), Layout(options.layout))
    launch.tell(launch.words(READY, file=options.out, pages=pages))
    return DONE


def _refused(launch: Launch) -> str | None:
    options = launch.options
    if options.name not in NAMES:
        names = ", ".join(NAMES)
        return launch.words(UNKNOWN, name=options.name, names=names)
    if options.person is not None:
        return launch.words(NO_PERSON)
    folder = options.out.resolve().parent
    if not folder.is_dir():
        return launch.words(NO_FOLDER, folder=folder)
    return None


def make(launch: Launch, out: Path, layout: Layout) -> int:
    """Print the report to governors, and say how many pages it has.

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
        with Press(settings.cache_dir) as press:
            return press.print_out(governors.order(value, layout, out))
