"""What a check has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from slo_desktop.domain.checking import Checked, Fault, Finding


@dataclass
class Tally:
    """Collects findings and counts what was looked at."""

    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    changes: int = 0
    files: int = 0

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
        )
