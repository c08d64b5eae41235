"""Success criteria: added, saved and binned from the page they stand on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, url_for
from flask_babel import gettext as _

from slo_desktop.services.plan import criteria as service
from slo_desktop.services.records import find
from slo_desktop.storage.models.plan import Action, Priority, SuccessCriterion
from slo_desktop.web.autosave import autosave
from slo_desktop.web.new_records import forget_draft, keep_sent
from slo_desktop.web.once import once
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.forms import CriterionForm, NewCriterionForm
from slo_desktop.web.plan.needs import need_asked
from slo_desktop.web.plan.parts import criterion_draft
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session
    from werkzeug import Response

    from slo_desktop.web.forms import RecordForm


@bp.post("/actions/<int:number>/criteria")
@once
def add_action_criterion(number: int) -> Response:
    """Add a success criterion to an action."""
    return _add(Action, number, service.add_to_action)


@bp.post("/priorities/<int:number>/criteria")
@once
def add_priority_criterion(number: int) -> Response:
    """Add a success criterion to a whole priority."""
    return _add(Priority, number, service.add_to_priority)


def _add(
    kind: type[Action | Priority], number: int, add: Callable[..., SuccessCriterion]
) -> Response:
    """Add what was sent, or keep its words and say what is wrong with them."""
    url = _page_of(kind, number)
    with reading() as session:
        draft = criterion_draft(find(session, kind, number))
    form = NewCriterionForm()
    if not form.validate():
        keep_sent(draft)
        return _refused(form, url)
    with saving() as session:
        add(session, number, values=form.changes)
    forget_draft(draft)
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


def _home_of(session: Session, number: int) -> str:
    criterion = find(session, SuccessCriterion, number)
    if criterion.action_id is None:
        return _page_of(Priority, criterion.priority_id)
    return _page_of(Action, criterion.action_id)


def _page_of(kind: type[Action | Priority], number: int) -> str:
    """Where it stands; an action that was opened from a list stays beside it."""
    place = f".{kind.__tablename__}"
    return url_for(place, number=number, need=need_asked(), _anchor="h-criteria")


def _refused(form: RecordForm, url: str) -> Response:
    """Say what is wrong on the page where the criterion stands."""
    toast(next(iter(form.first_errors().values())), undo=False, category="care")
    return redirect(url, HTTPStatus.SEE_OTHER)
