"""Open actions that lack an owner or a date, and the way from one to the next."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.plan_needs import Need
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.plan.needs import beside_lacking, lacking
from slo_desktop.storage.plan_needs import lacking_count
from slo_desktop.web.folder import folder
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.pages import BesideList, NeedLink, NeedsPage
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug import Response

NAMES = {
    Need.DATE: N_("Actions without a date"),
    Need.OWNER: N_("Actions without an owner"),
}
MENDED = {
    Need.DATE: N_("Every open action has a date."),
    Need.OWNER: N_("Every open action has an owner."),
}
FIELDS = {Need.DATE: "due", Need.OWNER: "owners"}
"""Where on the page of an action it is put right."""


def need_asked() -> Need | None:
    """What the actions lack among which the address goes on, if it says so."""
    asked = request.args.get("need", "")
    return Need(asked) if asked in set(Need) else None


@bp.get("/actions")
def needs() -> Response:
    """List the open actions of every year that lack what the address says."""
    need = need_asked()
    if need is None:
        abort(HTTPStatus.NOT_FOUND)
    with reading() as session:
        page = NeedsPage(
            title=_(NAMES[need]),
            found=lacking(session, need, today=folder().settings.today()),
            links=tuple(_link(session, each, need) for each in Need),
            mended=_(MENDED[need]),
            field=FIELDS[need],
        )
    return render("plan/needs.html", page)


def beside_list(session: Session, number: int) -> BesideList | None:
    """The list that somebody came from to an action, where it was one of these."""
    need = need_asked()
    if need is None:
        return None
    before, after = beside_lacking(session, need, number)
    return BesideList(
        need=need,
        name=_(NAMES[need]),
        url=url_for(".needs", need=need),
        previous_url=_action_url(need, before),
        next_url=_action_url(need, after),
    )


def _action_url(need: Need, number: int | None) -> str | None:
    if number is None:
        return None
    return url_for(".action", number=number, need=need, _anchor=FIELDS[need])


def _link(session: Session, need: Need, shown: Need) -> NeedLink:
    return NeedLink(
        need=need,
        name=_(NAMES[need]),
        count=lacking_count(session, need),
        current=need is shown,
    )
