"""Pages of the reports: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, abort, jsonify, redirect, request, send_file, url_for
from flask_babel import gettext as _

from slo_desktop.domain.errors import BadDatesError
from slo_desktop.domain.governors import Layout
from slo_desktop.reports.worker import page_image
from slo_desktop.web import made
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import jobs
from slo_desktop.web.reports.composing import (
    Made,
    compose,
    file_name,
    form_of,
    report_from,
)
from slo_desktop.web.reports.forms import GovernorsForm
from slo_desktop.web.reports.press import GOVERNORS, PAGES, PDF, press, printing
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from pathlib import Path

    from flask.typing import ResponseReturnValue

    from slo_desktop.web.jobs import Job
    from slo_desktop.web.shell import Shell

bp = Blueprint("reports", __name__, url_prefix="/reports")
PAGE = "reports/compose.html"
TOKEN = "csrf_token"  # noqa: S105  the name of a field


@bp.get("")
def index() -> ResponseReturnValue:
    """Choose what the report to governors shows."""
    press().warm_up_soon()
    return render(PAGE, compose(form_of(request.args)))


@bp.post("/period")
def offer_again() -> ResponseReturnValue:
    """Show the evidence of the period that was chosen, with all other choices.

    A form that is sent as an address would leave its token there.
    """
    sent = request.form.items(multi=True)
    chosen = urlencode([pair for pair in sent if pair[0] != TOKEN])
    return redirect(f"{url_for('.index')}?{chosen}", HTTPStatus.SEE_OTHER)


@bp.post("/governors")
def make() -> ResponseReturnValue:
    """Start printing what was chosen."""
    form = GovernorsForm()
    if not form.validate():
        return render(PAGE, compose(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        report = report_from(form)
    except BadDatesError as error:
        form.since.errors = [explain(error)[0]]
        return render(PAGE, compose(form), HTTPStatus.UNPROCESSABLE_ENTITY)
    layout = Layout(form.layout.data)
    about = Made(chosen=request.form.copy(), name=file_name(report, layout))
    job = jobs().start(GOVERNORS, printing(report, layout), about=about)
    return redirect(url_for(".show", key=job.key), HTTPStatus.SEE_OTHER)


@bp.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """The report that was made, or how far it is."""
    job = jobs().find(key)
    number = request.args.get("page", 1, type=int)
    form = form_of(job.about.chosen)
    return render(PAGE, compose(form, job=job, number=number))


@bp.get("/<key>/state")
def state(key: str) -> ResponseReturnValue:
    """How far it is, for the script of the page."""
    job = jobs().find(key)
    return jsonify(state=job.state.value, step=job.step, page=job.page)


@bp.get("/<key>/pages/<int:number>")
def picture(key: str, number: int) -> ResponseReturnValue:
    """A picture of one page."""
    path = page_image(_ready(key).folder / PAGES, number)
    if not path.is_file():
        abort(HTTPStatus.NOT_FOUND)
    return send_file(path, mimetype="image/png", etag=False)


@bp.get("/<key>/pdf")
def download(key: str) -> ResponseReturnValue:
    """The PDF itself, as a download."""
    return made.download(_ready(key), PDF, "application/pdf")


@bp.post("/<key>/stop")
def stop(key: str) -> ResponseReturnValue:
    """Stop printing."""
    jobs().end(key)
    return redirect(url_for(".show", key=key), HTTPStatus.SEE_OTHER)


@bp.post("/<key>/save")
def save(key: str) -> ResponseReturnValue:
    """Ask where the PDF shall go, and put it there."""
    made.save(_ready(key), PDF, _window())
    return redirect(url_for(".show", key=key), HTTPStatus.SEE_OTHER)


@bp.post("/<key>/open")
def open_saved(key: str) -> ResponseReturnValue:
    """Show the saved PDF in the program this computer uses for it."""
    return _say(key, there=_window().open_file(_saved(key)))


@bp.post("/<key>/folder")
def show_folder(key: str) -> ResponseReturnValue:
    """Show the folder the PDF was saved in."""
    return _say(key, there=_window().show_in_folder(_saved(key)))


def _say(key: str, *, there: bool) -> ResponseReturnValue:
    if not there:
        text = _("The file is no longer where it was saved.")
        toast(text, undo=False, category="care")
    return redirect(url_for(".show", key=key), HTTPStatus.SEE_OTHER)


def _ready(key: str) -> Job:
    return made.finished(key, GOVERNORS)


def _saved(key: str) -> Path:
    saved: Path | None = _ready(key).about.saved
    if saved is None:
        abort(HTTPStatus.NOT_FOUND)
    return saved


def _window() -> Shell:
    window = folder().shell
    if window is None:
        abort(HTTPStatus.NOT_FOUND)
    return window
