"""The file that a job made: downloaded, or saved where the person says."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, send_file
from flask_babel import gettext as _

from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from werkzeug import Response

    from slo_desktop.web.jobs import Job
    from slo_desktop.web.shell import Shell


def finished(key: str, kind: str) -> Job:
    """The job of this kind, once its file is there; before that it is not found."""
    job = jobs().find(key)
    if job.state is not JobState.DONE or job.kind != kind:
        abort(HTTPStatus.NOT_FOUND)
    return job


def download(job: Job, file: str, media_type: str) -> Response:
    """The file as a download, under the name that the job's page gave it."""
    return sent(job.folder / file, job.about.name, media_type)


def sent(content: Path | BinaryIO, name: str, media_type: str) -> Response:
    """Bytes as a download that no cache keeps."""
    answer = send_file(
        content, mimetype=media_type, as_attachment=True, download_name=name, etag=False
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def handed_out(content: bytes, name: str, media_type: str, back: str) -> Response:
    """A file that is made at once: where the person says, or as a download.

    Args:
        content: its bytes.
        name: the name that is offered.
        media_type: what it is.
        back: the page that is shown once it is saved.
    """
    shell = folder().shell
    if shell is None:
        return sent(io.BytesIO(content), name, media_type)
    if saved := shell.save_as(name, content):
        toast(_("Saved: %(name)s.", name=saved.name), undo=False)
    return redirect(back, HTTPStatus.SEE_OTHER)


def save(job: Job, file: str, window: Shell) -> None:
    """Ask where the file shall go, put it there, and remember the place."""
    saved = window.save_as(job.about.name, job.folder / file)
    if saved:
        job.about.saved = saved
        toast(_("Saved: %(name)s.", name=saved.name), undo=False)
