"""Styles, scripts, fonts and icons: files that hold nobody's data."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import abort, request, send_from_directory
from werkzeug import Response

from slo_desktop import paths

if TYPE_CHECKING:
    from flask import Flask

FOLDERS: Final = frozenset({"css", "js", "fonts", "icons", "vendor"})
WHOLE_STYLE: Final = "css/program.css"
SHEETS: Final = (
    "tokens",
    "base",
    "frame",
    "controls",
    "marks",
    "fields",
    "lists",
    "panes",
    "evidence",
    "home",
    "plan",
    "elements",
    "learning",
    "reports",
    "pages",
    "privacy",
    "safety",
    "doors",
    "overlays",
)
"""One sheet per concern, in the order in which they overrule each other."""


def init_app(app: Flask) -> None:
    """Serve a few folders of `assets/`, and never the rest of it."""
    app.add_url_rule("/static/<path:filename>", "static", _send)


def _send(filename: str) -> Response:
    if filename == WHOLE_STYLE:
        return _whole_style()
    top, _slash, rest = filename.partition("/")
    if top not in FOLDERS:
        abort(HTTPStatus.NOT_FOUND)
    return send_from_directory(paths.assets() / top, rest)


def _whole_style() -> Response:
    """Every sheet in one answer: one by one they would hold up the first page."""
    folder = paths.assets() / "css"
    style = b"\n".join((folder / f"{name}.css").read_bytes() for name in SHEETS)
    response = Response(style, mimetype="text/css")
    response.set_etag(hashlib.sha256(style).hexdigest()[:32])
    return response.make_conditional(request)
