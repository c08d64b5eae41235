"""Whether the data folder is still where it was: a stick may be pulled at any time.

Nothing is written while it is away, and what comes back is looked at like a folder that
is opened for the first time, because it may not be the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.errors import (
    FolderGoneError,
    ReadOnlyFolderError,
    SloError,
)
from slo_desktop.storage.opening import check_again
from slo_desktop.web.extensions import db

if TYPE_CHECKING:
    from slo_desktop.web.folder import Folder


def look_for(here: Folder) -> None:
    """See that the data file is there, and the one that was opened.

    Raises:
        FolderGoneError: it is not there, or not fit to be used.
    """
    settings, memory = here.settings, here.memory
    try:
        found = settings.database.stat()
    except OSError as error:
        _let_go(here)
        raise FolderGoneError(settings.data_dir) from error
    file = (found.st_dev, found.st_ino)
    if memory.is_away or memory.file not in {None, file}:
        _take_back(here)
    memory.file = file


def let_write(here: Folder) -> None:
    """See that the data file may be written to.

    Raises:
        ReadOnlyFolderError: the folder was read-only when it was opened.
        FolderGoneError: it is not there.
    """
    if here.settings.read_only:
        raise ReadOnlyFolderError
    look_for(here)


def _let_go(here: Folder) -> None:
    """Close the data file: a handle to a drive that is away must not be written to."""
    if not here.memory.is_away:
        here.memory.is_away = True
        reopen_file()


def reopen_file() -> None:
    """Have the next request open the data file anew."""
    db.session.remove()
    db.engine.dispose()


def _take_back(here: Folder) -> None:
    reopen_file()
    here.journal.forget()
    settings = here.settings
    try:
        check_again(settings.data_dir, settings.database)
    except SloError as error:
        if here.reopen is not None:  # the recovery pages know what to do
            here.reopen(_nothing, busy=_nothing)
        raise FolderGoneError(settings.data_dir) from error
    here.memory.is_away = False


def _nothing() -> None:
    """The folder is looked at as it is."""
