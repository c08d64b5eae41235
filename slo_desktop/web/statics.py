"""Styles, scripts, fonts and icons: files that hold nobody's data."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import abort, send_from_directory

from slo_desktop import paths

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug import Response

FOLDERS: Final = frozenset({"css", "js", "fonts", "icons", "vendor"})


def init_app(app: Flask) -> None:
    """Serve a few folders of `assets/`, and never the rest of it."""
    app.add_url_rule("/static/<path:filename>", "static", _send)


def _send(filename: str) -> Response:
    top, _slash, rest = filename.partition("/")
    if top not in FOLDERS:
        abort(HTTPStatus.NOT_FOUND)
    return send_from_directory(paths.assets() / top, rest)
