"""Say why the program cannot go on: in both languages, and without a stack trace."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from slo_desktop.desktop.message import show
from slo_desktop.desktop.portable import ReadOnlyMediumError
from slo_desktop.desktop.server import PortTakenError, ServerSilentError
from slo_desktop.domain.errors import (
    AlreadyOpenError,
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
    NoSchoolError,
    SloError,
)
from slo_desktop.domain.opened import FileAwayError, OtherKindError
from slo_desktop.domain.safety.errors import BackupFailedError, NoRoomError
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.restore_words import refusal_line

if TYPE_CHECKING:
    from slo_desktop.domain.languages import Language
    from slo_desktop.settings import Settings

__all__ = ["explain", "note", "reason", "show"]

log = logging.getLogger("slo_desktop")

SAFE = N_("Everything that was saved is safe.")
REASONS: dict[type[SloError], str] = {
    AlreadyOpenError: N_("The program is already open."),
    DataDamagedError: N_(
        "The data file is missing or damaged: %(file)s. Nothing has been changed or "
        "deleted. Keep this folder as it is and ask for help."
    ),
    FileAwayError: N_("There is no such file: %(file)s"),
    MigrationFailedError: N_(
        "The data file could not be brought up to this version of the program. "
        "The old file is untouched."
    ),
    NewerDataError: N_(
        "This data file was written by a newer version of the program. Update the "
        "program first. Nothing has been changed."
    ),
    NoSchoolError: N_("There is no school in this folder yet: %(folder)s"),
    ReadOnlyMediumError: N_(
        "This copy of the program keeps its data beside itself, and nothing can be "
        "written there: %(folder)s. Copy its whole folder to a place where you may "
        "write, or use the setup. Nothing has been changed."
    ),
    OtherKindError: N_(
        "The program does not open files of this kind: %(file)s. It opens backups "
        "(.slobackup) and updates (.sloupdate). Nothing has been changed."
    ),
    PortTakenError: N_("Another program already uses this port: %(port)s"),
    ServerSilentError: N_("The program could not be reached on this computer."),
}
DISK = N_("The disk refused that: %(reason)s")
FAULT = N_("Something went wrong in the program. Code for the log: %(code)s.")


def reason(error: BaseException, language: Language, settings: Settings) -> str | None:
    """Why the program cannot go on, if the person can do something about it."""
    if isinstance(error, SloError) and type(error) in REASONS:
        facts = {
            "file": getattr(error, "file", settings.database),
            "folder": settings.data_dir,
            "port": getattr(error, "port", ""),
        }
        return say(REASONS[type(error)], language) % facts
    if isinstance(error, NoRoomError | BackupFailedError):
        return refusal_line(error, language)
    if isinstance(error, OSError):
        return say(DISK, language) % {"reason": error.filename or error.errno}
    return None


def explain(error: BaseException, settings: Settings, *languages: Language) -> str:
    """A sentence per language about any error; a fault gets a code, as in the log."""
    told = [reason(error, language, settings) for language in languages]
    if None in told:
        code = note(error)
        told = [_about_fault(code, language) for language in languages]
    return "\n\n".join(filter(None, told))


def _about_fault(code: str, language: Language) -> str:
    return f"{say(FAULT, language) % {'code': code}} {say(SAFE, language)}"


def note(error: BaseException) -> str:
    """Write a fault into the log by kind and place, and give its code."""
    code = uuid.uuid4().hex[:8]
    log.error("fault %s", code, exc_info=error)
    return code
