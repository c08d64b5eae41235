"""Language, theme, text size, density and who is writing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from slo_desktop.web.asking import language_sent, page_to_return_to
from slo_desktop.web.folder import folder

bp = Blueprint("preferences", __name__)

THEMES = {"light": "light", "dark": "dark", "system": None}
ZOOMS = range(80, 201)


@bp.post("/language")
def language() -> Response:
    """Speak the other language on the same page."""
    folder().preferences.update(language=language_sent().value)
    return back()


@bp.post("/preferences")
def change() -> Response:
    """Change whatever was sent."""
    sent = request.form
    changes: dict[str, Any] = {}
    if sent.get("theme") in THEMES:
        changes["theme"] = THEMES[sent["theme"]]
    zoom = sent.get("zoom", type=int)
    if zoom in ZOOMS:
        changes["zoom"] = zoom
    if "compact" in sent:
        changes["compact"] = sent["compact"] == "yes"
    if "writer" in sent:
        changes["writer"] = sent["writer"] or None
    folder().preferences.update(**changes)
    return back()


def back() -> Response:
    """Return to the page the person came from, never to another site."""
    if request.accept_mimetypes.best == "application/json":
        return Response(status=HTTPStatus.NO_CONTENT)
    place = page_to_return_to() or url_for("home.index")
    return redirect(place, HTTPStatus.SEE_OTHER)
