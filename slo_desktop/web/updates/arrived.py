"""The update files that somebody looked at, and where their installers lie."""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.arrivals import Arrivals

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from slo_desktop.settings import Settings

KEY: Final = "updates"
MOST_FILES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An update file that was chosen.

    Attributes:
        id: names it in addresses.
        path: where it lies.
        name: what the person calls it.
    """

    id: str
    path: Path
    name: str


class Arrived:
    """What can be installed, as long as the program is open.

    Attributes:
        sent: what a browser sent.
        folder: below it each look has a folder for its installer. It outlives the
            program, because the installer runs while that is closed.
        ordered: the installer that was handed over; it stays where it is.
    """

    def __init__(self, settings: Settings) -> None:
        self.sent = Arrivals(settings.cache_dir, "updates-sent", FileKind.UPDATE)
        self.folder = settings.cache_dir / "updates"
        self.ordered: Path | None = None
        self._files: dict[str, Source] = {}

    def add(self, path: Path, name: str) -> Source:
        """Remember a file."""
        source = Source(id=uuid.uuid4().hex, path=path, name=name)
        self._files[source.id] = source
        while len(self._files) > MOST_FILES:
            self._files.pop(next(iter(self._files)))
        return source

    def find(self, id_: str) -> Source:
        """The file with this address.

        Raises:
            RecordNotFoundError: it is gone, or the program was restarted since.
        """
        found = self._files.get(id_)
        if found is None:
            raise RecordNotFoundError(KEY, id_)
        return found

    def new_folder(self) -> Path:
        """A place for one installer, not made yet; those of older looks are removed."""
        if self.folder.is_dir():
            for other in self.folder.iterdir():
                if self.ordered is None or other != self.ordered.parent:
                    shutil.rmtree(other, ignore_errors=True)
        return self.folder / uuid.uuid4().hex

    def clear(self) -> None:
        """Remove what an earlier start of the program left."""
        self.sent.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its updates; installers that have run are removed."""
    app.extensions[KEY] = Arrived(settings)
    app.extensions[KEY].clear()


def arrived() -> Arrived:
    """The updates of the application that answers this request."""
    return cast("Arrived", current_app.extensions[KEY])
