"""Everything that can go wrong for a reason the person can act on.

An error carries facts and no sentence: `web/errors.py` phrases it in the person's
language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class SloError(Exception):
    """Base of all errors this program raises on purpose."""


class RecordNotFoundError(SloError):
    """The record asked for is not in this school's file.

    Attributes:
        kind: table name of the record, such as `evidence`.
    """

    def __init__(self, kind: str, number: int | str) -> None:
        super().__init__(kind, number)
        self.kind = kind
        self.number = number


class CollisionError(SloError):
    """Somebody changed the record after this person opened it."""

    def __init__(self, kind: str, number: int, *, opened: int, current: int) -> None:
        super().__init__(kind, number, opened, current)
        self.kind = kind
        self.number = number
        self.opened = opened
        self.current = current


class NamelessError(SloError):
    """A record would be left without the words by which people know it.

    Attributes:
        field: the text that was emptied in both languages, such as `title`.
    """

    def __init__(self, kind: str, number: int, field: str) -> None:
        super().__init__(kind, number, field)
        self.kind = kind
        self.number = number
        self.field = field


class BinnedError(SloError):
    """The record is in the bin; it has to come back before it can be changed."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__(kind, number)
        self.kind = kind
        self.number = number


class UndoRefusedError(SloError):
    """The step can no longer be undone: newer work stands on it."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class NothingToUndoError(SloError):
    """There is no step left to take back, or to bring back."""


class TextTooLongError(SloError):
    """A text is longer than the limit."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class FileTooLargeError(SloError):
    """A file is larger than the limit, in bytes."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(name, limit)
        self.name = name
        self.limit = limit


class PhotoTooLargeError(SloError):
    """A photo has more pixels than the limit."""

    def __init__(self, name: str, pixels: int, limit: int) -> None:
        super().__init__(name, pixels, limit)
        self.name = name
        self.pixels = pixels
        self.limit = limit


class FileKindRefusedError(SloError):
    """A file is of a kind that is not kept, such as a program."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ChosenFilesGoneError(SloError):
    """Files that were chosen for a new record are no longer in its draft."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class EmptyFileError(SloError):
    """A file holds nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FileThereError(SloError):
    """The same file stands beside the record already, under this or another name."""

    def __init__(self, name: str, there: str) -> None:
        super().__init__(name, there)
        self.name = name
        self.there = there


class FileDamagedError(SloError):
    """A kept file is gone or is no longer what it was."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


class DataDamagedError(SloError):
    """The school's data file is missing or damaged; nothing was changed.

    Attributes:
        reason: a stable word: `missing`, `empty`, `truncated`, `foreign`, `unreadable`,
            `rows` where rows are gone although nothing was changed, or `older` where
            the journal tells of changes that the file does not hold.
    """

    def __init__(self, database: Path, reason: str) -> None:
        super().__init__(database, reason)
        self.database = database
        self.reason = reason


class NewerDataError(SloError):
    """The data file was written by a newer version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class MigrationFailedError(SloError):
    """An upgrade of the data file could not be proven; the old file stays."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FolderGoneError(SloError):
    """The data folder is not there any more: a stick was pulled, a drive is away.

    Nothing was written; it may come back.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class ReadOnlyFolderError(SloError):
    """This folder can be read and not written to; nothing was changed."""


class AlreadyOpenError(SloError):
    """Another program instance holds this data folder."""


class SchoolExistsError(SloError):
    """The data folder already holds a school."""


class NoSchoolError(SloError):
    """The data folder does not hold a school yet."""


class BadDatesError(SloError):
    """An end lies before its start."""

    def __init__(self, start: dt.date, end: dt.date) -> None:
        super().__init__(start, end)
        self.start = start
        self.end = end


class JournalBehindError(SloError):
    """The change is saved, but its second copy could not be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class StoppedError(SloError):
    """Somebody stopped long work; nothing was made."""


class PrintStoppedError(StoppedError):
    """Somebody stopped the printing; no file was made."""


class PrintTooSlowError(SloError):
    """Printing took longer than the limit, in seconds; no file was made."""

    def __init__(self, limit: float) -> None:
        super().__init__(limit)
        self.limit = limit


class PrintFailedError(SloError):
    """The report could not be printed; no file was made.

    Attributes:
        reason: name of the fault, for the log; never text from a record.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
