"""See what the last check found, and ask for another."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, redirect, url_for
from flask_babel import gettext as _

from slo_desktop.domain.checking import Fault
from slo_desktop.i18n.check_words import finding_line
from slo_desktop.services.safety.search_again import make_search_again
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.presence import let_write
from slo_desktop.web.templating import render
from slo_desktop.web.watching.pages import ResultPage

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.services.safety.watching import Watch
    from slo_desktop.web.jobs import Job

KEY, SEARCH = "watch", "search"
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
    is_making = jobs().newest(SEARCH, JobState.RUNNING) is not None
    page = ResultPage(
        title=_("Check of the folder"),
        last=last,
        lines=[
            finding_line(found, language)
            for found in findings
            if found.fault is not Fault.TEXTS_OUT_OF_DATE  # said once for all of them
        ],
        is_looking=watch is not None and watch.is_looking,
        is_making=is_making,
        can_make=any(found.is_of_search for found in findings),
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


@bp.post("/search")
def make_search() -> Response:
    """Make search again from the records, and then look once more."""
    let_write(folder())
    database, watch = folder().settings.database, _watch()

    def work(job: Job) -> None:
        make_search_again(database, stop=job.stop)
        if watch is not None:
            watch.ask()

    if jobs().newest(SEARCH, JobState.RUNNING) is None:
        jobs().start(SEARCH, work)
    return redirect(url_for("watching.result"), HTTPStatus.SEE_OTHER)
