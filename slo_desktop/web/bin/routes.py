"""The bin: nothing in it is lost."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.domain.privacy.erasing import ERASABLE
from slo_desktop.services import bin as service
from slo_desktop.storage.names import named
from slo_desktop.web.bin.pages import BinPage, BinRow
from slo_desktop.web.language import current_language
from slo_desktop.web.records import kind_name, page_of
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.domain.history import BinnedThing

bp = Blueprint("bin", __name__, url_prefix="/bin")


@bp.get("")
def index() -> Response:
    """Everything in the bin, newest first."""
    with reading() as session:
        things = service.binned(session)
    rows = tuple(map(_row, things))
    return render("bin/bin.html", BinPage(title=_("Bin"), rows=rows))


def _row(thing: BinnedThing) -> BinRow:
    record = thing.record
    key = f"{record.kind}:{record.number}"
    here = url_for(".index")
    may_go = record.kind in ERASABLE
    return BinRow(
        thing=thing,
        kind=kind_name(record.kind),
        erase_url=url_for("privacy.ask", of=key, back=here) if may_go else None,
    )


@bp.post("/<kind>/<int:number>/restore")
def restore(kind: str, number: int) -> Response:
    """Bring something back, with what went along with it."""
    with saving() as session:
        record = service.restore(session, kind, number)
        name = named(record).title.shown(current_language()).text or "–"
    toast(_("Brought back: %(name)s", name=name))
    page = page_of(kind, number) or url_for(".index")
    return redirect(page, HTTPStatus.SEE_OTHER)
