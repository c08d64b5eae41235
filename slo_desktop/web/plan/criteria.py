"""Success criteria: added, saved and binned from the page they stand on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, url_for
from flask_babel import gettext as _

from slo_desktop.services.plan import criteria as service
from slo_desktop.services.records import find
from slo_desktop.storage.models.plan import SuccessCriterion
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.once import once
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.forms import CriterionForm, NewCriterionForm
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session
    from werkzeug import Response

    from slo_desktop.storage.models.plan import Action, Priority
    from slo_desktop.web.forms import RecordForm


@bp.post("/actions/<int:number>/criteria")
@once
def add_action_criterion(number: int) -> Response:
    """Add a success criterion to an action."""
    url = url_for(".action", number=number, _anchor="h-criteria")
    form = NewCriterionForm()
    if not form.validate():
        return _refused(form, url)
    with saving() as session:
        added = service.add_to_action(session, number, values=form.changes)
        draft = _draft(added.action or added.priority)
    folder().drafts.drop(draft)
    toast(_("Success criterion added."))
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/priorities/<int:number>/criteria")
@once
def add_priority_criterion(number: int) -> Response:
    """Add a success criterion to a whole priority."""
    url = url_for(".priority", number=number, _anchor="h-criteria")
    form = NewCriterionForm()
    if not form.validate():
        return _refused(form, url)
    with saving() as session:
        added = service.add_to_priority(session, number, values=form.changes)
        draft = _draft(added.priority)
    folder().drafts.drop(draft)
    toast(_("Success criterion added."))
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/criteria/<int:number>")
def save_criterion(number: int) -> ResponseReturnValue:
    """Save the words or the state of a criterion."""
    form = CriterionForm()
    form.offer()
    with reading() as session:
        url = _home_of(session, number)
    return autosave(
        form,
        kind=SuccessCriterion,
        number=number,
        save=lambda session, changes: service.edit_criterion(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url,
        again=lambda: _refused(form, url),
    )


@bp.post("/criteria/<int:number>/bin")
def bin_criterion(number: int) -> Response:
    """Put a criterion in the bin."""
    with saving() as session:
        url = _home_of(session, number)
        service.bin_criterion(session, number)
    toast(_("Success criterion put in the bin."))
    return redirect(url, HTTPStatus.SEE_OTHER)


def _draft(parent: Action | Priority) -> str:
    return f"criterion-{parent.uid}"


def _home_of(session: Session, number: int) -> str:
    criterion = find(session, SuccessCriterion, number)
    if criterion.action_id is None:
        return url_for(".priority", number=criterion.priority_id, _anchor="h-criteria")
    return url_for(".action", number=criterion.action_id, _anchor="h-criteria")


def _refused(form: RecordForm, url: str) -> Response:
    """Say what is wrong; without a script the words are in the browser's history."""
    toast(next(iter(form.first_errors().values())), undo=False, category="care")
    return redirect(url, HTTPStatus.SEE_OTHER)
