"""What an import says about rows and files, for the page and the command alike."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from slo_desktop.domain.importing import (
    Finding,
    ImportKind,
    ImportOutcome,
    Notice,
    Problem,
    Unreadable,
    UnreadableImportError,
)
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.field_words import value_words
from slo_desktop.i18n.import_headings import heading_label
from slo_desktop.i18n.known_words import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slo_desktop.domain.importing import TakenCell, TakenRow
    from slo_desktop.domain.languages import Language

CHARACTERS_SHOWN = 80

KINDS: Mapping[ImportKind, str] = {
    ImportKind.EVIDENCE: N_("Evidence"),
    ImportKind.PLAN: N_("Plan"),
    ImportKind.LEARNING: N_("Professional learning"),
}

PROBLEMS: Mapping[Problem, str] = {
    Problem.MISSING: N_("This cell is empty, and it is needed."),
    Problem.NO_TITLE: N_("There is no title in either language."),
    Problem.UNKNOWN_CODE: N_("This is not on the list: %(value)s."),
    Problem.NOT_A_CHOICE: N_(
        "This is not one of the choices: %(value)s. Choices: %(detail)s."
    ),
    Problem.NOT_YES_OR_NO: N_("This is neither yes nor no: %(value)s."),
    Problem.UNKNOWN_PERSON: N_(
        "Nobody here has these initials or this name: %(value)s."
    ),
    Problem.SEVERAL_PEOPLE: N_(
        "This could be more than one person: %(value)s. Write one full name."
    ),
    Problem.UNKNOWN_PRIORITY: N_(
        "There is no priority with this reference: %(value)s. Import the plan first."
    ),
    Problem.UNKNOWN_ACTION: N_(
        "There is no action with this reference: %(value)s. Import the plan first."
    ),
    Problem.PARENT_REFUSED: N_("The row of its priority has an error: %(value)s."),
    Problem.BAD_DATE: N_("This is not a date: %(value)s. Write it as 22/11/2026."),
    Problem.WRONG_ORDER: N_("The end comes before the start: %(value)s."),
    Problem.BAD_YEAR: N_("This is not a year: %(value)s. Write it as 2026/27."),
    Problem.BAD_MONEY: N_(
        "This is not an amount of money: %(value)s. Write it as 1250 or 1250.50."
    ),
    Problem.BAD_TIME: N_("This is not a number of hours: %(value)s. Write it as 1.5."),
    Problem.REPEATED_REF: N_(
        "This reference is in the file twice: %(value)s. First row: %(detail)s."
    ),
    Problem.TAKEN_REF: N_("There is already a record with this reference: %(value)s."),
    Problem.TOO_LONG: N_("This is too long. Characters allowed: %(detail)s."),
    Problem.TOO_MANY_CELLS: N_("This row has more cells than there are headings."),
}

NOTICES: Mapping[Notice, str] = {
    Notice.GUESSED_LETTERS: N_(
        "The file is not in UTF-8, so some letters may be wrong. Check ŵ and ŷ."
    ),
    Notice.UNKNOWN_COLUMN: N_("This column is not known and was left out: %(value)s."),
    Notice.HERE_ALREADY: N_("A record like this is here already: %(value)s."),
    Notice.FILE_NOT_FOUND: N_(
        "This file was not found: %(value)s. Add it to the record yourself."
    ),
    Notice.FILE_KIND_REFUSED: N_("Files of this kind are not kept: %(value)s."),
    Notice.FILE_TOO_LARGE: N_("This file is too large to keep: %(value)s."),
    Notice.FILE_EMPTY: N_("This file is empty: %(value)s."),
}

UNREADABLE: Mapping[Unreadable, str] = {
    Unreadable.EMPTY: N_("There is nothing in this file: %(name)s."),
    Unreadable.NOT_TEXT: N_("This is not a CSV file: %(name)s."),
    Unreadable.NOT_A_TABLE: N_(
        "This file cannot be read as a table: %(name)s. Look near row: %(row)s."
    ),
    Unreadable.MISSING_COLUMNS: N_(
        "Columns are missing in this file: %(name)s. Missing: %(columns)s."
    ),
    Unreadable.REPEATED_COLUMNS: N_(
        "Several columns of this file hold the same: %(name)s. Columns: %(columns)s."
    ),
}

ALIKE = N_("This is not on the list: %(value)s. Perhaps: %(detail)s.")
AS_FIELDS = {"cost": "cost_pence", "spent": "spent_pence", "hours": "minutes"}
"""Columns whose values history records under another name."""
TITLES = ("title_cy", "title_en")

IN_CELL = N_("Row %(row)s, column %(column)s: %(reason)s")
IN_ROW = N_("Row %(row)s: %(reason)s")
KEPT = N_("Rows kept: %(kept)s of %(rows)s.")
WOULD_BE_KEPT = N_("Rows that would be kept: %(kept)s of %(rows)s.")
REFUSED = N_("Nothing was imported. Rows with errors: %(bad)s of %(rows)s.")
LEFT_OUT = N_("Rows with errors, left out: %(bad)s.")


def kind_label(kind: ImportKind, language: Language) -> str:
    """What the rows of a file become."""
    return say(KINDS[kind], language)


def reason(finding: Finding, language: Language) -> str:
    """What is wrong, or what to look at, without saying where."""
    choices = (value_words(finding.column, c, language) for c in finding.choices)
    detail = ", ".join(choices) or finding.detail
    sentence = say(_sentence(finding), language)
    return sentence % {"value": finding.value, "detail": detail}


def _sentence(finding: Finding) -> str:
    match finding.what:
        case Problem.UNKNOWN_CODE if finding.choices:
            return ALIKE
        case Problem() as problem:
            return PROBLEMS[problem]
        case notice:
            return NOTICES[notice]


def column_name(finding: Finding, language: Language) -> str:
    """Where a finding is: the heading of the file, or what the column is called."""
    return finding.heading or heading_label(finding.column, language)


def finding_line(finding: Finding, language: Language) -> str:
    """What is wrong and where: row, column, reason."""
    because = reason(finding, language)
    if not finding.row:
        return because
    where = IN_CELL if finding.column else IN_ROW
    column = column_name(finding, language)
    blanks = {"row": finding.row, "column": column, "reason": because}
    return say(where, language) % blanks


def outcome_lines(outcome: ImportOutcome, language: Language) -> Iterator[str]:
    """What came of an import, in one or two sentences."""
    blanks = {"kept": outcome.kept, "rows": outcome.rows, "bad": outcome.bad_rows}
    if outcome.is_refused:
        yield say(REFUSED, language) % blanks
        return
    yield say(WOULD_BE_KEPT if outcome.dry_run else KEPT, language) % blanks
    if outcome.errors:
        yield say(LEFT_OUT, language) % blanks


def unreadable_line(error: UnreadableImportError, language: Language) -> str:
    """Why a whole file cannot be read."""
    columns = "; ".join(_columns(error.columns, language))
    blanks = {"name": error.name, "row": error.row, "columns": columns}
    return say(UNREADABLE[error.reason], language) % blanks


def _columns(columns: tuple[str, ...], language: Language) -> Iterator[str]:
    """Names of columns; of two titles one is enough."""
    for column in columns:
        if column not in TITLES:
            yield heading_label(column, language)
    titles = [heading_label(each, language) for each in columns if each in TITLES]
    yield from filter(None, [" / ".join(titles)])


def taken_words(cell: TakenCell, language: Language) -> str:
    """What a cell was taken for."""
    return value_words(AS_FIELDS.get(cell.column, cell.column), cell.value, language)


def was_changed(cell: TakenCell, words: str) -> bool:
    """Whether a cell says it in another way than it was understood."""
    return key(cell.said) != key(words)


def taken_line(row: TakenRow, language: Language) -> str:
    """A row as it was understood, in one line."""
    cells = [
        f"{heading_label(cell.column, language)}: {_short(taken_words(cell, language))}"
        for cell in row.cells
    ]
    told = " · ".join(cells)
    return say(IN_ROW, language) % {"row": row.row, "reason": told}


def _short(text: str) -> str:
    """The beginning of a text, on one line."""
    return shorten(text, CHARACTERS_SHOWN, placeholder="…")
