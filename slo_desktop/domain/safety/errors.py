"""Why a backup is not believed, or could not be made."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.errors import SloError, StoppedError

if TYPE_CHECKING:
    from pathlib import Path


class BackupFault(StrEnum):
    """Why a backup file is refused; nothing was touched."""

    NOT_A_BACKUP = "not-a-backup"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    UNEXPECTED_ENTRY = "unexpected-entry"
    MISSING_PART = "missing-part"
    TOO_LARGE = "too-large"
    NEWER_FORMAT = "newer-format"
    NEWER_SCHEMA = "newer-schema"
    FOREIGN = "foreign"
    LOCKED = "locked"
    WRONG_KEY = "wrong-key"


class MakingFault(StrEnum):
    """Why a backup could not be made, or is not believed."""

    DATABASE = "database"
    TABLES = "tables"
    CHANGING = "changing"
    BUSY = "busy"
    DIFFERENT = "different"


class BackupRefusedError(SloError):
    """A backup file is not what it should be; nothing was touched.

    Attributes:
        fault: why.
        facts: what is known about it, by name: `part` (its path in the file), `found`
            and `known` (versions), `limit` (bytes or a number of parts).
    """

    def __init__(self, fault: BackupFault, **facts: Any) -> None:
        super().__init__(fault, *sorted(facts.items()))
        self.fault = fault
        self.facts = facts

    @property
    def part(self) -> str:
        """The part of the file that is wrong, or an empty string."""
        return str(self.facts.get("part", ""))


class NoRoomError(SloError):
    """There is not enough room on a disk to begin; nothing was touched.

    Attributes:
        folder: on the disk that is too full.
        needed: bytes that must be free.
        free: bytes that are free.
    """

    def __init__(self, folder: Path, *, needed: int, free: int) -> None:
        super().__init__(folder, needed, free)
        self.folder = folder
        self.needed = needed
        self.free = free


class BackupStoppedError(StoppedError):
    """Somebody stopped the backup; no file was made."""


class NotInventedError(SloError):
    """The school that was to make room is not the invented one; nothing was touched."""


class BackupFailedError(SloError):
    """A backup was written and did not prove right; no file was made.

    Attributes:
        reason: a stable word, for the log.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
