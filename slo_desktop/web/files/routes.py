"""Hand out attached files: as downloads only, and as small pictures of our own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, send_file

from slo_desktop.services.attachments import find_shown
from slo_desktop.web.folder import folder
from slo_desktop.web.made import sent
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from werkzeug import Response

bp = Blueprint("files", __name__, url_prefix="/files")

NOTHING_RUNS: Final = "default-src 'none'; sandbox"
"""Even opened by mistake, a file can load, run and send nothing."""


@bp.get("/<int:number>")
def download(number: int) -> Response:
    """The file as it came, never shown inside the program."""
    with reading() as session:
        file = find_shown(session, number)
        sha256, name, media_type = file.sha256, file.name, file.media_type
    answer = sent(folder().objects.open(sha256), name, media_type)
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer


@bp.get("/<int:number>/thumbnail")
def thumbnail(number: int) -> Response:
    """A small picture that the program made itself, without any hidden data."""
    here = folder()
    with reading() as session:
        sha256 = find_shown(session, number).sha256
    small = here.objects.thumbnail(sha256, here.settings.cache_dir)
    if small is None:
        abort(HTTPStatus.NOT_FOUND)
    answer = send_file(small, mimetype="image/jpeg", etag=False)
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
