"""A backup file from elsewhere, received and unlocked."""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.keys import KeyDamagedError, WrongPassphraseError
from slo_desktop.domain.safety.papers import PaperKeyError
from slo_desktop.domain.values import dataclass
from slo_desktop.services.safety import unlocking
from slo_desktop.services.safety.outlook import way_of_file
from slo_desktop.storage.backup.container import is_sealed
from slo_desktop.storage.files import PRIVATE_FOLDER
from slo_desktop.web.folder import folder
from slo_desktop.web.recovery import words
from slo_desktop.web.recovery.trouble import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.datastructures import FileStorage

    from slo_desktop.domain.safety.recovery import Way

FOLDER = "recovery"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A backup that can be read.

    Attributes:
        key: an age secret key, where it is sealed.
    """

    path: Path
    way: Way
    key: str | None


def opened() -> Path | None:
    """The backup that the person opened the program with, while it is there."""
    path = folder().settings.opened.waits(FileKind.BACKUP)
    return path if path is not None and path.is_file() else None


def unlocked(sent: FileStorage | None, passphrase: str) -> Unlocked | str:
    """Receive a backup and look at it; otherwise why it cannot be used, marked.

    Where none is sent, it is the one that the program was opened with.
    """
    is_sent = sent is not None and sent.filename
    here = None if is_sent else opened()
    if not is_sent and here is None:
        return words.NO_FILE
    settings = folder().settings
    place = settings.cache_dir / FOLDER
    place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path = place / f"{uuid.uuid4().hex}.slobackup"
    try:
        if here is not None:
            shutil.copyfile(here, path)
        elif sent is not None:
            sent.save(path)
        key = _key(path, passphrase)
        way = way_of_file(
            path, settings.data_dir, settings.database, key=key, scratch=place
        )
    except (SloError, OSError) as error:
        forget_file(path)
        return _why(error)
    return Unlocked(path, way, key)


def _why(error: Exception) -> str:
    match error:
        case BackupRefusedError():
            return refusal(error)
        case WrongPassphraseError() | PaperKeyError() | KeyDamagedError():
            return words.WRONG_KEY
        case OSError():
            return words.NO_ROOM
    return words.FAILED


def _key(path: Path, passphrase: str) -> str | None:
    if not passphrase or not is_sealed(path):
        return None
    return unlocking.unlocked(path, passphrase).key


def clear(cache_dir: Path) -> None:
    """Remove what an earlier program received, or gave out to be read."""
    shutil.rmtree(cache_dir / FOLDER, ignore_errors=True)


def forget_file(path: Path | None) -> None:
    """Remove a received backup."""
    if path is not None:
        path.unlink(missing_ok=True)
