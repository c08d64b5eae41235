"""What an import found in a file: facts by row and column, and no sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.history import Value


class ImportKind(StrEnum):
    """What the rows of a file become."""

    EVIDENCE = "evidence"
    PLAN = "plan"
    LEARNING = "learning"


class Level(StrEnum):
    """What a row of a plan is."""

    PRIORITY = "priority"
    ACTION = "action"


class Problem(StrEnum):
    """Why a row cannot be kept as it stands."""

    MISSING = "missing"
    NO_TITLE = "no-title"
    UNKNOWN_CODE = "unknown-code"
    NOT_A_CHOICE = "not-a-choice"
    NOT_YES_OR_NO = "not-yes-or-no"
    UNKNOWN_PERSON = "unknown-person"
    SEVERAL_PEOPLE = "several-people"
    UNKNOWN_PRIORITY = "unknown-priority"
    UNKNOWN_ACTION = "unknown-action"
    PARENT_REFUSED = "parent-refused"
    BAD_DATE = "bad-date"
    WRONG_ORDER = "wrong-order"
    BAD_YEAR = "bad-year"
    BAD_MONEY = "bad-money"
    BAD_TIME = "bad-time"
    REPEATED_REF = "repeated-ref"
    TAKEN_REF = "taken-ref"
    TOO_LONG = "too-long"
    TOO_MANY_CELLS = "too-many-cells"


class Notice(StrEnum):
    """What somebody should look at although the row is kept."""

    GUESSED_LETTERS = "guessed-letters"
    UNKNOWN_COLUMN = "unknown-column"
    HERE_ALREADY = "here-already"
    FILE_NOT_FOUND = "file-not-found"
    FILE_KIND_REFUSED = "file-kind-refused"
    FILE_TOO_LARGE = "file-too-large"
    FILE_EMPTY = "file-empty"


class Unreadable(StrEnum):
    """Why a whole file cannot be read."""

    EMPTY = "empty"
    NOT_TEXT = "not-text"
    NOT_A_TABLE = "not-a-table"
    MISSING_COLUMNS = "missing-columns"
    REPEATED_COLUMNS = "repeated-columns"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one cell.

    Attributes:
        row: as a spreadsheet counts; the row of headings is 1, and 0 is the file.
        column: its name here (`services/importing/columns.py`), or nothing for the
            whole row.
        what: the kind of problem, or of notice.
        value: what the cell says.
        detail: where else it stands, or how much is allowed.
        choices: what would be right, or what is written nearly like it.
        heading: what the column is called in the file; nothing where it has none.
    """

    row: int
    column: str
    what: Problem | Notice
    value: str = ""
    detail: str = ""
    choices: tuple[Value, ...] = ()
    heading: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands, to sort by."""
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class TakenCell:
    """One cell of a row that can be kept, and what it was taken for.

    Attributes:
        column: its name here.
        heading: what it is called in the file.
        said: what it says.
        value: what it means, as history records values (`i18n/field_words.py`).
    """

    column: str
    heading: str
    said: str
    value: Value


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that can be kept, as it was understood."""

    row: int
    cells: tuple[TakenCell, ...]


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row with something wrong, as it stands in the file."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What came of an import.

    Attributes:
        kind: what the rows are.
        rows: how many the file has.
        kept: how many became records; in a dry run how many would.
        errors: everything that is wrong, by row.
        warnings: what to look at, by row.
        dry_run: nothing was written.
        name: what the file is called.
        headings: the first row as it stands in the file.
        first: the first rows that can be kept.
        left: every row with something wrong.
    """

    kind: ImportKind
    rows: int
    kept: int
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    dry_run: bool
    name: str = ""
    headings: tuple[str, ...] = ()
    first: tuple[TakenRow, ...] = ()
    left: tuple[LeftRow, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether bad rows kept everything out."""
        return bool(self.errors) and not self.kept

    @property
    def bad_rows(self) -> int:
        """How many rows have something wrong with them."""
        return len(self.left)


class UnreadableImportError(SloError):
    """A file cannot be read as a table of this kind.

    Attributes:
        columns: headings that are missing or used twice.
        row: where reading stopped, if it did.
    """

    def __init__(
        self,
        name: str,
        reason: Unreadable,
        *,
        columns: tuple[str, ...] = (),
        row: int = 0,
    ) -> None:
        super().__init__(name, reason, columns, row)
        self.name = name
        self.reason = reason
        self.columns = columns
        self.row = row
