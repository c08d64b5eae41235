"""Styles, scripts, fonts and icons: files that hold nobody's data.

A page names them with a mark that changes when any of them does, so that a window asks
for each only once. Scripts that import each other by plain names share the mark.
"""

from __future__ import annotations

import hashlib
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import abort, request, send_from_directory, url_for
from werkzeug import Response

from slo_desktop import __version__, paths

if TYPE_CHECKING:
    from flask import Flask

FOLDERS: Final = frozenset({"css", "js", "fonts", "icons", "vendor"})
MARKED: Final = "/static/<mark>/<path:filename>"
FOR_GOOD: Final = "private, max-age=31536000, immutable"
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
    app.add_url_rule(MARKED, "static", _send)


@cache
def mark() -> str:
    """Stands for all of these files as they are now."""
    told = hashlib.sha256(__version__.encode())
    for folder in sorted(FOLDERS):
        for path in sorted((paths.assets() / folder).rglob("*")):
            about = path.stat()
            told.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return told.hexdigest()[:12]


@cache
def address(path: str) -> str:
    """Where a page finds one of them."""
    return url_for("static", mark=mark(), filename=path)


def may_be_kept() -> bool:
    """Whether what this request asks for stays what it is.

    A page from before an update names the mark of then, and gets what is there now.
    """
    return (request.view_args or {}).get("mark") == mark()


def _send(filename: str, mark: str) -> Response:  # noqa: ARG001  windows remember it
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
