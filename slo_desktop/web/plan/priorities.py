"""Priorities: new, shown, saved, moved, binned."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.years import year_name
from slo_desktop.services.plan import priorities as service
from slo_desktop.services.records import find
from slo_desktop.storage.models.plan import Priority
from slo_desktop.web.autosave import autosave
from slo_desktop.web.new_records import beginning, begun, forget_draft, keep_sent
from slo_desktop.web.once import once
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.forms import NewPriorityForm, PriorityForm
from slo_desktop.web.plan.pages import NewPriorityPage
from slo_desktop.web.plan.showing import binned_page, first_language, priority_page
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

DRAFT = "priority-new"


@bp.get("/<int:year>/priorities/new")
def new_priority(year: int) -> Response:
    """Offer an empty priority."""
    return _new_page(year, begun(NewPriorityForm, DRAFT))


@bp.post("/<int:year>/priorities/new")
@once
def create_priority(year: int) -> Response:
    """Add a priority to a year's plan, and go on with it."""
    form = NewPriorityForm()
    with reading() as session:
        form.offer(session)
    if not form.validate():
        keep_sent(DRAFT)
        return _new_page(year, form)
    with saving() as session:
        number = service.add_priority(session, year=year, values=form.changes).id
    forget_draft(DRAFT)
    toast(_("Priority added."))
    return redirect(url_for(".priority", number=number), HTTPStatus.SEE_OTHER)


@bp.get("/priorities/<int:number>")
def priority(number: int) -> Response:
    """Show one priority."""
    with reading() as session:
        if binned := binned_page(find(session, Priority, number)):
            return render("plan/binned.html", binned)
        page = priority_page(session, number)
    return render("plan/priority.html", page)


@bp.post("/priorities/<int:number>")
def save_priority(number: int) -> ResponseReturnValue:
    """Save the fields of a priority that changed."""
    form = PriorityForm()
    with reading() as session:
        form.offer(session, find(session, Priority, number))
    return autosave(
        form,
        kind=Priority,
        number=number,
        save=lambda session, changes: service.edit_priority(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".priority", number=number),
        again=lambda: _refused(number, form),
    )


@bp.post("/priorities/<int:number>/move")
def move_priority(number: int) -> Response:
    """Move a priority one place up or down."""
    by = 1 if request.form["to"] == "down" else -1
    with saving() as session:
        year = service.move_priority(session, number, by=by).school_year
    toast(_("Priority moved."))
    return redirect(url_for(".year", year=year, priority=number), HTTPStatus.SEE_OTHER)


@bp.post("/priorities/<int:number>/bin")
def bin_priority(number: int) -> Response:
    """Put a priority in the bin, with its actions."""
    with saving() as session:
        year = service.bin_priority(session, number).school_year
    toast(_("Priority and its actions put in the bin."))
    return redirect(url_for(".year", year=year), HTTPStatus.SEE_OTHER)


@bp.post("/priorities/<int:number>/restore")
def restore_priority(number: int) -> Response:
    """Bring a priority back from the bin."""
    with saving() as session:
        service.restore_priority(session, number)
    toast(_("Priority restored."))
    return redirect(url_for(".priority", number=number), HTTPStatus.SEE_OTHER)


def _new_page(year: int, form: NewPriorityForm) -> Response:
    with reading() as session:
        form.offer(session)
        page = NewPriorityPage(
            title=_("New priority: %(year)s", year=year_name(year)),
            year=year,
            form=form,
            first_language=first_language(session),
            beginning=beginning(
                DRAFT,
                new_url=url_for(".new_priority", year=year),
                list_url=url_for(".year", year=year),
            ),
        )
    return render("plan/new_priority.html", page, 422 if form.errors else 200)


def _refused(number: int, form: PriorityForm) -> Response:
    with reading() as session:
        page = priority_page(session, number, form)
    return render("plan/priority.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
