"""A file that the person opened with the program: by a double click, or on its line.

It waits in memory for the pages of its kind. Its name is never in an address or a log.
"""

from __future__ import annotations

import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError

if TYPE_CHECKING:
    from pathlib import Path


class FileKind(StrEnum):
    """Files that the program opens, by the ending of their names."""

    BACKUP = ".slobackup"
    UPDATE = ".sloupdate"


class OpenedFileError(SloError):
    """A file cannot be opened with this program.

    Attributes:
        file: its name, without its folder.
    """

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class FileAwayError(OpenedFileError):
    """There is no such file."""


class OtherKindError(OpenedFileError):
    """The program does not open files of this kind."""


def kind_of(path: Path) -> FileKind:
    """What a file is, going by its name.

    Raises:
        OtherKindError: the program does not open such files.
    """
    ending = path.suffix.lower()
    if ending not in set(FileKind):
        raise OtherKindError(path.name)
    return FileKind(ending)


def found(path: Path) -> Path:
    """A file that the program can open, by its whole name.

    Raises:
        OtherKindError: it does not open such files.
        FileAwayError: there is no such file.
    """
    kind_of(path)
    if not path.is_file():
        raise FileAwayError(path.name)
    return path.absolute()


class Opened:
    """Holds the one file that waits; a newer one takes its place."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lock = threading.Lock()

    @property
    def path(self) -> Path | None:
        """The file that waits, of whichever kind."""
        return self._path

    def put(self, path: Path) -> None:
        """Let a file wait, which `found` has found."""
        with self._lock:
            self._path = path

    def waits(self, kind: FileKind) -> Path | None:
        """The file of this kind that waits, and goes on waiting."""
        path = self._path
        return path if path is not None and kind_of(path) is kind else None

    def take(self, kind: FileKind) -> Path | None:
        """The file of this kind, which waits no longer."""
        with self._lock:
            path = self.waits(kind)
            if path is not None:
                self._path = None
            return path
