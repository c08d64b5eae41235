"""Pages about people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.services import people as service
from slo_desktop.services.records import find, put_in_bin
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.people import everybody, people, person_use
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.new_records import kept_words
from slo_desktop.web.once import once
from slo_desktop.web.pasting import DRAFT, keep_left
from slo_desktop.web.people.forms import PasteForm, PersonForm
from slo_desktop.web.people.pages import PeoplePage, PersonPage
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
def index() -> Response:
    """Everybody, and a place to paste more, with what was left of the last list."""
    return _list(PasteForm(formdata=kept_words(DRAFT)))


@bp.post("")
@once
def add() -> Response:
    """Add everybody of a pasted list."""
    form = PasteForm()
    if not form.validate():
        return _refused(form)
    with saving() as session:
        pasted = service.add_people(
            session,
            form.people.data or "",
            language=current_language(),
            group=form.group.data or None,
        )
    keep_left(pasted.left, group=form.group.data or "")
    if pasted.added:
        toast(_("People added: %(count)s", count=len(pasted.added)))
    place = url_for(".index", left=len(pasted.left) or None)
    return redirect(place, HTTPStatus.SEE_OTHER)


@bp.get("/<int:number>")
def show(number: int) -> Response:
    """One person, and every record that names them."""
    with reading() as session:
        form = PersonForm.of(find(session, Person, number))
    return _person(number, form)


@bp.post("/<int:number>")
def save(number: int) -> ResponseReturnValue:
    """Save what changed about a person."""
    form = PersonForm()
    return autosave(
        form,
        kind=Person,
        number=number,
        save=lambda session, changes: service.edit_person(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".show", number=number),
        again=lambda: _person(number, form, 422),
    )


@bp.post("/<int:number>/bin")
def put_away(number: int) -> Response:
    """Take a person out of every list; records that name them keep the name."""
    with saving() as session:
        person = find(session, Person, number)
        put_in_bin(session, person)
        name = person.name
    toast(_("Put in the bin: %(name)s", name=name))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _refused(form: PasteForm) -> Response:
    """Say what is wrong; somebody who emptied the box is done with its lines."""
    if not (form.people.data or "").strip():
        keep_left(())
    return _list(form, 422)


def _list(form: PasteForm, status: int = 200) -> Response:
    written = (form.people.data or "")[:TEXT_CHARACTERS]
    with reading() as session:
        readable, unreadable = everybody(session)
        page = PeoplePage(
            title=_("People"),
            people=readable,
            unreadable=unreadable,
            form=form,
            unused=service.unused_lines(session, written),
            asked="left" in request.args,
            writer=folder().preferences.load().writer,
        )
    return render("people/list.html", page, status)


def _person(number: int, form: PersonForm, status: int = 200) -> Response:
    with reading() as session:
        person = find(session, Person, number)
        page = PersonPage(
            title=person.name,
            number=number,
            uid=person.uid,
            people=people(session),
            form=form,
            use=person_use(session, number),
            binned=person.binned_at is not None,
        )
    return render("people/person.html", page, status)
