"""A small school to import into, and CSV files written in a test."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy.orm import Session

from slo_desktop.domain.importing import (
    Finding,
    ImportKind,
    ImportOutcome,
    Notice,
    Problem,
)
from slo_desktop.services.importing import import_file
from slo_desktop.storage.objects import ObjectStore

NOW = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)
HEADINGS = {
    ImportKind.EVIDENCE: "happened_on,title_cy,title_en",
    ImportKind.PLAN: "level,ref,parent_ref,school_year,title_cy",
    ImportKind.LEARNING: "date,title_cy,title_en",
}
ROWS = {
    ImportKind.EVIDENCE: "2026-11-10,Taith ddysgu,Learning walk",
    ImportKind.PLAN: "priority,P2627-9,,2026/27,Codi safonau",
    ImportKind.LEARNING: "2026-11-10,Hyfforddiant,Training",
}


class Importer:
    """Writes a file, imports it and gives the outcome."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.folder = folder
        self.store = ObjectStore(folder / "school")

    def path(self, content: str | bytes, name: str = "file.csv") -> Path:
        path = self.folder / name
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return path

    def lines(self, kind: ImportKind, *lines: str, **how: bool) -> ImportOutcome:
        return self.file(kind, self.path("\r\n".join(lines)), **how)

    def file(self, kind: ImportKind, path: Path, **how: bool) -> ImportOutcome:
        return import_file(
            self.session,
            kind,
            path,
            store=self.store,
            now=NOW,
            skip_bad=how.get("skip_bad", False),
            dry_run=how.get("dry_run", False),
            backdate=how.get("backdate", False),
        )

    def cell(self, kind: ImportKind, heading: str, value: str) -> ImportOutcome:
        """Import one good row with one more cell."""
        heads = f"{HEADINGS[kind]},{heading}"
        quoted = '"' + value.replace('"', '""') + '"'
        return self.lines(kind, heads, f"{ROWS[kind]},{quoted}")

    def attachment(self, name: str, content: bytes = b"Nodyn") -> None:
        (self.folder / "attachments").mkdir(exist_ok=True)
        (self.folder / "attachments" / name).write_bytes(content)


def findings(outcome: ImportOutcome) -> list[tuple[int, str, Problem | Notice]]:
    return [(f.row, f.column, f.what) for f in outcome.errors]


def warnings(outcome: ImportOutcome) -> list[tuple[int, str, Problem | Notice]]:
    return [(f.row, f.column, f.what) for f in outcome.warnings]


def only_error(outcome: ImportOutcome) -> Finding:
    (finding,) = outcome.errors
    return finding
