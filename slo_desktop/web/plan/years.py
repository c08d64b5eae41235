"""The year's page, and the start of the next year's plan."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.plan import FIRST_YEAR, LAST_YEAR
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.years import year_name
from slo_desktop.services.plan.carrying import start_next_year
from slo_desktop.storage.plan import school_years
from slo_desktop.web.folder import folder
from slo_desktop.web.once import once
from slo_desktop.web.plan.blueprint import bp
from slo_desktop.web.plan.pages import CarryPage
from slo_desktop.web.plan.showing import can_be_carried, plan_of, year_page
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response


@bp.get("")
def index() -> Response:
    """Go to the plan of the year we are in, or to the newest one there is."""
    today = folder().settings.today()
    with reading() as session:
        years = school_years(session)
    this_year = school_year_of(today)
    newest = max((y for y in years if y <= this_year), default=this_year)
    return redirect(url_for(".year", year=newest))


@bp.get("/<int:year>")
def year(year: int) -> Response:
    """Show the plan of a year, one action open in its place if asked."""
    _known(year)
    with reading() as session:
        page = year_page(
            session,
            year,
            opened=request.args.get("open", type=int),
            unfolded=request.args.get("priority", type=int),
        )
    return render("plan/year.html", page)


@bp.get("/<int:year>/next")
def next_year(year: int) -> Response:
    """Ask which open actions go on in the next year."""
    _known(year)
    with reading() as session:
        plan = plan_of(session, year)
    page = CarryPage(
        title=_("Start the plan for %(year)s", year=year_name(year + 1)),
        year=year,
        priorities=[p for p in plan.priorities if any(map(can_be_carried, p.actions))],
    )
    return render("plan/carry.html", page)


@bp.post("/<int:year>/next")
@once
def start_next(year: int) -> Response:
    """Carry the chosen actions over into the next year's plan."""
    _known(year)
    chosen = set(request.form.getlist("actions", type=int))
    folder().backups.before(Reason.BULK)
    with saving() as session:
        carried = start_next_year(session, year, actions=chosen)
    if carried:
        toast(_("Actions carried over: %(count)s", count=len(carried)))
    return redirect(url_for(".year", year=year + 1), HTTPStatus.SEE_OTHER)


def _known(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(HTTPStatus.NOT_FOUND)
