"""Put together what the pages of an import show."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.domain.importing import ImportKind
from slo_desktop.i18n.import_headings import (
    heading_label,
    heading_meaning,
    listed_words,
    parted,
)
from slo_desktop.i18n.import_words import (
    column_name,
    kind_label,
    reason,
    taken_words,
    was_changed,
)
from slo_desktop.i18n.known_words import key
from slo_desktop.services.importing import LeftOut
from slo_desktop.services.importing.columns import IN_ORDER, NEEDED
from slo_desktop.storage.uploads import Uploads
from slo_desktop.web.folder import folder
from slo_desktop.web.importing.pages import (
    FindingRow,
    Guide,
    GuideRow,
    ShownCell,
    ShownRow,
)
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slo_desktop.domain.importing import Finding, TakenCell, TakenRow

TITLE = "title"


def uploads() -> Uploads:
    """Where files wait that somebody is looking at."""
    return Uploads(folder().settings.cache_dir)


def left_out() -> LeftOut | None:
    """What the last import left out, if that was anything."""
    if told := uploads().left_out():
        with suppress(ValueError):
            return LeftOut.from_json(told)
    return None


def guides() -> tuple[Guide, ...]:
    """What a file of each kind may hold."""
    language = current_language()
    return tuple(
        Guide(kind=kind, label=kind_label(kind, language), rows=tuple(_guide(kind)))
        for kind in ImportKind
    )


def _guide(kind: ImportKind) -> Iterator[GuideRow]:
    language = current_language()
    columns = IN_ORDER[kind]
    for base in dict.fromkeys(parted(column)[0] for column in columns):
        both = [column for column in columns if parted(column)[0] == base]
        yield GuideRow(
            headings=tuple(heading_label(column, language) for column in both),
            is_needed=base in NEEDED[kind] or base == TITLE,
            meaning=heading_meaning(base, language),
            words=listed_words(kind, base, language),
        )


def finding_rows(findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    """What was found, in the person's language."""
    language = current_language()
    return tuple(
        FindingRow(
            row=each.row,
            column=column_name(each, language),
            reason=reason(each, language),
        )
        for each in findings
    )


def left_rows(left: LeftOut) -> tuple[FindingRow, ...]:
    """What was wrong with the rows of the last import, likewise."""
    language = current_language()
    return tuple(
        FindingRow(
            row=row.row, column=each.column[language], reason=each.reason[language]
        )
        for row in left.left
        for each in row.found
    )


def shown_rows(rows: Iterable[TakenRow]) -> tuple[ShownRow, ...]:
    """The first rows as they were understood."""
    return tuple(
        ShownRow(row=row.row, cells=tuple(map(_shown, row.cells))) for row in rows
    )


def _shown(cell: TakenCell) -> ShownCell:
    language = current_language()
    label = heading_label(cell.column, language)
    words = taken_words(cell, language)
    return ShownCell(
        label=label,
        heading="" if key(cell.heading) == key(label) else cell.heading,
        words=words,
        said=cell.said if was_changed(cell, words) else "",
    )
