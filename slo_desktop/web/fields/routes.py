"""Read what stands in a box when somebody leaves it, and say what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from wtforms import Form

from slo_desktop.i18n.typed_dates import Near
from slo_desktop.web.asking import school_year
from slo_desktop.web.typed import DayField, PoundsField, TypedField

if TYPE_CHECKING:
    from werkzeug import Response

bp = Blueprint("fields", __name__, url_prefix="/fields")


@bp.get("/day")
def day() -> Response:
    """A date: how it reads, what is wrong with it, or what may be."""
    given = request.args
    near = given.get("near", Near.PAST, type=Near)
    far = given.get("far", 10, type=int)
    field = _field(DayField(near=near, far=far))
    year = given.get("year", type=school_year)
    if year is not None:
        field.within(year)
    return _answer(field)


@bp.get("/pounds")
def pounds() -> Response:
    """An amount of money: how it reads, or what is wrong with it."""
    return _answer(_field(PoundsField()))


def _field(unbound: Any) -> Any:  # noqa: ANN401  the field that a form makes of it
    """The field with the text that was sent."""

    class One(Form):
        """A form of this field alone."""

        text = unbound

    return One(request.args).text


def _answer(field: TypedField) -> Response:
    fault = next(iter(field.process_errors), "")
    shown = "" if fault else field.written
    return jsonify(error=fault, shown=shown, question=field.question or "")
