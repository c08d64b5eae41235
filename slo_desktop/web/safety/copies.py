"""The Safety page: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from flask import abort, jsonify, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.domain.safety.backups import Place
from slo_desktop.i18n.safety_words import fault_line
from slo_desktop.services.safety.copying import choose_place, forget_place
from slo_desktop.storage.backup.naming import SUFFIX, slug
from slo_desktop.storage.backup.places import fault_of
from slo_desktop.storage.school import the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.made import sent
from slo_desktop.web.safety.assembling import safety_page
from slo_desktop.web.safety.blueprint import bp
from slo_desktop.web.safety.forms import CopyForm, FolderForm
from slo_desktop.web.safety.working import (
    BACKUP,
    COPY,
    PROVE,
    Copied,
    backing_up,
    copying,
    note_taken,
    proving,
)
from slo_desktop.web.saving import reading
from slo_desktop.web.standing import has_key, key_is_damaged
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from slo_desktop.web.jobs import Job

PAGE = "safety/safety.html"


@bp.get("")
def index() -> ResponseReturnValue:
    """How many copies there are, where, and how old."""
    return render(PAGE, safety_page())


@bp.post("/backup")
def back_up() -> ResponseReturnValue:
    """Back up now, here and in every place that is there."""
    return _watch(jobs().start(BACKUP, backing_up(folder())))


@bp.post("/prove")
def prove() -> ResponseReturnValue:
    """Restore the newest backup for trial."""
    if folder().backups.kept.newest() is None:
        toast(_("There is no backup yet."), undo=False, category="care")
        return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    return _watch(jobs().start(PROVE, proving(folder())))


@bp.post("/copy")
def copy() -> ResponseReturnValue:
    """Make one complete file, where the person says or as a download."""
    form, here = CopyForm(), folder()
    if not form.validate():
        return render(PAGE, safety_page(copy=form), HTTPStatus.UNPROCESSABLE_ENTITY)
    if key_is_damaged(here.settings.data_dir):
        # A school that seals its copies must not get a plain one unasked.
        toast(_("The key in the folder cannot be read."), undo=False, category="care")
        return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    name, target = _name(), None
    if here.shell:
        target = here.shell.ask_where(name)
        if target is None:
            return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    work = copying(
        here,
        name=name,
        target=target,
        keep=Place(str(form.keep.data)),
        sealed=has_key(here.settings.data_dir),
    )
    return _watch(jobs().start(COPY, work))


@bp.get("/jobs/<key>")
def job(key: str) -> ResponseReturnValue:
    """The page with some work on it."""
    return render(PAGE, safety_page(job=jobs().find(key)))


@bp.get("/jobs/<key>/state")
def state(key: str) -> ResponseReturnValue:
    """How far it is, for the script of the page."""
    found = jobs().find(key)
    return jsonify(state=found.state.value, percent=min(found.step, 100))


@bp.post("/jobs/<key>/stop")
def stop(key: str) -> ResponseReturnValue:
    """Stop it; no file is left half made."""
    jobs().end(key)
    return redirect(url_for(".job", key=key), HTTPStatus.SEE_OTHER)


@bp.post("/jobs/<key>/file")
def download(key: str) -> ResponseReturnValue:
    """The complete copy, as a download; from then on it counts as taken away."""
    found = jobs().find(key)
    done = found.result if found.state is JobState.DONE else None
    if not isinstance(done, Copied) or not done.waits:
        abort(HTTPStatus.NOT_FOUND)
    note_taken(folder(), done.keep)
    return sent(done.path, done.path.name, "application/octet-stream")


@bp.post("/places/<any(device, away):kind>")
def choose(kind: str) -> ResponseReturnValue:
    """Copy to the folder whose name was typed."""
    form, place = FolderForm(), Place(kind)
    chosen = Path((form.path.data or "").strip()).expanduser()
    if not form.validate():
        return _refused(form, place, str(form.path.errors[0]))
    if not chosen.is_absolute():
        return _refused(form, place, _("Write the whole name of a folder."))
    return _choose(form, place, chosen)


@bp.post("/places/<any(device, away):kind>/ask")
def ask(kind: str) -> ResponseReturnValue:
    """Copy to a folder that is chosen in the computer's own dialog."""
    shell = folder().shell or abort(HTTPStatus.NOT_FOUND)
    chosen = shell.choose_folder()
    if chosen is None:
        return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    return _choose(FolderForm(formdata=None), Place(kind), chosen)


@bp.post("/places/<any(device, away):kind>/forget")
def forget(kind: str) -> ResponseReturnValue:
    """Copy nothing there any more."""
    forget_place(folder().preferences, Place(kind))
    text = _("Nothing more is copied there. What is there stays there.")
    toast(text, undo=False)
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _choose(form: FolderForm, place: Place, chosen: Path) -> ResponseReturnValue:
    here = folder()
    if chosen.resolve().is_relative_to(here.settings.data_dir.resolve()):
        text = _("That is the folder of your work itself. Choose a folder elsewhere.")
        return _refused(form, place, text, chosen)
    try:
        choose_place(
            here.preferences,
            here.settings.data_dir,
            kind=place,
            chosen=chosen,
            now=here.settings.now(),
        )
    except OSError as error:
        words = fault_line(fault_of(error), current_language())
        return _refused(form, place, words, chosen)
    toast(_("Backups are copied there from now on."), undo=False)
    if not has_key(here.settings.data_dir):
        return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    return _watch(jobs().start(BACKUP, backing_up(here)))


def _refused(
    form: FolderForm, place: Place, words: str, chosen: Path | None = None
) -> ResponseReturnValue:
    if chosen is not None:
        form.path.data = str(chosen)
    form.path.errors = [words]
    page = safety_page(chosen={place: form})
    return render(PAGE, page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _name() -> str:
    with reading() as session:
        name = slug(the_school(session).name)
    return f"{name}-{folder().settings.today().isoformat()}{SUFFIX}"


def _watch(started: Job) -> ResponseReturnValue:
    return redirect(url_for(".job", key=started.key), HTTPStatus.SEE_OTHER)
