"""Pages of an update: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.attachments import shown_name
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.opened import FileKind
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import first_fault
from slo_desktop.web.guards import takes_backups
from slo_desktop.web.jobs import Job, JobState, jobs
from slo_desktop.web.made import sent
from slo_desktop.web.opened import opened_file
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast
from slo_desktop.web.updates import working
from slo_desktop.web.updates.arrived import Source, arrived
from slo_desktop.web.updates.forms import FileForm
from slo_desktop.web.updates.showing import (
    choose_page,
    ending_page,
    look_page,
    refused_page,
    words_of,
    work_page,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from slo_desktop.domain.update_manifest import Ready

bp = Blueprint("updates", __name__, url_prefix="/updates")
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
INSTALLER_TYPE = "application/octet-stream"


@bp.get("")
def show() -> ResponseReturnValue:
    """Choose an update, or look at the one that the person opened with the program."""
    path = opened_file(FileKind.UPDATE)
    if path is not None:
        return _look_at(arrived().add(path, path.name))
    return render("updates/choose.html", choose_page(FileForm(formdata=None)))


@bp.post("")
@takes_backups
def send() -> ResponseReturnValue:
    """Put an update in a safe place, to be looked at."""
    form = FileForm()
    if not form.validate():
        page = choose_page(form, first_fault(form))
        return render("updates/choose.html", page, UNPROCESSABLE)
    came = form.file.data
    path = arrived().sent.put(came.stream)
    return _look_at(arrived().add(path, shown_name(came.filename or path.name)))


@bp.post("/pick")
def pick() -> ResponseReturnValue:
    """Have the window ask for a file of this computer."""
    window = folder().shell or abort(HTTPStatus.NOT_FOUND)
    path = window.choose_file(FileKind.UPDATE)
    if path is None:
        return _see(url_for(".show"))
    return _look_at(arrived().add(path, path.name))


@bp.get("/file/<id_>")
def look(id_: str) -> ResponseReturnValue:
    """What an update brings, once every byte of it was checked."""
    source, known = arrived().find(id_), request.args.get("job")
    job = jobs().find(known) if known else working.look_at(source)
    match job.state:
        case JobState.DONE:
            return render("updates/look.html", look_page(source, job))
        case JobState.RUNNING:
            again = url_for(".look", id_=id_, job=job.key)
            return render("work.html", work_page(job, again))
        case JobState.STOPPED:
            return _see(url_for(".show"))
    return render("updates/refused.html", refused_page(job), UNPROCESSABLE)


@bp.post("/file/<id_>")
def begin(id_: str) -> ResponseReturnValue:
    """Back up and install; the program closes where it has to."""
    source = arrived().find(id_)
    ready = _ready(request.args.get("job", ""))
    if ready is None or not ready.path.is_file():
        return _look_at(source)
    job = working.install(source, ready)
    return _see(url_for(".work", key=job.key))


@bp.get("/under-way/<key>")
def work(key: str) -> ResponseReturnValue:
    """How far an installation is."""
    job = _known(key)
    if job is None or job.state is JobState.STOPPED:
        return _see(url_for(".show"))
    match job.state:
        case JobState.DONE:
            return render("updates/ending.html", ending_page(job))
        case JobState.RUNNING:
            page = work_page(job, url_for(".work", key=key))
            return render("work.html", page)
    return render("updates/refused.html", refused_page(job), UNPROCESSABLE)


@bp.get("/under-way/<key>/state")
def state(key: str) -> ResponseReturnValue:
    """How far a look or an installation is, for the script of the page."""
    job = _known(key)
    if job is None:
        return jsonify(state="gone")
    percent = job.page or None
    return jsonify(state=job.state.value, words=words_of(job), percent=percent)


@bp.post("/under-way/<key>/stop")
def stop(key: str) -> ResponseReturnValue:
    """Stop a look, or an installation before its installer was started."""
    jobs().end(key)
    return _see(url_for(".show"))


@bp.post("/installer/<key>")
def save(key: str) -> ResponseReturnValue:
    """Save a proven installer where the person says."""
    ready = _ready(key)
    if ready is None or not ready.path.is_file():
        abort(HTTPStatus.NOT_FOUND)
    window, job = folder().shell, jobs().find(key)
    if window is None:
        return sent(ready.path, ready.path.name, INSTALLER_TYPE)
    saved = window.save_as(ready.path.name, ready.path)
    if saved:
        job.about.saved = saved
        toast(_("Saved: %(name)s.", name=saved.name), undo=False)
    endpoint = ".work" if job.kind == working.INSTALL else ".look"
    return _see(url_for(endpoint, key=key, id_=job.about.source.id, job=key))


def _see(url: str) -> ResponseReturnValue:
    return redirect(url, HTTPStatus.SEE_OTHER)


def _look_at(source: Source) -> ResponseReturnValue:
    return _see(url_for(".look", id_=source.id))


def _known(key: str) -> Job | None:
    """A job of this program; None where it is too old, or of an earlier start."""
    try:
        job = jobs().find(key)
    except RecordNotFoundError:
        return None
    return job if job.kind in {working.LOOK, working.INSTALL} else None


def _ready(key: str) -> Ready | None:
    """The proven installer of a look that is over, or of an installation."""
    job = _known(key)
    if job is None:
        return None
    is_look = job.kind == working.LOOK
    return cast("Ready | None", job.result if is_look else job.about.ready)
