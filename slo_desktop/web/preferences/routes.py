"""Language, theme, text size, density and who is writing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from slo_desktop.domain.languages import Language
from slo_desktop.web.folder import folder

bp = Blueprint("preferences", __name__)

THEMES = {"light": "light", "dark": "dark", "system": None}
ZOOMS = range(80, 201)


@bp.post("/language")
def language() -> Response:
    """Speak the other language on the same page."""
    chosen = Language(request.form["language"])
    folder().preferences.update(language=chosen.value)
    return back()


@bp.post("/preferences")
def change() -> Response:
    """Change whatever was sent."""
    sent = request.form
    changes: dict[str, Any] = {}
    if sent.get("theme") in THEMES:
        changes["theme"] = THEMES[sent["theme"]]
    if sent.get("zoom", "").isdecimal() and int(sent["zoom"]) in ZOOMS:
        changes["zoom"] = int(sent["zoom"])
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
    place = request.form.get("next", "")
    is_ours = place.startswith("/") and not place.startswith(("//", "/\\"))
    return redirect(place if is_ours else url_for("home.index"), HTTPStatus.SEE_OTHER)
