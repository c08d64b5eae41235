"""The folder lies where something else reaches into it: move it, or let it stay."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, url_for

from slo_desktop import paths
from slo_desktop.domain.safety.whereabouts import UnsafePlaceError
from slo_desktop.i18n.catalogues import N_
from slo_desktop.storage.moving import copy_folder, free_place, note_move
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.web.door import render_door
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import Job, jobs
from slo_desktop.web.recovery import words
from slo_desktop.web.recovery.blueprint import bp
from slo_desktop.web.recovery.opening import reopened
from slo_desktop.web.recovery.pages import TITLE, PlacePage, WorkPage
from slo_desktop.web.recovery.trouble import trouble

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug import Response

    from slo_desktop.domain.safety.whereabouts import Whereabouts

JOB = "move"
COPYING = N_("Copying the folder and checking every file")


def place_page(
    place: Whereabouts, problem: str | None = None, status: int = HTTPStatus.OK
) -> Response:
    """What is wrong with the place, and where the folder can go."""
    page = PlacePage(
        title=TITLE,
        heading=words.PLACE_HEADINGS[place.ground],
        reason=words.PLACE_REASONS[place.ground],
        place=place,
        new_folder=free_place(paths.local_data_dir()),
        problem=problem,
    )
    return render_door("recovery/place.html", page, status)


def _place() -> Whereabouts:
    error = trouble().error
    if not isinstance(error, UnsafePlaceError):
        abort(HTTPStatus.CONFLICT)
    return error.place


@bp.post("/move")
def move() -> Response:
    """Copy the folder to this computer, prove the copy, and go on there."""
    place = _place()
    new = free_place(paths.local_data_dir())

    def work(job: Job) -> Path:
        def note(done: int, total: int) -> None:
            job.step, job.page = done, total

        copy_folder(place.folder, new, note)
        # Where it lay, and how the file was there, is nothing to go by any more.
        PreferenceStore(new).update(closed=None, stays_in=None)
        note_move(place.folder, new)
        return new

    job = jobs().start(JOB, work, about=place)
    return redirect(url_for("recovery.moving", key=job.key), HTTPStatus.SEE_OTHER)


@bp.get("/moving/<key>")
def moving(key: str) -> Response:
    """How far the copy is; once it is right, the program opens there."""
    job = jobs().find(key)
    if not job.is_over:
        page = WorkPage(
            title=TITLE, step=COPYING, done=job.step, total=job.page, stop_url=None
        )
        return render_door("recovery/work.html", page)
    if job.result is None:
        return place_page(job.about, words.NOT_COPIED, HTTPStatus.INSUFFICIENT_STORAGE)
    return render_door(
        "recovery/moved.html",
        PlacePage(
            title=TITLE,
            heading="",
            reason="",
            place=job.about,
            new_folder=job.result,
            problem=None,
        ),
    )


@bp.post("/stay")
def stay() -> Response:
    """Go on where the folder lies, because the person says so."""
    place = _place()
    folder().preferences.update(stays_in=str(place.folder.absolute()))
    return reopened()
