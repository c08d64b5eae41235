"""See what the last check found, and ask for another."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.check_words import finding_line
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.templating import render
from slo_desktop.web.watching.pages import ResultPage

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.services.safety.watching import Watch

KEY = "watch"
bp = Blueprint("watching", __name__, url_prefix="/safety/check")


def _watch() -> Watch | None:
    found: Watch | None = current_app.extensions.get(KEY)
    return found


@bp.get("")
def result() -> Response:
    """What was found, and when."""
    watch, language = _watch(), current_language()
    last = CheckedStore(folder().settings.data_dir).last()
    findings = last.findings if last else ()
    page = ResultPage(
        title=_("Check of the folder"),
        last=last,
        lines=[finding_line(found, language) for found in findings],
        is_looking=watch is not None and watch.is_looking,
        can_look=watch is not None,
    )
    return render("watching/result.html", page)


@bp.post("")
def look() -> Response:
    """Look at everything now, beside the pages."""
    watch = _watch()
    if watch is not None:
        watch.ask()
    return redirect(url_for("watching.result"), HTTPStatus.SEE_OTHER)
