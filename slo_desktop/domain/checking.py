"""What a check of the whole data folder finds."""

from __future__ import annotations

from enum import StrEnum

from slo_desktop.domain.values import dataclass

SEARCH = "text_search"
"""How SQLite names the full-text index that it finds damaged."""


class Fault(StrEnum):
    """What is wrong, from the worst to the mildest."""

    DATABASE = "database"
    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign-key"
    RECORD_UNREADABLE = "record-unreadable"
    RECORD_CHANGED = "record-changed"
    RECORD_MISSING = "record-missing"
    CHAIN_BROKEN = "chain-broken"
    JOURNAL_DIFFERS = "journal-differs"
    FILE_MISSING = "file-missing"
    FILE_CHANGED = "file-changed"
    JOURNAL_BEHIND = "journal-behind"
    TEXTS_OUT_OF_DATE = "texts-out-of-date"
    FILE_ORPHAN = "file-orphan"

    @property
    def is_damage(self) -> bool:
        """Whether something a person wrote or kept is not as it was.

        The others mend themselves, or are only in the way.
        """
        return self not in {
            Fault.JOURNAL_BEHIND,
            Fault.TEXTS_OUT_OF_DATE,
            Fault.FILE_ORPHAN,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        fault: what is wrong.
        kind: table name, where a record is meant.
        name: what exactly: a record's reference or uid, the hash of a file, the
            number of a change, or the words of SQLite.
    """

    fault: Fault
    kind: str = ""
    name: str = ""

    @property
    def is_of_search(self) -> bool:
        """Whether making search again, from the records, puts it right."""
        is_inside = self.fault is Fault.INTEGRITY and SEARCH in self.name
        return is_inside or self.fault is Fault.TEXTS_OUT_OF_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything a check looked at, and what it found.

    Attributes:
        erased: changes whose words were erased on request; their place in the chain
            is proven, and the disposal log says why.
    """

    findings: tuple[Finding, ...]
    records: int = 0
    changes: int = 0
    files: int = 0
    erased: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything that was written and kept is as it was."""
        return not any(finding.fault.is_damage for finding in self.findings)
