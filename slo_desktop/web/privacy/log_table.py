"""The disposal log as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slo_desktop.i18n.field_words import kind_label
from slo_desktop.i18n.privacy_words import privacy_label

if TYPE_CHECKING:
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.privacy.disposal import DisposalEntry

HEADINGS: Final = (
    "erased_at",
    "kind",
    "ref",
    "uid",
    "reason",
    "asked_by",
    "case",
    "who",
    "records",
    "names_removed",
    "changes_emptied",
    "files",
    "backups",
    "last_backup_until",
    "here_again",
)


def log_rows(entry: DisposalEntry, language: Language) -> dict[str, str]:
    """One line of the log as cells."""
    until = entry.last_backup_until
    return {
        "erased_at": entry.at.isoformat(),
        "kind": kind_label(entry.kind, language),
        "ref": entry.ref,
        "uid": entry.subject,
        "reason": privacy_label(entry.grounds.reason, language),
        "asked_by": privacy_label(entry.grounds.asker, language),
        "case": entry.grounds.case,
        "who": entry.who or "",
        "records": str(entry.records),
        "names_removed": str(entry.redacted),
        "changes_emptied": str(entry.changes),
        "files": str(entry.files),
        "backups": "; ".join(entry.backups),
        "last_backup_until": until.isoformat() if until else "",
        "here_again": "" if entry.here_again is None else str(entry.here_again),
    }
