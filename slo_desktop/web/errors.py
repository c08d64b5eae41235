"""Turn what went wrong into a sentence: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
import logging
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from slo_desktop.domain import errors as e
from slo_desktop.domain.attachments import PHONE_PHOTOS, ending_of
from slo_desktop.domain.importing import UnreadableImportError
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.import_words import unreadable_line
from slo_desktop.i18n.numbers import file_size
from slo_desktop.i18n.safety_words import safety_line
from slo_desktop.web import absence
from slo_desktop.web.forms import nameless_line
from slo_desktop.web.language import current_language
from slo_desktop.web.old_pages import answer_old_page
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

log = logging.getLogger("slo_desktop")
DISK_ERRORS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM}
)
DISK_WORDS = ("disk is full", "disk I/O error", "readonly database", "is locked")
"""What SQLite says when the disk, and not the program, stands in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """errors/error.html.

    Attributes:
        said: what happened, as a sentence.
        safe: what is safe, and what to do next.
        code: names a fault in the log file; None where nothing is at fault.
        is_missing: whether there is nothing to see, however often one asks.
    """

    said: str
    safe: str
    code: str | None = None
    is_missing: bool = False

    @property
    def title(self) -> str:
        """The same as a heading."""
        return absence.heading(self.said)


def explain(error: e.SloError) -> tuple[str, HTTPStatus]:
    """Say what happened in the person's language, and how HTTP calls it."""
    if isinstance(error, UnreadableImportError):
        line = unreadable_line(error, current_language())
        return line, HTTPStatus.UNPROCESSABLE_ENTITY
    if words := safety_line(error, current_language()):
        return words, HTTPStatus.UNPROCESSABLE_ENTITY
    abouts = (
        _about_records,
        _about_changes,
        _about_files,
        _about_folder,
        _about_printing,
    )
    for about in abouts:
        if answer := about(error):
            return answer
    return _("That could not be done."), HTTPStatus.UNPROCESSABLE_ENTITY


def _about_records(error: e.SloError) -> tuple[str, HTTPStatus] | None:
    match error:
        case e.RecordNotFoundError():
            return _("This record is no longer here."), HTTPStatus.NOT_FOUND
        case e.CollisionError():
            text = _("Someone changed this record after you opened it.")
            return text, HTTPStatus.CONFLICT
        case e.UndoRefusedError():
            text = _("This can no longer be undone: newer work stands on it.")
            return text, HTTPStatus.CONFLICT
        case e.NothingToUndoError():
            return _("There is nothing to undo."), HTTPStatus.CONFLICT
        case e.TextTooLongError(limit=limit):
            text = _("This is too long. Characters allowed: %(max)s.", max=f"{limit:,}")
            return text, HTTPStatus.UNPROCESSABLE_ENTITY
        case e.BadDatesError(start=start, end=end):
            text = _(
                "The end comes before the start. Start: %(start)s. End: %(end)s.",
                start=medium_date(start, current_language()),
                end=medium_date(end, current_language()),
            )
            return text, HTTPStatus.UNPROCESSABLE_ENTITY
    return None


def _about_changes(error: e.SloError) -> tuple[str, HTTPStatus] | None:
    match error:
        case e.BinnedError():
            text = _("This record is in the bin. Bring it back to change it.")
            return text, HTTPStatus.CONFLICT
        case e.NamelessError():
            return nameless_line(error), HTTPStatus.UNPROCESSABLE_ENTITY
    return None


def _about_files(error: e.SloError) -> tuple[str, HTTPStatus] | None:
    match error:
        case e.FileTooLargeError(name=name, limit=limit):
            size = file_size(limit, current_language())
            text = _(
                "This file is too large: %(name)s. Size allowed: %(size)s.",
                name=name,
                size=size,
            )
            return text, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        case e.PhotoTooLargeError(name=name, limit=limit):
            text = _(
                "This photo is too large: %(name)s. Megapixels allowed: %(most)s.",
                name=name,
                most=limit // 1_000_000,
            )
            return text, HTTPStatus.UNPROCESSABLE_ENTITY
        case e.FileKindRefusedError(name=name):
            return _about_kind(name), HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        case e.ChosenFilesGoneError(count=count):
            text = _(
                "Files chosen before, and no longer here: %(count)s. Choose them "
                "again.",
                count=count,
            )
            return text, HTTPStatus.GONE
        case e.EmptyFileError(name=name):
            text = _("This file is empty: %(name)s.", name=name)
            return text, HTTPStatus.UNPROCESSABLE_ENTITY
        case e.FileThereError(name=name, there=there):
            names = name if name == there else f"{name} ({there})"
            text = _("This file is here already: %(names)s.", names=names)
            return text, HTTPStatus.CONFLICT
        case e.FileDamagedError():
            text = _("This file has changed or is missing on this computer.")
            return text, HTTPStatus.GONE
    return None


def _about_kind(name: str) -> str:
    if ending_of(name) in PHONE_PHOTOS:
        return _(
            "This photo cannot be kept as it is: %(name)s. Send it as JPEG: on the "
            "iPhone, choose Share, Options, Most Compatible.",
            name=name,
        )
    return _("Files of this kind are not kept: %(name)s.", name=name)


