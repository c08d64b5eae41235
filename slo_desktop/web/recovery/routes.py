"""See what is wrong, choose a way back, wait for it, and open the program."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from slo_desktop.domain.languages import Language
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.safety.recovery import Recovered, Step
from slo_desktop.domain.safety.whereabouts import UnsafePlaceError
from slo_desktop.i18n.field_words import KINDS
from slo_desktop.services.safety.recovering import Recovery
from slo_desktop.web.door import render_door
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import takes_backups
from slo_desktop.web.jobs import Job, JobState, jobs
from slo_desktop.web.recovery import words
from slo_desktop.web.recovery.blueprint import bp
from slo_desktop.web.recovery.files import forget_file, opened, unlocked
from slo_desktop.web.recovery.opening import reopened
from slo_desktop.web.recovery.pages import (
    TITLE,
    DonePage,
    LookPage,
    WorkPage,
)
from slo_desktop.web.recovery.places import place_page
from slo_desktop.web.recovery.trouble import sentence_of, trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug import Response

    from slo_desktop.domain.safety.recovery import Way

JOB = "recovery"


@bp.get("")
def look() -> Response:
    """What is wrong, what is safe, and the ways back."""
    return show()


def show(problem: str | None = None, status: int = HTTPStatus.OK) -> Response:
    """The page a person sees first, with what the last try ran into."""
    here = trouble()
    if isinstance(here.error, UnsafePlaceError):
        return place_page(here.error.place, problem, status)
    outlook = here.outlook()
    page = LookPage(
        title=TITLE,
        heading=words.HEADINGS.get(outlook.wrong, words.CANNOT_OPEN),
        reason=words.REASONS[outlook.wrong],
        outlook=outlook,
        opened=waiting.name if (waiting := opened()) else None,
        sources={source.value: name for source, name in words.SOURCES.items()},
        kinds=KINDS,
        folder=folder().settings.data_dir,
        problem=problem,
        can_show=folder().shell is not None,
    )
    return render_door("recovery/look.html", page, status)


@bp.post("/start")
def start() -> Response:
    """Take the way back that was chosen."""
    chosen = request.form.get("way", "")
    ways = trouble().outlook().ways
    way = next((way for way in ways if way.key == chosen), None)
    if way is None:
        return show(words.FAILED, HTTPStatus.UNPROCESSABLE_ENTITY)
    return begin(way, None)


@bp.post("/file")
@takes_backups
def file() -> Response:
    """Take a backup from elsewhere."""
    found = unlocked(request.files.get("file"), request.form.get("passphrase", ""))
    if isinstance(found, str):
        return show(found, HTTPStatus.UNPROCESSABLE_ENTITY)
    folder().settings.opened.take(FileKind.BACKUP)
    return begin(found.way, found.path, found.key)


def begin(way: Way, path: Path | None, key: str | None = None) -> Response:
    """Start the work, and show how far it is."""
    here = folder()

    def work(job: Job) -> Recovered:
        recovery = Recovery(
            data_dir=here.settings.data_dir,
            database=here.settings.database,
            now=here.settings.now(),
            progress=_note(job),
            stopped=job.stop.is_set,
        )
        try:
            return recovery.go(way, file=path, key=key)
        finally:
            forget_file(path)

    job = jobs().start(JOB, work, about=Step.READING)
    return redirect(url_for("recovery.work", key=job.key), HTTPStatus.SEE_OTHER)


def _note(job: Job) -> Callable[[Step, int, int], None]:
    def note(step: Step, done: int, total: int) -> None:
        job.about, job.step, job.page = step, done, total

    return note


@bp.get("/under-way/<key>")
def work(key: str) -> Response:
    """How far it is, and what came of it."""
    job = jobs().find(key)
    match job.state:
        case JobState.RUNNING:
            page = WorkPage(
                title=TITLE,
                step=words.STEPS[job.about],
                done=job.step,
                total=job.page,
                stop_url=url_for("recovery.stop", key=key),
            )
            return render_door("recovery/work.html", page)
        case JobState.DONE:
            return _done(job.result)
    return show(sentence_of(job), HTTPStatus.UNPROCESSABLE_ENTITY)


def _done(recovered: Recovered) -> Response:
    page = DonePage(
        title=TITLE,
        recovered=recovered,
        folder=folder().settings.data_dir,
        can_show=folder().shell is not None,
    )
    return render_door("recovery/done.html", page)


@bp.post("/stop/<key>")
def stop(key: str) -> Response:
    """Give up what is under way; nothing was changed."""
    jobs().end(key, wait=10)
    return redirect(url_for("recovery.work", key=key), HTTPStatus.SEE_OTHER)


@bp.post("/open")
def open_program() -> Response:
    """Open the program behind the same door; it may refuse again, and say why."""
    here = folder()
    if request.form.get("language") in set(Language):
        here.preferences.update(language=request.form["language"])
    return reopened()


@bp.post("/folder")
def show_folder() -> Response:
    """Show the data folder in the computer's own program for that."""
    here = folder()
    if here.shell is not None:
        here.shell.show_in_folder(here.settings.data_dir / "x")
    return redirect(url_for("recovery.look"), HTTPStatus.SEE_OTHER)
