"""A row that was read and is not kept yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slo_desktop.domain.importing import Finding, TakenRow
    from slo_desktop.storage.models import Action, Evidence, LearningRecord, Priority
    from slo_desktop.storage.models.base import Record


@dataclass(slots=True)
class Draft:
    """What one row becomes.

    Attributes:
        taken: the row as it was understood.
        record: the record itself.
        parts: records that belong to it.
        files: names of its attachments.
        findings: what is wrong with it.
    """

    taken: TakenRow
    record: Evidence | Priority | Action | LearningRecord
    parts: list[Record] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Its number in the file."""
        return self.taken.row

    @property
    def is_good(self) -> bool:
        """Whether it may be kept."""
        return not self.findings
