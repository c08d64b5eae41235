"""What a check has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slo_desktop.domain.checking import Checked, Fault, Finding

if TYPE_CHECKING:
    from collections.abc import Callable


def _at_once() -> None:
    """Go on without a pause."""


@dataclass
class Tally:
    """Collects findings and counts what was looked at.

    Attributes:
        rest: called between two readings, while nothing is held.
        proven: kept files that need not be read again, and those found whole now.
    """

    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    changes: int = 0
    files: int = 0
    erased: int = 0
    rest: Callable[[], None] = _at_once
    proven: set[str] = field(default_factory=set)

    @property
    def is_alone(self) -> bool:
        """Whether nobody has to be let past between two readings."""
        return self.rest is _at_once

    def add(self, fault: Fault, *, kind: str = "", name: str | int = "") -> None:
        """Remember something that is not as it should be."""
        self.findings.append(Finding(fault, kind, str(name)))

    def result(self) -> Checked:
        """Everything, the worst first."""
        rank = list(Fault)
        return Checked(
            findings=tuple(sorted(self.findings, key=lambda f: rank.index(f.fault))),
            records=self.records,
            changes=self.changes,
            files=self.files,
            erased=self.erased,
        )
