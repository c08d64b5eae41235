"""The way from the sample school to somebody's own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, url_for
from flask_babel import gettext as _

from slo_desktop.services.invented import is_invented
from slo_desktop.storage.school import the_school
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading
from slo_desktop.web.school.blueprint import bp
from slo_desktop.web.school.pages import BeginPage
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from werkzeug import Response


@bp.get("/begin")
def begin() -> Response:
    """Say what becomes of the sample school; a real one is never offered this."""
    with reading() as session:
        school = the_school(session)
        if not is_invented(school):
            return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
        name = school.name.shown(current_language()).text
    page = BeginPage(title=_("Begin your own school"), school=name)
    return render("school/begin.html", page)
