"""The page of the self-test: begin it, see how far it is, stop it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from slo_desktop.web.help.blueprint import bp, titles
from slo_desktop.web.help.pages import SelftestPage
from slo_desktop.web.help.trying import KIND, Seen, Verdict, try_everything
from slo_desktop.web.jobs import Job, JobState, jobs
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response


@bp.get("/selftest")
def selftest() -> Response:
    """What the last self-test showed, or how far this one is."""
    return render("help/selftest.html", _page())


@bp.get("/selftest/steps")
def selftest_steps() -> str:
    """The part of that page which changes, for its script."""
    return render_template("help/_steps.html", page=_page())


@bp.post("/selftest")
def begin_selftest() -> Response:
    """Try everything, unless that is under way."""
    newest = jobs().newest(KIND)
    if newest and not newest.is_over:
        text = _("The self-test is under way already.")
        toast(text, undo=False, category="care")
    else:
        jobs().start(KIND, try_everything, about=Seen())
    return redirect(url_for(".selftest"), HTTPStatus.SEE_OTHER)


@bp.post("/selftest/stop")
def stop_selftest() -> Response:
    """Stop it; nothing of it is left."""
    if newest := jobs().newest(KIND):
        jobs().end(newest.key)
    return redirect(url_for(".selftest"), HTTPStatus.SEE_OTHER)


def _page() -> SelftestPage:
    job = jobs().newest(KIND)
    seen: Seen = job.about if job else Seen()
    return SelftestPage(
        title=_("Self-test"),
        topics=titles(),
        state=job.state.value if job else None,
        verdict=_verdict(job) if job and job.is_over else None,
        is_whole=bool(job and job.result is Verdict.WHOLE),
        tried=tuple(seen.tried),
        waiting=seen.waiting,
        percent=seen.percent,
    )


def _verdict(job: Job) -> str:
    match job.state, job.result:
        case JobState.STOPPED, _:
            return _("Stopped. Nothing of it is left.")
        case _, Verdict.WHOLE:
            return _("This copy of the program is whole.")
        case _, Verdict.NOT_WHOLE:
            return _("This copy of the program is not whole. Install it again.")
        case _, Verdict.TOO_SLOW:
            return _("The self-test took too long and was stopped.")
    return _("The self-test broke off. Something on this computer may have stopped it.")
