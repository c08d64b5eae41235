"""Termly updates, written where the action stands."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, url_for

from slo_desktop.domain.school_year import TermKey
from slo_desktop.services.plan import updates as service
from slo_desktop.storage.models.plan import TermUpdate
from slo_desktop.storage.plan import update_for
from slo_desktop.web.autosave import autosave
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.forms import UpdateForm
from slo_desktop.web.plan.needs import need_asked
from slo_desktop.web.saving import reading
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response


@bp.post("/actions/<int:number>/updates/<term>")
def save_update(number: int, term: str) -> ResponseReturnValue:
    """Write what is said about an action in a term."""
    key = _term(term)
    form = UpdateForm()
    form.offer()
    url = url_for(".action", number=number, need=need_asked(), _anchor="h-updates")
    with reading() as session:
        there = update_for(session, number, key)
        update = there.id if there else None
    return autosave(
        form,
        kind=TermUpdate,
        number=update,
        save=lambda session, changes: service.write_update(
            session, number, key, rev=form.opened_rev, changes=changes
        ),
        url=url,
        again=lambda: _refused(form, url),
    )


def _term(word: str) -> TermKey:
    try:
        return TermKey(word)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _refused(form: UpdateForm, url: str) -> Response:
    toast(next(iter(form.first_errors().values())), undo=False, category="care")
    return redirect(url, HTTPStatus.SEE_OTHER)
