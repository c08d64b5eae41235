"""Keep, give back and forget the words of a form that is not saved yet."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, request
from werkzeug import Response

from slo_desktop.web.folder import folder

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("/<key>")
def read(key: str) -> Response:
    """The draft as it was sent, or nothing."""
    try:
        draft = folder().drafts.read(key)
    except KeyError:
        abort(HTTPStatus.NOT_FOUND)
    if draft is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(draft, mimetype="application/json")


@bp.put("/<key>")
def keep(key: str) -> Response:
    """Write the draft over the one before."""
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        folder().drafts.keep(key, request.get_data())
    except KeyError:
        abort(HTTPStatus.NOT_FOUND)
    return Response(status=HTTPStatus.NO_CONTENT)


@bp.delete("/<key>")
def drop(key: str) -> Response:
    """Forget the draft: its words are saved, or were given up."""
    try:
        folder().drafts.drop(key)
    except KeyError:
        abort(HTTPStatus.NOT_FOUND)
    return Response(status=HTTPStatus.NO_CONTENT)
