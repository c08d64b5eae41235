"""Pages of a restore: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.attachments import shown_name
from slo_desktop.domain.errors import (
    FileDamagedError,
    RecordNotFoundError,
    SloError,
)
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.i18n.restore_words import key_line, refusal_line
from slo_desktop.services.attachments import find_shown
from slo_desktop.services.safety.bringing_back import bring_file_back
from slo_desktop.services.safety.unlocking import unlocked
from slo_desktop.storage.backup.container import is_sealed
from slo_desktop.web.asking import page_to_return_to
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import first_fault
from slo_desktop.web.guards import takes_backups
from slo_desktop.web.jobs import Job, JobState, jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.opened import opened_file
from slo_desktop.web.restoring import own, working
from slo_desktop.web.restoring.blueprint import bp
from slo_desktop.web.restoring.forms import YES, FileForm, KeyForm, SureForm
from slo_desktop.web.restoring.pages import LockedPage
from slo_desktop.web.restoring.showing import (
    address,
    can_undo,
    choose_page,
    look_page,
    not_begun_page,
    refused_page,
    sure_page,
    words_of,
    work_page,
)
from slo_desktop.web.restoring.sources import Source, sources
from slo_desktop.web.restoring.undoing import is_untouched_since
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from slo_desktop.web.shell import Reopen

__all__ = ["bp", "own"]
ONE = "/<any(kept, file):place>/<id_>"
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("")
def choose() -> ResponseReturnValue:
    """Choose a backup."""
    return render("restoring/choose.html", choose_page(FileForm(formdata=None)))


@bp.post("")
@takes_backups
def send() -> ResponseReturnValue:
    """Put a backup from elsewhere in a safe place, to be looked at."""
    form = FileForm()
    if not form.validate():
        page = choose_page(form, first_fault(form))
        return render("restoring/choose.html", page, UNPROCESSABLE)
    sent = form.file.data
    path = sources().arrivals.put(sent.stream)
    source = sources().add(path, shown_name(sent.filename or path.name))
    return _see(address("look", source))


@bp.post("/pick")
def pick() -> ResponseReturnValue:
    """Have the window ask for a file of this computer."""
    window = folder().shell
    if window is None:
        abort(HTTPStatus.NOT_FOUND)
    path = window.choose_file(FileKind.BACKUP)
    if path is None:
        return _see(url_for(".choose"))
    return _see(address("look", sources().add(path, path.name)))


@bp.get("/opened")
def opened() -> ResponseReturnValue:
    """Look at the backup that the person opened with the program."""
    path = opened_file(FileKind.BACKUP)
    if path is None:
        return _see(url_for(".choose"))
    return _see(address("look", sources().add(path, path.name)))


@bp.get(ONE)
def look(place: str, id_: str) -> ResponseReturnValue:
    """What a backup holds, and what would change; nothing is kept."""
    source = sources().find(place, id_)
    known = request.args.get("job")
    if known:
        return _looked(source, jobs().find(known))
    try:
        is_locked = source.key is None and is_sealed(source.path)
    except (BackupRefusedError, OSError) as error:
        return _refuse_file(error)
    if is_locked:
        return _ask_key(source, KeyForm(formdata=None))
    return _looked(source, working.look_at(source))


@bp.post(f"{ONE}/key")
def unlock(place: str, id_: str) -> ResponseReturnValue:
    """Open a sealed backup."""
    source, form = sources().find(place, id_), KeyForm()
    if not form.validate():
        return _ask_key(source, form, UNPROCESSABLE)
    try:
        opened = unlocked(source.path, form.key.data or "")
    except SloError as error:
        told = key_line(error, current_language())
        if told is None:
            return _refuse_file(error)
        form.key.errors = [told]
        return _ask_key(source, form, UNPROCESSABLE)
    sources().unlock(source, opened)
    return _see(address("look", source))


@bp.get(f"{ONE}/sure")
def sure(place: str, id_: str) -> ResponseReturnValue:
    """The last question before everything is replaced."""
    source = sources().find(place, id_)
    job = _job_of(source)
    if job is None:
        return _see(address("look", source))
    page = sure_page(source, job, SureForm(formdata=None))
    return render("restoring/sure.html", page)


@bp.post(ONE)
def begin(place: str, id_: str) -> ResponseReturnValue:
    """Restore: the pages close and open anew when all is ready."""
    source, form = sources().find(place, id_), SureForm()
    looked = _job_of(source)
    if looked is None:
        return _see(address("look", source))
    if looked.result.another_school and form.another.data != YES:
        if request.form.get("another"):
            return _see(url_for(".choose"))
        form.another.errors = [_("Choose one of the two.")]
        page = sure_page(source, looked, form)
        return render("restoring/sure.html", page, UNPROCESSABLE)
    return _begin(source)


@bp.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the last restore back; newer work is shown before it is replaced."""
    note = sources().note
    if note is None or not can_undo():
        return _see(url_for(".choose"))
    source = sources().find("kept", note.safety or "")
    if not is_untouched_since(note.chain):
        return _see(address("look", source))
    return _begin(source)


