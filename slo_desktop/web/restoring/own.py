"""The sample school makes room for somebody's own, by the swap of a restore."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, url_for

from slo_desktop.domain.safety.errors import NotInventedError
from slo_desktop.services.invented import is_invented
from slo_desktop.storage.school import the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.once import once
from slo_desktop.web.presence import let_write
from slo_desktop.web.restoring import working
from slo_desktop.web.restoring.blueprint import bp
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from werkzeug import Response


@bp.post("/own")
@once
def begin_own() -> Response:
    """Have the sample school make room; a real one is refused."""
    here = folder()
    let_write(here)
    with reading() as session:
        school = the_school(session)
        if not is_invented(school):
            raise NotInventedError
    job = working.begin_own(here.reopen or abort(HTTPStatus.NOT_FOUND))
    return redirect(url_for(".work", key=job.key), HTTPStatus.SEE_OTHER)
