"""Pages of evidence: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.bilingual import Mark
from slo_desktop.domain.errors import FileThereError
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.guessing import guess_language
from slo_desktop.services import evidence as service
from slo_desktop.storage.models.evidence import Attachment, Evidence
from slo_desktop.web.asking import page_to_return_to
from slo_desktop.web.autosave import autosave, wants_json
from slo_desktop.web.evidence.assembling import (
    DRAFT,
    list_page,
    new_page,
    next_to_sort,
    offer_choices,
    offer_for_new,
    show_page,
)
from slo_desktop.web.evidence.filters import arguments, filter_asked
from slo_desktop.web.evidence.forms import EvidenceForm, FileForm, NewEvidenceForm
from slo_desktop.web.evidence.noting import take_note
from slo_desktop.web.evidence.receiving import (
    arrival_at,
    received,
    received_with,
    told_of,
)
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import takes_files
from slo_desktop.web.language import current_language
from slo_desktop.web.new_records import begun, forget_draft, keep_files, keep_sent
from slo_desktop.web.once import once
from slo_desktop.web.saving import saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session
    from werkzeug import Response

    from slo_desktop.web.evidence.receiving import Arrival, Received

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
    """An empty record, tied already to what the address names, or the kept draft."""
    form = begun(NewEvidenceForm, DRAFT, _begun())
    return render("evidence/new.html", new_page(form))


@bp.post("")
@takes_files
@once
def create() -> ResponseReturnValue:
    """Write down a new record, with every file that can be kept."""
    form = NewEvidenceForm()
    offer_for_new(form)
    if not form.validate():
        _kept, refused = keep_files(DRAFT, form.files.data or ())
        keep_sent(DRAFT)
        return render("evidence/new.html", new_page(form, refused), UNPROCESSABLE)
    found = received_with(DRAFT, form.files.data or ())
    with saving() as session:
        now = folder().settings.now()
        number = service.record_evidence(session, form.values, now=now).id
        arrival = _attach(session, number, found)
    forget_draft(DRAFT)
    toast(_("Evidence saved."))
    return _to_record(number, arrival)


@bp.post("/capture")
@once
def capture() -> ResponseReturnValue:
    """Keep a quick note, and lead back to the line for the next one."""
    take_note()
    place = page_to_return_to() or url_for("home.index")
    return redirect(f"{place}#capture", HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/file")
def file_it(number: int) -> ResponseReturnValue:
    """Take a quick note out of the inbox; whoever sorts them all gets the next one."""
    following = next_to_sort(number)
    with saving() as session:
        service.file_it(session, number)
    if following is None:
        toast(_("Filed."))
        return _to(number)
    toast(_("Filed. This is the next one."))
    return _to(following, **arguments(filter_asked()))


@bp.post("/<int:number>/bin", endpoint="bin")
def put_in_bin(number: int) -> ResponseReturnValue:
    """Put a record in the bin."""
    with saving() as session:
        service.bin_evidence(session, number)
    toast(_("Evidence moved to the bin."))
    page = url_for(".index", **arguments(filter_asked()))
    return redirect(page, HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/restore")
def restore(number: int) -> ResponseReturnValue:
    """Bring a record back from the bin."""
    with saving() as session:
        service.restore_evidence(session, number)
    toast(_("Evidence restored."))
    return _to(number, **arguments(filter_asked()))


@bp.post("/<int:number>/texts/<any(title, note):field>/<any(cy, en):language>")
def mark(number: int, field: str, language: str) -> ResponseReturnValue:
    """Decide about one language of a text."""
    word = request.form.get("mark", "")
    decision = Mark(word) if word in set(Mark) else None
    with saving() as session:
        service.mark_text(session, number, field, Language(language), decision)
    toast(_("Saved."))
    return _to(number, f"{field}_{language}", **arguments(filter_asked()))


@bp.post("/<int:number>/files")
@takes_files
@once
def attach(number: int) -> ResponseReturnValue:
    """Put files beside a record; what cannot be kept is told beside what was."""
    found = received(request.files.getlist("files"))
    if not (found.kept or found.refused):
        abort(HTTPStatus.BAD_REQUEST)
    with saving(arrival_at(number).step) as session:
        arrival = _attach(session, number, found)
    if arrival.names and (not wants_json() or "last" in request.form):
        toast(told_of(arrival))
    return _to_record(number, arrival)


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
    return _to(number, "h-att", **arguments(filter_asked()))


def _to(number: int, place: str | None = None, **beside: Any) -> Response:
    """To the page of a record, at a place on it."""
    page = url_for(".show", number=number, _anchor=place, **beside)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _attach(session: Session, number: int, found: Received) -> Arrival:
    arrival = arrival_at(number)
    arrival.refused += found.refused
    for name, stored in found.kept:
        try:
            service.attach_file(session, number, stored, name=name)
        except FileThereError as error:
            arrival.refused.append(error)
        else:
            arrival.names.append(name)
    arrival.step = g.step
    return arrival


def _to_record(number: int, arrival: Arrival) -> ResponseReturnValue:
    beside = arguments(filter_asked())
    page = url_for(".show", number=number, files=arrival.told, **beside)
    return jsonify(url=page) if wants_json() else redirect(page, HTTPStatus.SEE_OTHER)


def _begun() -> dict[str, object]:
    """What the address of an empty record says already."""
    today, text = folder().settings.today(), request.args.get("text", "")
    kind = request.args.get("kind")
    return {
        "happened_on": today,
        "kind": kind,
        f"note_{guess_language(text) or current_language()}": text,
        "elements": request.args.getlist("element"),
        "people": request.args.getlist("person", type=int),
        "priorities": request.args.getlist("priority", type=int),
        "actions": request.args.getlist("action", type=int),
    }
