"""What the pages say while the folder is away, read-only, or cannot be read in part."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response, request
from flask_babel import gettext as _
from sqlalchemy.exc import DatabaseError

from slo_desktop.domain.errors import FolderGoneError, ReadOnlyFolderError
from slo_desktop.domain.values import dataclass
from slo_desktop.web.door import render_door
from slo_desktop.web.presence import reopen_file
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug import Response

log = logging.getLogger("slo_desktop")
SPOILT = (
    "malformed",
    "corruption",
    "not a database",
    "disk I/O error",
    "unable to open",
)
"""What SQLite says when a part of the file cannot be read."""
VALUES = ("sqltypes", "processors", "_py_processors", "type_api", "models/base", "json")
"""Where a stored value is turned into one of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayPage:
    """errors/away.html."""

    title: str
    folder: Path
    here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPage:
    """errors/part.html: what happened, what is safe, and what to do."""

    title: str
    safe: str


def init_app(app: Flask) -> None:
    """Answer for what the disk does to an open folder."""
    app.register_error_handler(FolderGoneError, show_away)
    app.register_error_handler(ReadOnlyFolderError, _show_read_only)
    app.register_error_handler(DatabaseError, show_spoilt)


def heading(sentence: str) -> str:
    """A sentence as the title of a page, which ends without a full stop."""
    return sentence.removesuffix(".")


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def show_away(error: FolderGoneError) -> Response:
    """Nothing is written until the folder is back."""
    text = _("Not saved: the data folder is not here. Your words are kept.")
    if _wants_json() or request.method == "PUT":
        return make_response(jsonify(message=text), HTTPStatus.SERVICE_UNAVAILABLE)
    is_read = request.method in {"GET", "HEAD"}
    page = AwayPage(
        title="Nid yw’r ffolder yma – The folder is not here",
        folder=error.folder,
        here=request.full_path.rstrip("?") if is_read else "/",
    )
    return render_door("errors/away.html", page, HTTPStatus.SERVICE_UNAVAILABLE)


def _show_read_only(_error: ReadOnlyFolderError) -> Response:
    text = _(
        "This folder is read-only. You can read and print, but not change anything."
    )
    if _wants_json():
        return make_response(jsonify(message=text), HTTPStatus.LOCKED)
    safe = _("Nothing was changed, and everything that was saved is safe.")
    page = PartPage(title=heading(text), safe=safe)
    return render("errors/part.html", page, HTTPStatus.LOCKED)


def show_spoilt(error: DatabaseError) -> Response:
    """A part of the data file cannot be read; the rest can be used."""
    if not any(words in str(error.orig) for words in SPOILT):
        raise error
    log.error("read: %s", type(error.orig).__name__)
    reopen_file()
    return show_damaged()


def show_damaged() -> Response:
    """What was asked for is damaged, or lies beside something that is."""
    text = _("This is damaged and cannot be shown.")
    if _wants_json():
        return make_response(jsonify(message=text), HTTPStatus.INTERNAL_SERVER_ERROR)
    safe = _(
        "The rest can be used. What was saved is also in the journal and in your "
        "backups: bring it back from there."
    )
    page = PartPage(title=heading(text), safe=safe)
    return render("errors/part.html", page, HTTPStatus.INTERNAL_SERVER_ERROR)


def is_damaged_value(error: Exception) -> bool:
    """Whether an error comes from a stored value that makes no sense any more."""
    if not isinstance(error, (ValueError, LookupError, TypeError, AttributeError)):
        return False
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/sqlalchemy/" in name and any(part in name for part in VALUES):
            return True
        trace = trace.tb_next
    return False
