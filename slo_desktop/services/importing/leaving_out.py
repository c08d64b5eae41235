"""The rows that an import left out: listed until the next one, and saved as CSV.

They are told in both languages at once, because somebody may read them in the other
one later.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self

from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.domain.tables import guarded
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.import_headings import heading_label
from slo_desktop.i18n.import_words import column_name, reason
from slo_desktop.services.importing.columns import REASON
from slo_desktop.services.importing.reading import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slo_desktop.domain.importing import Finding, ImportOutcome


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """What is wrong with one cell, by language."""

    column: Mapping[str, str]
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row that was left out: its number, its cells, and what is wrong with them."""

    row: int
    cells: tuple[str, ...]
    found: tuple[ToldFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What an import left out.

    Attributes:
        kind: what the rows would have become.
        name: what the file is called.
        rows: how many the file has.
        kept: how many of them were kept.
        headings: the first row of the file.
        left: the rows themselves.
    """

    kind: ImportKind
    name: str
    rows: int
    kept: int
    headings: tuple[str, ...]
    left: tuple[ToldRow, ...]

    @classmethod
    def of(cls, outcome: ImportOutcome) -> Self:
        """Everything that an import found wrong, in sentences."""
        return cls(
            kind=outcome.kind,
            name=outcome.name,
            rows=outcome.rows,
            kept=outcome.kept,
            headings=outcome.headings,
            left=tuple(_told(outcome)),
        )

    def to_json(self) -> bytes:
        """As it is kept."""
        stored = {
            "kind": self.kind.value,
            "name": self.name,
            "rows": self.rows,
            "kept": self.kept,
            "headings": self.headings,
            "left": [
                [row.row, row.cells, [[f.column, f.reason] for f in row.found]]
                for row in self.left
            ],
        }
        return json.dumps(stored, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read what was kept.

        Raises:
            ValueError: it is not what this program wrote.
        """
        try:
            return cls._read(parsed_object(content))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError from error

    @classmethod
    def _read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            kind=ImportKind(stored["kind"]),
            name=str(stored["name"]),
            rows=int(stored["rows"]),
            kept=int(stored["kept"]),
            headings=tuple(map(str, stored["headings"])),
            left=tuple(
                ToldRow(int(row), tuple(map(str, cells)), _findings(found))
                for row, cells, found in stored["left"]
            ),
        )

    def to_csv(self, language: Language) -> bytes:
        """The rows as they stand in the file, each with what is wrong with it.

        Once mended it can be imported; the column of reasons does not matter then.
        """
        # A second column of reasons would keep the whole file out.
        kept = [
            number
            for number, heading in enumerate(self.headings)
            if column_of(self.kind, heading) != REASON
        ]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        names = [self.headings[number] for number in kept]
        writer.writerow([*names, heading_label(REASON, language)])
        for row in self.left:
            cells = dict(enumerate(row.cells))
            said = [guarded(cells.get(number, "").strip()) for number in kept]
            writer.writerow([*said, _reasons(row, language)])
        return text.getvalue().encode("utf-8-sig")


def _told(outcome: ImportOutcome) -> Iterator[ToldRow]:
    by_row = defaultdict(list)
    for finding in outcome.errors:
        by_row[finding.row].append(_finding(finding))
    for row in outcome.left:
        yield ToldRow(row.row, row.cells, tuple(by_row[row.row]))


def _finding(finding: Finding) -> ToldFinding:
    columns = {each.value: column_name(finding, each) for each in Language}
    reasons = {each.value: reason(finding, each) for each in Language}
    return ToldFinding(columns, reasons)


def _findings(stored: list[list[Mapping[str, str]]]) -> tuple[ToldFinding, ...]:
    return tuple(
        ToldFinding(
            {each.value: str(column[each]) for each in Language},
            {each.value: str(reasons[each]) for each in Language},
        )
        for column, reasons in stored
    )


def _reasons(row: ToldRow, language: Language) -> str:
    told = (
        f"{each.column[language]}: {each.reason[language]}"
        if each.column[language]
        else each.reason[language]
        for each in row.found
    )
    return " ".join(told)
