"""Why something was erased for good, and what is remembered of it: never a word."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

CASE_CHARACTERS = 40


class DisposalReason(StrEnum):
    """Why something was erased."""

    TIME_IS_UP = "time-is-up"
    ASKED = "asked"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    MISTAKE = "mistake"
    ORDERED = "ordered"


class Asker(StrEnum):
    """Who asked for it."""

    SCHOOL = "school"
    PERSON = "person"
    PARENT = "parent"
    OFFICER = "officer"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why, and at whose wish.

    Attributes:
        case: the number of the request in the school's own files, if it has one.
    """

    reason: DisposalReason
    asker: Asker
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalEntry:
    """One line of the disposal log.

    Attributes:
        uid: names this entry.
        kind: table name of what was erased, such as `person`.
        ref: its reference, where it had one.
        subject: its uid, which says nothing to anybody.
        records: how many records went, parts included.
        redacted: how many other records lost a name.
        changes: how many recorded changes were emptied.
        files: how many kept files were removed.
        who: name of the person who did it, where one was chosen.
        backups: names of the backups in this folder that still hold it.
        last_backup_until: when the last of them ages out at the latest.
        here_again: of a line from before a restore, which the data file no longer
            has: how many of its records the restore brought back.
    """

    uid: str
    kind: str
    ref: str
    subject: str
    at: dt.datetime
    grounds: Grounds
    records: int
    redacted: int
    changes: int
    files: int
    who: str | None = None
    backups: tuple[str, ...] = ()
    last_backup_until: dt.date | None = None
    here_again: int | None = None


def joined(kind: str, uid: str) -> str:
    """A record as the log names it."""
    return f"{kind}:{uid}"


def uids_of(records: Iterable[str]) -> set[str]:
    """The uids of the records that an entry names."""
    return {name.partition(":")[2] for name in records}
