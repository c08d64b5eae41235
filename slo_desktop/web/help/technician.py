"""The note for the IT technician as a PDF of one page, in both languages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from flask import abort, redirect, url_for
from flask_babel import gettext as _

from slo_desktop import __version__
from slo_desktop.domain.errors import PrintFailedError
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say
from slo_desktop.reports.press import LIMIT, Order
from slo_desktop.reports.technician import NAME, Note, to_html
from slo_desktop.storage.models.school import School
from slo_desktop.web.folder import folder
from slo_desktop.web.help import topics
from slo_desktop.web.help.blueprint import bp
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.made import sent
from slo_desktop.web.printing import press
from slo_desktop.web.saving import reading
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug import Response

    from slo_desktop.web.jobs import Job

TOPIC: Final = "technician"
PDF: Final = "note.pdf"


@bp.get("/technician.pdf")
def technician_pdf() -> Response:
    """The note as a download."""
    return sent(_printed(), _name(), "application/pdf")


@bp.post("/technician/save")
def save_technician() -> Response:
    """Ask where the note shall go, put it there and show it."""
    shell = folder().shell or abort(HTTPStatus.NOT_FOUND)
    if saved := shell.save_as(_name(), _printed()):
        toast(_("Saved: %(name)s.", name=saved.name), undo=False)
        shell.open_file(saved)
    return redirect(url_for(".show", topic=TOPIC), HTTPStatus.SEE_OTHER)


def note_in(language: Language) -> Note:
    """The topic of the help, taken apart for paper."""
    before, parts = topics.parts(TOPIC, language)
    title = topics.title(TOPIC, language)
    return Note(language=language, title=title, before=before, parts=parts)


def _printed() -> Path:
    """One page takes a second or two, so whoever asks waits for it.

    Raises:
        SloError: it could not be printed.
    """
    with reading() as session:
        first = session.scalar(sa.select(School.first_column).limit(1)) or Language.CY
    job = jobs().start(TOPIC, _printing(first))
    if job.thread:
        job.thread.join(LIMIT)
    if job.state is not JobState.DONE:
        raise job.error or PrintFailedError(TOPIC)
    return job.folder / PDF


def _printing(first: Language) -> Callable[[Job], int]:
    machine = press()
    page = to_html(note_in(first), note_in(first.other), __version__)

    def work(job: Job) -> int:
        order = Order(parts=(page,), pdf=job.folder / PDF)
        return machine.print_out(order, stop=job.stop)

    return work


def _name() -> str:
    return f"{'-'.join(say(NAME, language) for language in Language)}.pdf"
