"""Pages of professional learning: read, call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.services import learning as service
from slo_desktop.storage.models.learning import LearningImpact, LearningRecord
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.learning.assembling import (
    DRAFT,
    filter_asked,
    learning_of,
    list_page,
    new_page,
    offer_choices,
    offer_for_new,
    show_page,
)
from slo_desktop.web.learning.forms import (
    ImpactForm,
    LearningForm,
    NewLearningForm,
    ReflectionForm,
)
from slo_desktop.web.learning.pages import arguments
from slo_desktop.web.new_records import begun, forget_draft, keep_sent
from slo_desktop.web.once import once
from slo_desktop.web.saving import saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

bp = Blueprint("learning", __name__, url_prefix="/learning")
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("")
def index() -> ResponseReturnValue:
    """What was learnt in a school year."""
    return render("learning/list.html", list_page())


@bp.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """One record, edited in place beside its list."""
    return render("learning/show.html", show_page(number))


@bp.post("/<int:number>")
def save(number: int) -> ResponseReturnValue:
    """Save the fields that were changed."""
    form = LearningForm()
    offer_choices(form, number)
    return autosave(
        form,
        kind=LearningRecord,
        number=number,
        save=lambda session, changes: service.edit_learning(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: render(
            "learning/show.html", show_page(number, form), UNPROCESSABLE
        ),
    )


@bp.post("/<int:number>/reflection")
def reflect(number: int) -> ResponseReturnValue:
    """Save a private reflection."""
    form = ReflectionForm()
    return autosave(
        form,
        kind=LearningRecord,
        number=number,
        save=lambda session, changes: service.edit_learning(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: render(
            "learning/show.html", show_page(number, reflection=form), UNPROCESSABLE
        ),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    """An empty record, tied already to what the address names."""
    form = begun(NewLearningForm, DRAFT, _begun())
    return render("learning/new.html", new_page(form))


@bp.post("")
@once
def create() -> ResponseReturnValue:
    """Write down a new record."""
    form = NewLearningForm()
    offer_for_new(form)
    if not form.validate():
        keep_sent(DRAFT)
        return render("learning/new.html", new_page(form), UNPROCESSABLE)
    with saving() as session:
        number = service.record_learning(session, form.changes).id
    forget_draft(DRAFT)
    toast(_("Professional learning saved."))
    return redirect(url_for(".show", number=number), HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/bin", endpoint="bin")
def put_in_bin(number: int) -> ResponseReturnValue:
    """Put a record in the bin."""
    with saving() as session:
        service.bin_learning(session, number)
    toast(_("Professional learning moved to the bin."))
    page = url_for(".index", **arguments(filter_asked()))
    return redirect(page, HTTPStatus.SEE_OTHER)


@bp.post("/<int:number>/restore")
def restore(number: int) -> ResponseReturnValue:
    """Bring a record back from the bin."""
    with saving() as session:
        service.restore_learning(session, number)
    toast(_("Professional learning restored."))
    return _beside_list(number)


@bp.post("/<int:number>/impacts")
@once
def add_impact(number: int) -> ResponseReturnValue:
    """Say what came of it."""
    form = ImpactForm()
    form.offer("new")
    if not form.validate():
        page = show_page(number, impact=form)
        return render("learning/show.html", page, UNPROCESSABLE)
    with saving() as session:
        service.add_impact(session, number, form.changes)
    folder().drafts.drop(f"impact-{number}")
    toast(_("Impact saved."))
    return _beside_list(number, "h-impact")


@bp.post("/impacts/<int:impact>")
def save_impact(impact: int) -> ResponseReturnValue:
    """Save what was changed about an impact."""
    form = ImpactForm()
    form.offer(impact)
    number = learning_of(impact)
    return autosave(
        form,
        kind=LearningImpact,
        number=impact,
        save=lambda session, changes: service.edit_impact(
            session, impact, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: render("learning/show.html", show_page(number), UNPROCESSABLE),
    )


@bp.post("/impacts/<int:impact>/bin")
def bin_impact(impact: int) -> ResponseReturnValue:
    """Take back what was said about an impact."""
    with saving() as session:
        number = service.bin_impact(session, impact).learning_id
    toast(_("Impact moved to the bin."))
    return _beside_list(number, "h-impact")


def _beside_list(number: int, place: str | None = None) -> Response:
    """To the page of a record, at a place on it; the list beside it stays as it is."""
    wanted = arguments(filter_asked()) if request.args else {}
    page = url_for(".show", number=number, _anchor=place, **wanted)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _begun() -> dict[str, Any]:
    given = request.args
    return {
        "starts_on": folder().settings.today(),
        "elements": given.getlist("element"),
        "actions": given.getlist("action", type=int),
    }
