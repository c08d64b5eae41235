"""What is wrong with a data folder, and the ways back from it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import (
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
    SloError,
)
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from slo_desktop.domain.checking import Finding


class Wrong(StrEnum):
    """Why the data file is not opened."""

    MISSING = "missing"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    ROWS = "rows"
    OLDER = "older"
    NEWER = "newer"
    MIGRATION = "migration"


class Source(StrEnum):
    """What a way back begins with."""

    FILE = "file"
    BACKUP = "backup"
    JOURNAL = "journal"


class Step(StrEnum):
    """How far a recovery is."""

    READING = "reading"
    REPLAYING = "replaying"
    FILES = "files"
    PROVING = "proving"
    PLACING = "placing"


def wrong_of(error: SloError) -> Wrong:
    """What an error says is wrong with a folder.

    Raises:
        ValueError: recovery can do nothing about this error.
    """
    match error:
        case DataDamagedError(reason=reason):
            return Wrong(reason)
        case NewerDataError():
            return Wrong.NEWER
        case MigrationFailedError():
            return Wrong.MIGRATION
    raise ValueError(type(error).__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way back.

    Attributes:
        key: names it in a form: the source, or the name of the backup's file.
        made_at: when a backup was made.
        records: how many records it holds, where that is known.
        files: how many attached files it holds.
        proven_at: when it was last restored for trial.
        is_sealed: whether it needs a key.
        later: how many changes were saved after it that the journal brings back.
        touched: how many records those are about, by kind.
        is_complete: whether everything that was ever saved is there at the end.
    """

    key: str
    source: Source
    made_at: dt.datetime | None = None
    records: int | None = None
    files: int | None = None
    proven_at: dt.datetime | None = None
    is_sealed: bool = False
    later: int = 0
    touched: Mapping[str, int] = field(default_factory=dict)
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is wrong, what is safe, and what can be done.

    Attributes:
        changes: how many changes are safe outside the data file.
        newest_at: when the newest of them was made.
        lost: how many changes are spoken of that nothing can prove.
        files: how many attached files lie in the folder.
        ways: the best first.
        broken: names of backups that cannot be used.
        found: schema of the data file, and the newest that is known, where it is newer.
    """

    wrong: Wrong
    changes: int = 0
    newest_at: dt.datetime | None = None
    lost: int = 0
    files: int = 0
    ways: tuple[Way, ...] = ()
    broken: tuple[str, ...] = ()
    found: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a recovery did.

    Attributes:
        records: how many records are there now.
        changes: how many changes, the first to the newest.
        brought_back: how many of them came out of the journal.
        lost: how many could not be brought back.
        files_back: how many attached files came out of a backup.
        files_missing: how many are still missing or damaged.
        kept_as: where the damaged data file lies now; None where there was none.
    """

    way: Way
    records: int
    changes: int
    brought_back: int
    lost: int
    files_back: int
    files_missing: int
    kept_as: Path | None


class RecoveryFailedError(SloError):
    """A way back did not prove right; nothing in the folder was changed.

    Attributes:
        findings: what was wrong with it.
    """

    def __init__(self, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(len(findings))
        self.findings = findings


class RecoveryStoppedError(SloError):
    """Somebody stopped the recovery; nothing in the folder was changed."""
