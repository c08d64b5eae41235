"""The backups that somebody may restore, and the one restore of this program."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.backup.arrivals import Arrivals
from slo_desktop.web.folder import KEY as FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from slo_desktop.domain.safety.restoring import RestoreNote
    from slo_desktop.services.safety.unlocking import Unlocked
    from slo_desktop.settings import Settings
    from slo_desktop.storage.backup.keeping import Backups

KEY: Final = "restoring"
BACKUP: Final = "backup"
MOST_FILES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A backup file that was chosen.

    Attributes:
        place: `kept` for a backup in the folder, `file` for one from elsewhere.
        id: names it in addresses.
        path: where it lies.
        name: what the person calls it.
        opened: what opens it, where it is sealed; it never leaves this process.
    """

    place: str
    id: str
    path: Path
    name: str
    opened: Unlocked | None = None

    @property
    def key(self) -> str | None:
        """The key that opens it, where it is sealed."""
        return self.opened.key if self.opened else None


class Sources:
    """What can be restored, as long as the program is open."""

    def __init__(self, settings: Settings, backups: Backups) -> None:
        self.data_dir = settings.data_dir
        self.arrivals = Arrivals(settings.cache_dir)
        self.backups = backups
        self.note: RestoreNote | None = swapping.last_note(settings.data_dir)
        self.ordered: str | None = None
        self._files: dict[str, Source] = {}

    def add(self, path: Path, name: str) -> Source:
        """Remember a file from elsewhere."""
        source = Source(place="file", id=uuid.uuid4().hex, path=path, name=name)
        self._files[source.id] = source
        while len(self._files) > MOST_FILES:
            self._files.pop(next(iter(self._files)))
        return source

    def find(self, place: str, id_: str) -> Source:
        """The backup with this address.

        Raises:
            RecordNotFoundError: it is gone, or the program was restarted since.
        """
        if place == "file":
            found = self._files.get(id_)
        else:
            kept = (one for one in self.backups.all() if one.path.name == id_)
            found = next(
                (Source(place=place, id=id_, path=one.path, name=id_) for one in kept),
                None,
            )
        if found is None:
            raise RecordNotFoundError(BACKUP, id_)
        return found

    def unlock(self, source: Source, opened: Unlocked) -> None:
        """Remember what opens a sealed file."""
        self._files[source.id] = replace(source, opened=opened)

    def told(self) -> None:
        """Somebody has read what became of the last restore."""
        if self.note and not self.note.told:
            self.note = replace(self.note, told=True)
            swapping.leave_note(self.data_dir, self.note)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its backups; what was sent to an earlier one is removed."""
    app.extensions[KEY] = Sources(settings, app.extensions[FOLDER].backups.kept)
    app.extensions[KEY].arrivals.clear()


def sources() -> Sources:
    """The backups of the application that answers this request."""
    return cast("Sources", current_app.extensions[KEY])
