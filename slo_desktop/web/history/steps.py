"""Take steps back and bring them back, and tell what happened to a record."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.services import history as service
from slo_desktop.storage.links import kinds
from slo_desktop.storage.names import named
from slo_desktop.web.asking import is_our_page
from slo_desktop.web.history.blueprint import bp
from slo_desktop.web.history.pages import HistoryPage
from slo_desktop.web.history.words import entry_row, redone_words, undone_words
from slo_desktop.web.records import page_of
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug import Response

    from slo_desktop.domain.history import Named, Undone


@bp.get("/<uid>")
def show(uid: str) -> Response:
    """Every step in the life of a record."""
    with reading() as session:
        entries = service.history_of(session, uid)
        record = _named(session, uid)
    if record is None:
        abort(HTTPStatus.NOT_FOUND)
    page = HistoryPage(
        title=_("History"),
        name=record.name,
        back_url=page_of(record.kind, record.number),
        entries=tuple(map(entry_row, entries)),
    )
    return render("history/record.html", page)


@bp.post("/undo")
def undo() -> Response:
    """Take back a step: the one that is named, or the last."""
    with saving() as session:
        step = request.form.get("step") or service.last_step(session)
        undone = service.undo(session, step)
    toast(undone_words(undone), redo=True)
    return redirect(_where(undone), HTTPStatus.SEE_OTHER)


@bp.post("/redo")
def redo() -> Response:
    """Bring back what was taken back last."""
    with saving() as session:
        step = request.form.get("step") or service.last_undone(session)
        redone = service.redo(session, step)
    toast(redone_words(redone))
    return redirect(_where(redone), HTTPStatus.SEE_OTHER)


def _named(session: Session, uid: str) -> Named | None:
    for kind in kinds().values():
        if record := session.query(kind).filter_by(uid=uid).first():
            return named(record)
    return None


def _where(undone: Undone) -> str:
    """The record's page, or the page the person was on when it has none now."""
    page = page_of(undone.record.kind, undone.record.number)
    if page and not undone.is_binned:
        return page
    came_from = urlsplit(request.referrer or "").path
    return came_from if is_our_page(came_from) else url_for("home.index")
