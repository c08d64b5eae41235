"""Actions: new, shown, saved, moved, binned."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.years import year_name
from slo_desktop.services.plan import actions as service
from slo_desktop.services.records import find
from slo_desktop.storage.models.plan import Action
from slo_desktop.storage.plan import priorities_of
from slo_desktop.web.autosave import autosave
from slo_desktop.web.language import current_language
from slo_desktop.web.new_records import beginning, begun, forget_draft, keep_sent
from slo_desktop.web.once import once
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.forms import ActionForm, NewActionForm
from slo_desktop.web.plan.needs import need_asked
from slo_desktop.web.plan.pages import NewActionPage
from slo_desktop.web.plan.showing import action_page, binned_page, first_language
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session
    from werkzeug import Response

DRAFT = "action-new"


@bp.get("/<int:year>/actions/new")
def new_action(year: int) -> Response:
    """Offer an empty action; without a priority there is nothing to add it to."""
    asked = request.args.get("priority", type=int)
    form = begun(NewActionForm, DRAFT, {"priority": asked})
    with reading() as session:
        if not priorities_of(session, year):
            return redirect(url_for(".new_priority", year=year))
    return _new_page(year, form)


@bp.post("/<int:year>/actions/new")
@once
def create_action(year: int) -> Response:
    """Add an action to a priority, and go on with it."""
    form = NewActionForm()
    form.due.within(year)
    with reading() as session:
        form.offer(session, _priorities(session, year))
    if not form.validate():
        keep_sent(DRAFT)
        return _new_page(year, form)
    values = form.changes
    with saving() as session:
        parent = values.pop("priority")
        number = service.add_action(session, priority=parent, values=values).id
    forget_draft(DRAFT)
    toast(_("Action added."))
    return redirect(_page_after(year, parent, number), HTTPStatus.SEE_OTHER)


def _page_after(year: int, priority: int, number: int) -> str:
    """The action that was added, or the next empty one below the same priority."""
    if request.form.get("then") == "another":
        title = f"title_{current_language()}"
        return url_for(".new_action", year=year, priority=priority, _anchor=title)
    return url_for(".action", number=number)


@bp.get("/actions/<int:number>")
def action(number: int) -> Response:
    """Show one action."""
    with reading() as session:
        if binned := binned_page(find(session, Action, number)):
            return render("plan/binned.html", binned)
        page = action_page(session, number)
    return render("plan/action.html", page)


@bp.post("/actions/<int:number>")
def save_action(number: int) -> ResponseReturnValue:
    """Save the fields of an action that changed."""
    form = ActionForm()
    with reading() as session:
        form.offer(session, find(session, Action, number))
    return autosave(
        form,
        kind=Action,
        number=number,
        save=lambda session, changes: service.edit_action(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".action", number=number, need=need_asked()),
        again=lambda: _refused(number, form),
    )


@bp.post("/actions/<int:number>/move")
def move_action(number: int) -> Response:
    """Move an action one place up or down in its priority."""
    by = 1 if request.form["to"] == "down" else -1
    with saving() as session:
        service.move_action(session, number, by=by)
    toast(_("Action moved."))
    url = url_for(".action", number=number, need=need_asked())
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/actions/<int:number>/bin")
def bin_action(number: int) -> Response:
    """Put an action in the bin."""
    with saving() as session:
        parent = service.bin_action(session, number).priority
        year, unfolded = parent.school_year, parent.id
    toast(_("Action put in the bin."))
    url = url_for(".year", year=year, priority=unfolded)
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/actions/<int:number>/restore")
def restore_action(number: int) -> Response:
    """Bring an action back from the bin."""
    with saving() as session:
        service.restore_action(session, number)
    toast(_("Action restored."))
    return redirect(url_for(".action", number=number), HTTPStatus.SEE_OTHER)


def _priorities(session: Session, year: int) -> list[tuple[int, str]]:
    language = current_language()
    return [
        (priority.id, f"{place}. {priority.title.shown(language).text}")
        for place, priority in enumerate(priorities_of(session, year), start=1)
    ]


def _new_page(year: int, form: NewActionForm) -> Response:
    form.due.within(year)
    with reading() as session:
        form.offer(session, _priorities(session, year))
        page = NewActionPage(
            title=_("New action: %(year)s", year=year_name(year)),
            year=year,
            form=form,
            first_language=first_language(session),
            beginning=beginning(
                DRAFT,
                new_url=url_for(".new_action", year=year),
                list_url=url_for(".year", year=year),
            ),
        )
    return render("plan/new_action.html", page, 422 if form.errors else 200)


def _refused(number: int, form: ActionForm) -> Response:
    with reading() as session:
        page = action_page(session, number, form)
    return render("plan/action.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
