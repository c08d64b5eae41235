"""Where this person is: the first run first, and the last page next time."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import redirect, request, url_for

from slo_desktop.storage.models.school import School
from slo_desktop.web.folder import folder
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug import Response as AnyResponse

OF_THIS_SITTING = "key"
"""Part of every address that leads to long work, or to a file that was chosen."""
PARTS_BEFORE_SCHOOL = frozenset({"restoring", "updates"})
"""A school comes back from a backup where there is none yet."""
BEFORE_SCHOOL = frozenset(
    {
        "static",
        "enter",
        "second_start",
        "preferences.change",
        "preferences.language",
        "drafts.read",
        "drafts.keep",
        "school.first_run",
        "school.start",
        "school.open_sample",
    }
)


def init_app(app: Flask) -> None:
    """Lead a new school to the first run, and remember the page shown."""
    app.before_request(_begin_with_a_school)
    app.after_request(_remember_page)


def _begin_with_a_school() -> AnyResponse | None:
    memory = folder().memory
    if memory.has_school or _may_come_first():
        return None
    with reading() as session:
        memory.has_school = (
            session.scalar(sa.select(sa.exists().where(School.id.is_not(None))))
            or False
        )
    return None if memory.has_school else redirect(url_for("school.first_run"))


def _may_come_first() -> bool:
    is_part = request.blueprint in PARTS_BEFORE_SCHOOL
    return is_part or request.endpoint in BEFORE_SCHOOL


def _remember_page(response: Response) -> Response:
    is_page = response.mimetype == "text/html" and response.status_code == HTTPStatus.OK
    is_opened = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    # A page about a file that was chosen is of no use to the next start.
    is_kept = request.blueprint not in {None, *PARTS_BEFORE_SCHOOL}
    # Nor is what was made or uploaded: it is gone when the program closes.
    is_lasting = OF_THIS_SITTING not in (request.view_args or {})
    if request.method == "GET" and is_page and is_opened and is_kept and is_lasting:
        folder().memory.last_page = request.full_path.rstrip("?")
    return response
