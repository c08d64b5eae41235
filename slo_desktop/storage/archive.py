"""A ZIP that is there whole or not at all, and a copy of the data file to read from."""

from __future__ import annotations

import os
import zipfile
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.errors import StoppedError
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.files import rename_into_place

if TYPE_CHECKING:
    import datetime as dt
    import threading
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

CHUNK = 1 << 20
FIRST_DAY = 1980
"""ZIP knows no earlier year."""


class Archive:
    """A ZIP on its way: everything in it bears the time at which it was made."""

    def __init__(
        self,
        file: zipfile.ZipFile,
        at: dt.datetime,
        stop: threading.Event | None,
        note: Callable[[int], None] | None,
    ) -> None:
        self._file = file
        self._at = at
        self._stop = stop
        self._note = note
        self.parts = 0

    def add(self, name: str, content: bytes) -> None:
        """A part that is in memory."""
        self.add_all(name, [content])

    def add_file(self, name: str, stream: BinaryIO) -> None:
        """A part as it lies on the disk; photos gain nothing from being packed."""
        chunks = iter(lambda: stream.read(CHUNK), b"")
        self.add_all(name, chunks, packed=False)

    def add_all(
        self, name: str, chunks: Iterable[bytes], *, packed: bool = True
    ) -> None:
        """A part that is made piece by piece.

        Raises:
            StoppedError: somebody stopped it.
        """
        at = self._at
        info = zipfile.ZipInfo(
            name,
            (max(at.year, FIRST_DAY), at.month, at.day, at.hour, at.minute, at.second),
        )
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        with self._file.open(info, "w", force_zip64=True) as part:
            for chunk in chunks:
                self.pause()
                part.write(chunk)
        self.parts += 1
        if self._note:
            self._note(self.parts)

    def pause(self) -> None:
        """A place to stop at.

        Raises:
            StoppedError: somebody stopped it.
        """
        if self._stop is not None and self._stop.is_set():
            raise StoppedError


@contextmanager
def archive(
    target: Path,
    *,
    at: dt.datetime,
    stop: threading.Event | None = None,
    note: Callable[[int], None] | None = None,
) -> Iterator[Archive]:
    """A new ZIP; a file of this name stays as it is until the new one is whole.

    Args:
        target: where it goes.
        at: the time that its parts bear, in the time of the place.
        stop: ends it.
        note: told how many parts are in it.
    """
    draft = target.with_name(f"{target.name}.partial")
    try:
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w") as made:
                yield Archive(made, at, stop, note)
            file.flush()
            os.fsync(file.fileno())
        rename_into_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def copy_to_read(database: Path, copy: Path) -> None:
    """A copy of the data file as it is now, so that long reading holds up no save."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    with closing(dbapi2.connect(str(database), isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("VACUUM INTO ?", (str(copy),))
