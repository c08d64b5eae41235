"""What keeps the program from opening, as the recovery pages know it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from flask import current_app

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.recovery import RecoveryStoppedError
from slo_desktop.services.safety.outlook import look
from slo_desktop.web.folder import folder
from slo_desktop.web.recovery import words

if TYPE_CHECKING:
    from slo_desktop.domain.errors import SloError
    from slo_desktop.domain.safety.recovery import Outlook
    from slo_desktop.web.jobs import Job

KEY = "trouble"
FAULTS = {
    BackupFault.NEWER_FORMAT: words.NEWER_BACKUP,
    BackupFault.NEWER_SCHEMA: words.NEWER_BACKUP,
    BackupFault.LOCKED: words.LOCKED,
    BackupFault.WRONG_KEY: words.WRONG_KEY,
}


@dataclass(slots=True)
class Trouble:
    """Why the program was not opened.

    Attributes:
        error: what it met.
    """

    error: SloError
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def outlook(self) -> Outlook:
        """What can be done, as things stand now: backups may have been put there."""
        settings = folder().settings
        with self._lock:
            return look(settings.data_dir, settings.database, self.error)


def trouble() -> Trouble:
    """The trouble of the application that answers this request."""
    return cast("Trouble", current_app.extensions[KEY])


def refusal(error: BackupRefusedError) -> str:
    """Why a backup file cannot be used, marked."""
    return FAULTS.get(error.fault, words.REFUSED)


def sentence_of(job: Job) -> str:
    """Why a recovery came to nothing, marked."""
    match job.error:
        case RecoveryStoppedError():
            return words.STOPPED
        case BackupRefusedError() as error:
            return refusal(error)
        case None if not job.stop.is_set():
            return words.NO_ROOM
        case _:
            return words.FAILED
