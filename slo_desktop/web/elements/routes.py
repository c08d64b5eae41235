"""Pages of the matrix and of each element."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.domain.elements import ElementDetail, Stage
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services import elements as service
from slo_desktop.web.elements.forms import JudgementForm
from slo_desktop.web.elements.pages import ElementPage, MatrixPage, draft_of
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response

bp = Blueprint("elements", __name__, url_prefix="/elements")


@bp.get("")
def index() -> Response:
    """All the elements with their kinds of source."""
    year = school_year_of(folder().settings.today())
    with reading() as session:
        rows = service.matrix(session, year)
    page = MatrixPage(
        title=_("Elements"),
        year=year,
        rows=rows,
        families=frameworks().families,
        gaps=sum(cell.is_empty for row in rows for cell in row.cells),
    )
    return render("elements/matrix.html", page)


@bp.get("/<path:code>")
def show(code: str) -> Response:
    """One element with all that touches it."""
    year = school_year_of(folder().settings.today())
    with reading() as session:
        detail = service.element_detail(session, code, year)
    return _page(detail, year, _form_of(detail, year))


@bp.post("/<path:code>")
def judge(code: str) -> Response:
    """Say where the school stands on this element, and why."""
    today = folder().settings.today()
    form = JudgementForm()
    form.offer_stages()
    if not form.validate():
        with reading() as session:
            detail = service.element_detail(session, code, school_year_of(today))
        return _page(detail, school_year_of(today), form, 422)
    with saving() as session:
        service.judge(
            session,
            code,
            school_year=school_year_of(today),
            stage=Stage(form.stage.data),
            reviewed_on=today,
            reason=form.reason,
        )
    element = service.find_element(code)
    folder().drafts.drop(draft_of(element.short, school_year_of(today)))
    toast(_("Judgement saved."))
    return redirect(url_for(".show", code=code), HTTPStatus.SEE_OTHER)


def _page(
    detail: ElementDetail, year: int, form: JudgementForm, status: int = 200
) -> Response:
    name = detail.element.label(current_language())
    page = ElementPage(
        title=_("Element %(code)s: %(name)s", code=detail.element.short, name=name),
        year=year,
        detail=detail,
        form=form,
        dimensions=frameworks().dimensions,
    )
    return render("elements/element.html", page, status)


def _form_of(detail: ElementDetail, year: int) -> JudgementForm:
    mine = next((j for j in detail.judgements if j.school_year == year), None)
    values = {"stage": Stage.NOT_YET_A_FOCUS.value}
    if mine:
        values = {
            "stage": mine.stage.value,
            "reason_cy": mine.reason.text(Language.CY),
            "reason_en": mine.reason.text(Language.EN),
        }
    form = JudgementForm(formdata=None, data=values)
    form.offer_stages()
    if mine:
        form.states = {
            f"reason_{code}": mine.reason.state(code).value for code in Language
        }
    return form
