"""A CSV file as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import FileTooLargeError
from slo_desktop.domain.importing import Unreadable, UnreadableImportError
from slo_desktop.domain.limits import IMPORT_BYTES
from slo_desktop.domain.tables import unguarded
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.import_headings import column_called
from slo_desktop.services.importing.columns import KNOWN, NEEDED, REASON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from slo_desktop.domain.importing import ImportKind

ENCODINGS = ("utf-8-sig", "cp1252")
"""UTF-8 with or without its mark; then what older spreadsheets write on Windows."""
SEPARATORS = ",;\t"
TITLES = ("title_cy", "title_en")


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: as a spreadsheet shows it.
        cells: what it says, by column.
        line: its cells as they stand in the file.
        has_more: there are more cells than headings.
    """

    number: int
    cells: Mapping[str, str]
    line: tuple[str, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read.

    Attributes:
        kind: what its rows are to become.
        rows: all rows that say anything.
        unknown: headings that nobody will read.
        guessed: the file is not UTF-8, so some letters may have come out wrong.
        name: what the file is called.
        headings: the first row as it stands in the file.
    """

    kind: ImportKind
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    guessed: bool
    name: str = ""
    headings: tuple[str, ...] = ()

    @property
    def called(self) -> Mapping[str, str]:
        """What each column is called in the file."""
        return {column_of(self.kind, heading): heading for heading in self.headings}


def column_of(kind: ImportKind, heading: str) -> str:
    """The column that a heading names, in either language; else the heading itself."""
    return column_called((*KNOWN[kind], REASON), heading) or heading.casefold()


def read_file(kind: ImportKind, path: Path, name: str = "") -> Table:
    """Read a file of this computer.

    Args:
        kind: what its rows are to become.
        path: where it is.
        name: what the person calls it, where it has another name here.

    Raises:
        FileTooLargeError: it passes the limit.
        UnreadableImportError: it is not a table of this kind.
        OSError: it is not there, or may not be read.
    """
    with path.open("rb") as file:
        content = file.read(IMPORT_BYTES + 1)
    return read_table(kind, content, name or path.name)


def read_table(kind: ImportKind, content: bytes, name: str) -> Table:
    """Read a file that is already in memory.

    Raises:
        FileTooLargeError: it passes the limit.
        UnreadableImportError: it is not a table of this kind.
    """
    if len(content) > IMPORT_BYTES:
        raise FileTooLargeError(name, IMPORT_BYTES)
    called = partial(column_of, kind)
    headings, rows, guessed = read_rows(content, name, called)
    _check_headings(kind, list(map(called, headings)), name)
    known = {*KNOWN[kind], REASON, ""}
    unknown = tuple(h for h in headings if called(h) not in known)
    return Table(kind, rows, unknown, guessed, name, tuple(headings))


def read_rows(
    content: bytes, name: str, called: Callable[[str], str] = str.casefold
) -> tuple[list[str], tuple[Row, ...], bool]:
    """The headings and rows of any CSV file, and whether its letters were guessed.

    Args:
        content: the file.
        name: what it is called.
        called: gives the name of a column for its heading.

    Raises:
        UnreadableImportError: it is not a table.
    """
    text, guessed = _decoded(content, name)
    lines = _lines(text, name)
    headings = [heading.strip() for heading in next(lines, [])]
    if not any(headings):
        raise UnreadableImportError(name, Unreadable.EMPTY)
    columns = list(map(called, headings))
    rows = tuple(
        _row(number, columns, cells)
        for number, cells in enumerate(lines, start=2)
        if any(cell.strip() for cell in cells)
    )
    return headings, rows, guessed


def _decoded(content: bytes, name: str) -> tuple[str, bool]:
    if not content.strip():
        raise UnreadableImportError(name, Unreadable.EMPTY)
    if b"\x00" in content:
        raise UnreadableImportError(name, Unreadable.NOT_TEXT)
    for number, encoding in enumerate(ENCODINGS):
        try:
            return content.decode(encoding), number > 0
        except UnicodeDecodeError:
            continue
    raise UnreadableImportError(name, Unreadable.NOT_TEXT)


def _lines(text: str, name: str) -> Iterator[list[str]]:
    first = text.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):  # noqa: B007  for the error
            yield cells
    except csv.Error as error:
        reason = Unreadable.NOT_A_TABLE
        raise UnreadableImportError(name, reason, row=number + 1) from error


def _row(number: int, columns: list[str], cells: list[str]) -> Row:
    more = any(cell.strip() for cell in cells[len(columns) :])
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    named = zip(columns, filled, strict=False)
    said = {column: unguarded(cell.strip()) for column, cell in named}
    return Row(number, said, tuple(cells), more)


def _check_headings(kind: ImportKind, columns: list[str], name: str) -> None:
    missing = tuple(needed for needed in NEEDED[kind] if needed not in columns)
    if not set(TITLES) & set(columns):
        missing += TITLES
    if missing:
        reason = Unreadable.MISSING_COLUMNS
        raise UnreadableImportError(name, reason, columns=missing)
    twice = tuple(h for h, count in Counter(columns).items() if h and count > 1)
    if twice:
        reason = Unreadable.REPEATED_COLUMNS
        raise UnreadableImportError(name, reason, columns=twice)