def _about_folder(error: e.SloError) -> tuple[str, HTTPStatus] | None:
    match error:
        case e.JournalBehindError():
            text = _(
                "Saved, but the second copy of your changes could not be written. "
                "Check that the disk is not full."
            )
            return text, HTTPStatus.INSUFFICIENT_STORAGE
        case e.SchoolExistsError():
            text = _("This folder already holds a school.")
            return text, HTTPStatus.CONFLICT
        case e.NoSchoolError():
            return _("There is no school here yet."), HTTPStatus.CONFLICT
    return None


def _about_printing(error: e.SloError) -> tuple[str, HTTPStatus] | None:
    match error:
        case e.PrintTooSlowError(limit=limit):
            text = _(
                "Printing took too long and was stopped. Minutes allowed: %(most)s.",
                most=round(limit / 60),
            )
            return text, HTTPStatus.UNPROCESSABLE_ENTITY
        case e.PrintStoppedError():
            text = _("The report was stopped. Nothing was made.")
            return text, HTTPStatus.CONFLICT
        case e.StoppedError():
            return _("Stopped. Nothing was made."), HTTPStatus.CONFLICT
        case e.PrintFailedError():
            text = _("The report could not be printed.")
            return text, HTTPStatus.INTERNAL_SERVER_ERROR
    return None


HTTP_WORDS = {
    HTTPStatus.NOT_FOUND: lambda: _("There is no such page."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lambda: _("That is too much at once."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lambda: _("Files of this kind are not kept."),
    HTTPStatus.BAD_REQUEST: lambda: _("The program did not understand that."),
    HTTPStatus.METHOD_NOT_ALLOWED: lambda: _("The program did not understand that."),
}


def init_app(app: Flask) -> None:
    """Show every error as one calm page, or as a line for a script."""
    app.register_error_handler(e.SloError, _show_ours)
    app.register_error_handler(CSRFError, _show_stale_page)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(OSError, _show_disk)
    app.register_error_handler(OperationalError, _show_disk)
    app.register_error_handler(Exception, _show_fault)
    absence.init_app(app)


def _answer(page: ErrorPage, status: int) -> Response:
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(message=page.said), status)
    try:
        return render("errors/error.html", page, status)
    except e.FolderGoneError as error:  # the frame around it reads the data file
        return absence.show_away(error)


def _show_ours(error: e.SloError) -> Response:
    text, status = explain(error)
    return _answer(_calm_page(text, status), status)


def _show_stale_page(_error: CSRFError) -> ResponseReturnValue:
    if answer := answer_old_page():
        return answer
    said = _("This page was open for too long.")
    safe = _("Nothing was changed. Go back, reload the page and try again.")
    return _answer(ErrorPage(said=said, safe=safe), HTTPStatus.BAD_REQUEST)


def _show_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    if "inside" not in session or status is HTTPStatus.FORBIDDEN:
        # Whoever stands outside learns nothing, not even the school's language.
        return make_response(render_template("errors/outside.html"), status)
    said = HTTP_WORDS.get(status, lambda: _("That could not be done."))()
    return _answer(_calm_page(said, status), status)


def _show_disk(error: OSError | OperationalError) -> Response:
    if not _is_from_the_disk(error):
        return _show_fault(error)
    code = _logged(error)
    said = _("Not saved: the disk is full, or it refused to write.")
    safe = _("Your words are kept. Free some space or check the disk, and try again.")
    status = HTTPStatus.INSUFFICIENT_STORAGE
    return _answer(ErrorPage(said=said, safe=safe, code=code), status)


def _is_from_the_disk(error: OSError | OperationalError) -> bool:
    """A missing template is an OSError too, and that is our fault."""
    if isinstance(error, OSError):
        return error.errno in DISK_ERRORS
    return any(words in str(error.orig) for words in DISK_WORDS)


def _show_fault(error: Exception) -> Response:
    code = _logged(error)
    if absence.is_damaged_value(error):
        return absence.show_damaged()
    said = _("Something went wrong in the program.")
    safe = _("Everything that was saved is safe. Go back and try again.")
    return _answer(ErrorPage(said=said, safe=safe, code=code), 500)


def _calm_page(said: str, status: HTTPStatus) -> ErrorPage:
    """Nothing is at fault; what is not there will not come by trying again."""
    safe = _("Everything that was saved is safe.")
    return ErrorPage(said=said, safe=safe, is_missing=status is HTTPStatus.NOT_FOUND)


def _logged(error: Exception) -> str:
    """Note a fault by places and types only: messages can hold people's names."""
    code = uuid.uuid4().hex[:8]
    frames, trace = [], error.__traceback__
    while trace is not None:
        where = trace.tb_frame.f_code
        frames.append(f"{where.co_filename}:{trace.tb_lineno}:{where.co_name}")
        trace = trace.tb_next
    log.error("fault %s %s %s", code, type(error).__name__, " < ".join(frames[::-1]))
    return code
