"""Turn what went wrong into a sentence and an exit code."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.cli.launch import FAULT, REFUSED
from slo_desktop.desktop import crash
from slo_desktop.desktop.log import keep_log
from slo_desktop.domain import errors
from slo_desktop.domain.importing import UnreadableImportError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.errors import BackupFailedError
from slo_desktop.domain.updates import UpdateRefusedError
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.import_words import unreadable_line
from slo_desktop.i18n.numbers import file_size
from slo_desktop.i18n.restore_words import refusal_line
from slo_desktop.i18n.update_words import update_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.cli.launch import Launch

NOT_FOUND = N_("There is no such file: %(file)s")
NOT_ALLOWED = N_("This may not be read or written: %(file)s")
NOT_A_FILE = N_("This is not a file: %(file)s")
EXISTS = N_("This folder already holds a school: %(folder)s")
TOO_LARGE = N_("This file is too large: %(name)s. Size allowed: %(size)s.")
WRONG_DATES = N_("The end comes before the start. Start: %(start)s. End: %(end)s.")
TOO_SLOW = N_("Printing took too long and was stopped. No file was made.")
OPEN = N_(
    "The program is already open. Close its window first, then give the command again."
)
NEXT = N_(
    "Try again. If it happens again, give the code to whoever looks after this "
    "computer, with the log: %(file)s"
)
NOT_PRINTED = N_("The report could not be printed. No file was made.")
PLAIN: dict[type[Exception], str] = {
    errors.AlreadyOpenError: OPEN,
    errors.PrintTooSlowError: TOO_SLOW,
    errors.PrintFailedError: NOT_PRINTED,
}
FAULTS = (
    errors.DataDamagedError,
    errors.MigrationFailedError,
    errors.JournalBehindError,
    errors.PrintFailedError,
    errors.PrintTooSlowError,
    BackupFailedError,
)


def answer(error: Exception, launch: Launch) -> int:
    """Tell what went wrong; gives the exit code."""
    told = _about_request(error, launch) or crash.reason(
        error, launch.language, launch.settings
    )
    if launch.options.verb is None:
        crash.show(_in_both_languages(error, launch))
    else:
        launch.refuse(told or _about_fault(error, launch))
    is_fault = told is None or isinstance(error, FAULTS) or _is_disk(error)
    return FAULT if is_fault else REFUSED


def _is_disk(error: Exception) -> bool:
    ours = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)
    return isinstance(error, OSError) and not isinstance(error, ours)


def _about_request(error: Exception, launch: Launch) -> str | None:
    """What the person can do better, if it is that."""
    words = launch.words
    match error:
        case UnreadableImportError():
            return unreadable_line(error, launch.language)
        case errors.SchoolExistsError():
            return words(EXISTS, folder=launch.settings.data_dir)
        case errors.FileTooLargeError(name=name, limit=limit):
            size = file_size(limit, launch.language)
            return words(TOO_LARGE, name=name, size=size)
        case errors.BadDatesError(start=start, end=end):
            days = {"start": start, "end": end}
            told = {k: medium_date(day, launch.language) for k, day in days.items()}
            return words(WRONG_DATES, **told)
        case _ if type(error) in PLAIN:
            return words(PLAIN[type(error)])
        case UpdateRefusedError():
            return update_refusal(error, launch.language)
    return refusal_line(error, launch.language) or _about_path(error, launch)


def _about_path(error: Exception, launch: Launch) -> str | None:
    match error:
        case FileNotFoundError(filename=str(name)):
            return launch.words(NOT_FOUND, file=name)
        case PermissionError(filename=str(name)):
            return launch.words(NOT_ALLOWED, file=name)
        case (
            IsADirectoryError(filename=str(name))
            | NotADirectoryError(filename=str(name))
        ):
            return launch.words(NOT_A_FILE, file=name)
    return None


def _about_fault(error: Exception, launch: Launch) -> str:
    with _log(launch) as log:
        told = crash.explain(error, launch.settings, launch.language)
    return f"{told} {launch.words(NEXT, file=log)}"


def _in_both_languages(error: Exception, launch: Launch) -> str:
    with _log(launch):
        return crash.explain(error, launch.settings, *Language)


@contextmanager
def _log(launch: Launch) -> Iterator[Path]:
    """Note a fault where it belongs, without making a folder for a school."""
    here = launch.settings
    place = here.data_dir if here.data_dir.is_dir() else here.cache_dir
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        handler = keep_log(place)
    try:
        yield Path(getattr(handler, "baseFilename", place))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
