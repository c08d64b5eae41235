"""Pages of evidence: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.bilingual import Mark
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.lists import join_and
from slo_desktop.services import evidence as service
from slo_desktop.storage.models.evidence import Attachment, Evidence
from slo_desktop.web.asking import page_to_return_to
from slo_desktop.web.autosave import autosave, wants_json
from slo_desktop.web.evidence.assembling import (
    list_page,
    new_page,
    offer_choices,
    show_page,
)
from slo_desktop.web.evidence.forms import EvidenceForm, FileForm, NewEvidenceForm
from slo_desktop.web.evidence.receiving import receive_into, received
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import takes_files
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("evidence", __name__, url_prefix="/evidence")
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("")
def index() -> ResponseReturnValue:
    """The log, newest first."""
    return render("evidence/list.html", list_page())


@bp.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """One record, edited in place beside its list."""
    return render("evidence/show.html", show_page(number))


@bp.post("/<int:number>")
def save(number: int) -> ResponseReturnValue:
    """Save the fields that were changed."""
    form = EvidenceForm()
    offer_choices(form, number)
    return autosave(
        form,
        kind=Evidence,
        number=number,
        save=lambda session, changes: service.edit_evidence(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: render(
            "evidence/show.html", show_page(number, form), UNPROCESSABLE
        ),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    """An empty record, tied already to what the address names."""
    form = NewEvidenceForm(formdata=None, data=_begun())
    return render("evidence/new.html", new_page(form))


@bp.post("")
@takes_files
def create() -> ResponseReturnValue:
    """Write down a new record, with its files."""
    form = NewEvidenceForm()
    page = new_page(form)
    kept = receive_into(form) if form.validate() else None
    if kept is None:
        return render("evidence/new.html", page, UNPROCESSABLE)
    with saving() as session:
        now = folder().settings.now()
        number = service.record_evidence(session, form.values, now=now).id
        for name, stored in kept:
            service.attach_file(session, number, stored, name=name)
    folder().drafts.drop("evidence-new")
    toast(_("Evidence saved."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


@bp.post("/capture")
def capture() -> ResponseReturnValue:
    """Keep a quick note in the inbox."""
    note, settings = request.form.get("note", "").strip(), folder().settings
    if note:
        with saving() as session:
            service.quick_capture(
                session,
                note,
                language=current_language(),
                now=settings.now(),
                today=settings.today(),
            )
        folder().drafts.drop("capture")
        toast(_("Note saved. It waits under “To sort”."))
    place = page_to_return_to() or url_for("home.index")
    return redirect(place, HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/file")
def file_it(number: int) -> ResponseReturnValue:
    """Take a quick note out of the inbox."""
    with saving() as session:
        service.file_it(session, number)
    toast(_("Filed."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/bin", endpoint="bin")
def put_in_bin(number: int) -> ResponseReturnValue:
    """Put a record in the bin."""
    with saving() as session:
        service.bin_evidence(session, number)
    toast(_("Evidence moved to the bin."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/restore")
def restore(number: int) -> ResponseReturnValue:
    """Bring a record back from the bin."""
    with saving() as session:
        service.restore_evidence(session, number)
    toast(_("Evidence restored."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/texts/<any(title, note):field>/<any(cy, en):language>")
def mark(number: int, field: str, language: str) -> ResponseReturnValue:
    """Decide about one language of a text."""
    word = request.form.get("mark", "")
    decision = Mark(word) if word in set(Mark) else None
    with saving() as session:
        service.mark_text(session, number, field, Language(language), decision)
    toast(_("Saved."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/files")
@takes_files
def attach(number: int) -> ResponseReturnValue:
    """Put files beside a record."""
    kept = received(request.files.getlist("files"))
    if not kept:
        abort(HTTPStatus.BAD_REQUEST)
    with saving() as session:
        for name, stored in kept:
            service.attach_file(session, number, stored, name=name)
    names = join_and([name for name, _stored in kept], current_language())
    toast(_("Attached: %(names)s", names=names))
    page = url_for(".show", number=number)
    return jsonify(url=page) if wants_json() else redirect(page, HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/files/<int:file>")
def save_file(number: int, file: int) -> ResponseReturnValue:
    """Save what was changed about a file."""
    form = FileForm()
    form.offer(file)
    return autosave(
        form,
        kind=Attachment,
        number=file,
        save=lambda session, changes: service.edit_file(
            session, number, file, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: render(
            "evidence/show.html", show_page(number, file_form=form), UNPROCESSABLE
        ),
    )


@bp.post("/<int:number>/files/<int:file>/detach")
def detach(number: int, file: int) -> ResponseReturnValue:
    """Take a file off a record."""
    with saving() as session:
        service.detach_file(session, number, file)
    toast(_("File removed from this evidence."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


def _begun() -> dict[str, object]:
    """What the address of an empty record says already."""
    today, text = folder().settings.today(), request.args.get("text", "")
    kind = request.args.get("kind")
    return {
        "happened_on": today,
        "kind": kind,
        f"note_{current_language()}": text,
        "elements": request.args.getlist("element"),
        "people": request.args.getlist("person", type=int),
        "priorities": request.args.getlist("priority", type=int),
        "actions": request.args.getlist("action", type=int),
    }