@bp.get("/under-way/<key>")
def work(key: str) -> ResponseReturnValue:
    """How far a restore is; who opened anew has ended it and goes home."""
    job = _known(key)
    if job is None:
        return _see(url_for("home.index"))
    if job.state is JobState.STOPPED:
        return _see(_way_back(job))
    if job.state is JobState.FAILED:
        is_own = working.is_own(job)
        page = not_begun_page(job) if is_own else refused_page(job.about.source, job)
        return render("restoring/refused.html", page, UNPROCESSABLE)
    return render("work.html", work_page(job, url_for(".work", key=key)))


@bp.get("/under-way/<key>/state")
def state(key: str) -> ResponseReturnValue:
    """How far a look or a restore is, for the script of the page."""
    job = _known(key)
    if job is None:
        return jsonify(state="gone")
    is_closing = sources().ordered == job.key
    return jsonify(
        state=JobState.RUNNING.value if is_closing else job.state.value,
        words=words_of(job),
        percent=working.percent(job),
    )


@bp.post("/under-way/<key>/stop")
def stop(key: str) -> ResponseReturnValue:
    """Stop a look or a restore; nothing was changed."""
    jobs().end(key)
    return _see(_way_back(jobs().find(key)))


@bp.post("/files/<int:number>")
def bring_back(number: int) -> ResponseReturnValue:
    """Put one damaged or missing file back from the newest backup that has it."""
    here = folder()
    with reading() as session:
        file = find_shown(session, number)
        sha256, name = file.sha256, file.name
    try:
        bring_file_back(here.settings.data_dir, here.backups.kept, sha256)
    except (BackupRefusedError, FileDamagedError):
        text = _("No backup here has a good copy of this file: %(name)s.", name=name)
        toast(text, undo=False, category="care")
    else:
        toast(_("Brought back: %(name)s", name=name), undo=False)
    return _see(page_to_return_to() or url_for("evidence.index"))


def _see(url: str) -> ResponseReturnValue:
    return redirect(url, HTTPStatus.SEE_OTHER)


def _reopen() -> Reopen:
    """What closes these pages and opens them anew."""
    return folder().reopen or abort(HTTPStatus.NOT_FOUND)


def _way_back(job: Job) -> str:
    return url_for("school.begin" if working.is_own(job) else ".choose")


def _begin(source: Source) -> ResponseReturnValue:
    job = working.restore(source, _reopen())
    return _see(url_for(".work", key=job.key))


def _known(key: str) -> Job | None:
    """A job of this program; None where it was opened anew, or has none to wait for."""
    try:
        job = jobs().find(key)
    except RecordNotFoundError:
        return None
    is_over = job.kind == working.RESTORE and job.state is JobState.DONE
    return None if is_over and sources().ordered != key else job


def _job_of(source: Source) -> Job | None:
    """The look that a person stands on, if it is still known."""
    try:
        job = jobs().find(request.args.get("job", ""))
    except RecordNotFoundError:
        return None
    is_looked = job.state is JobState.DONE and job.kind == working.LOOK
    return job if is_looked and job.about.source.id == source.id else None


def _looked(source: Source, job: Job) -> ResponseReturnValue:
    match job.state:
        case JobState.DONE:
            return render("restoring/look.html", look_page(source, job))
        case JobState.RUNNING:
            again = address("look", source, job=job.key)
            return render("work.html", work_page(job, again))
        case JobState.STOPPED:
            return _see(url_for(".choose"))
    page = refused_page(source, job)
    return render("restoring/refused.html", page, UNPROCESSABLE)


def _ask_key(
    source: Source, form: KeyForm, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    page = LockedPage(
        title=_("This backup is locked"),
        name=source.name,
        form=form,
        url=address("unlock", source),
    )
    return render("restoring/locked.html", page, status)


def _refuse_file(error: Exception) -> ResponseReturnValue:
    told = refusal_line(error, current_language()) or _(
        "This file cannot be read. Nothing was changed."
    )
    page = choose_page(FileForm(formdata=None), told)
    return render("restoring/choose.html", page, UNPROCESSABLE)
