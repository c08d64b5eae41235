"""Say that the text of a record is in the other language than its box."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services import sides as service
from slo_desktop.web.asking import language_sent
from slo_desktop.web.records import page_of
from slo_desktop.web.saving import saving
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response

bp = Blueprint("sides", __name__, url_prefix="/sides")

HELD = {
    Language.CY: N_("The text is held as Welsh now."),
    Language.EN: N_("The text is held as English now."),
}


@bp.post("/<kind>/<int:number>")
def hold_as(kind: str, number: int) -> Response:
    """Move texts that stand in one language alone to the other."""
    if kind not in service.KINDS:
        abort(HTTPStatus.NOT_FOUND)
    language = language_sent()
    with saving() as session:
        is_moved = service.hold_as(session, kind, number, language)
    if is_moved:
        toast(_(HELD[language]))
    page = page_of(kind, number) or url_for("home.index")
    return redirect(page, HTTPStatus.SEE_OTHER)
