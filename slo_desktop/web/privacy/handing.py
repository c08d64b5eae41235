"""Exports: everything about one person, and everything there is."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.privacy.filenames import safe_name
from slo_desktop.i18n.field_words import KINDS
from slo_desktop.i18n.folding import fold
from slo_desktop.reports.person import to_html
from slo_desktop.services.privacy.access import everything, others_in
from slo_desktop.services.privacy.exporting import as_it_is, export
from slo_desktop.services.privacy.handing_over import hand_over
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.records import find
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.school import the_school
from slo_desktop.web import made
from slo_desktop.web.asking import number as read_number
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.privacy.blueprint import bp
from slo_desktop.web.privacy.pages import EverythingPage, WorkPage
from slo_desktop.web.records import kind_name, page_of
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.privacy.exporting import Exported
    from slo_desktop.web.jobs import Job

EXPORT = "export"
MADE = "export.zip"
PROGRESS = 5
"""The step from which on the page counts parts."""


@dataclass(slots=True)
class Asked:
    """What was asked for: its name, where it was asked, where it was saved."""

    title: str
    name: str
    back_url: str
    saved: Path | None = None


@bp.get("/people/<int:number>/everything")
def everything_about(number: int) -> Response:
    """What is kept about a person, and who else is named in it, to look at first."""
    now = folder().settings.now()
    with reading() as session:
        found = everything(session, number, now=now, with_changes=False)
        others = others_in(session, found)
    named = [part.record for part in found.parts]
    pages = {
        f"{record.kind}:{record.number}": url
        for record in named
        if (url := page_of(record.kind, record.number))
    }
    page = EverythingPage(
        title=_("Everything about this person"),
        number=number,
        found=found,
        others=others,
        kinds={kind: kind_name(kind) for kind in KINDS},
        pages=pages,
    )
    return render("privacy/everything.html", page)


@bp.post("/people/<int:number>/everything")
def make_everything(number: int) -> ResponseReturnValue:
    """Begin to put it together."""
    hide = _numbers(request.form.getlist("hide"))
    keep = _numbers(request.form.getlist("file"))
    shown = _numbers(request.form.getlist("files"))
    settings, now = folder().settings, folder().settings.now()
    with reading() as session:
        name = find(session, Person, number).name
    place = PlaceOfData.of(settings)

    def work(job: Job) -> Exported:
        with as_it_is(place) as session:
            found = everything(
                session, number, now=now, hide=hide, leave_out=shown - keep
            )
        summary = to_html(found)
        target = job.folder / MADE
        return hand_over(
            place, found, summary, target, stop=job.stop, note=_noting(job)
        )

    asked = Asked(
        title=_("Everything about this person"),
        name=_file_name(name, settings.today().isoformat()),
        back_url=url_for(".everything_about", number=number),
    )
    job = jobs().start(EXPORT, work, about=asked)
    return redirect(url_for(".work", key=job.key), HTTPStatus.SEE_OTHER)


@bp.post("/privacy/export")
def export_all() -> ResponseReturnValue:
    """Begin to write everything out, readable without the program."""
    settings, now = folder().settings, folder().settings.now()
    with reading() as session:
        name = the_school(session).name.shown(current_language()).text
    place = PlaceOfData.of(settings)

    def work(job: Job) -> Exported:
        target = job.folder / MADE
        return export(place, target, now=now, stop=job.stop, note=_noting(job))

    asked = Asked(
        title=_("Export everything"),
        name=_file_name(name, settings.today().isoformat()),
        back_url=url_for(".index"),
    )
    job = jobs().start(EXPORT, work, about=asked)
    return redirect(url_for(".work", key=job.key), HTTPStatus.SEE_OTHER)


def _noting(job: Job) -> Callable[[int], None]:
    def note(parts: int) -> None:
        job.step, job.page = PROGRESS, parts

    return note


def _numbers(values: Iterable[str]) -> set[int]:
    try:
        return {read_number(value) for value in values}
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)


def _file_name(name: str, day: str) -> str:
    plain = "-".join(fold(name).split())
    return safe_name(f"{plain or 'slo'}-{day}.zip")


@bp.get("/privacy/export/<key>")
def work(key: str) -> Response:
    """How far an export is, or what became of it."""
    job = jobs().find(key)
    asked: Asked = job.about
    problem = None
    if job.state is JobState.FAILED:
        problem = (
            explain(job.error)[0] if job.error else _("The file could not be made.")
        )
    page = WorkPage(
        title=asked.title,
        key=key,
        state=job.state.value,
        problem=problem,
        made=job.result if job.state is JobState.DONE else None,
        name=asked.name,
        saved=asked.saved.name if asked.saved else None,
        has_window=folder().shell is not None,
        back_url=asked.back_url,
    )
    return render("privacy/work.html", page)


@bp.get("/privacy/export/<key>/state")
def work_state(key: str) -> ResponseReturnValue:
    """How far it is, for the script of the page."""
    job = jobs().find(key)
    return jsonify(state=job.state.value, step=job.step, page=job.page)


@bp.post("/privacy/export/<key>/stop")
def stop_work(key: str) -> ResponseReturnValue:
    """Stop it; nothing is made."""
    jobs().end(key)
    return redirect(url_for(".work", key=key), HTTPStatus.SEE_OTHER)


@bp.get("/privacy/export/<key>/zip")
def download(key: str) -> ResponseReturnValue:
    """The ZIP itself, as a download."""
    return made.download(made.finished(key, EXPORT), MADE, "application/zip")


@bp.post("/privacy/export/<key>/save")
def save(key: str) -> ResponseReturnValue:
    """Ask where the ZIP shall go, and put it there."""
    job, window = made.finished(key, EXPORT), folder().shell
    if window is None:
        abort(HTTPStatus.NOT_FOUND)
    made.save(job, MADE, window)
    return redirect(url_for(".work", key=key), HTTPStatus.SEE_OTHER)
