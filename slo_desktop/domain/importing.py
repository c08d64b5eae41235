"""What an import found in a file: facts by row and column, and no sentences."""

from __future__ import annotations

from enum import StrEnum

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass


class ImportKind(StrEnum):
    """What the rows of a file become."""

    EVIDENCE = "evidence"
    PLAN = "plan"
    LEARNING = "learning"


class Problem(StrEnum):
    """Why a row cannot be kept as it stands."""

    MISSING = "missing"
    NO_TITLE = "no-title"
    UNKNOWN_CODE = "unknown-code"
    NOT_A_CHOICE = "not-a-choice"
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
        column: its heading as it stands in the file, or nothing for the whole row.
        what: the kind of problem, or of notice.
        value: what the cell says.
        detail: what would be right, or how much is allowed.
    """

    row: int
    column: str
    what: Problem | Notice
    value: str = ""
    detail: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands, to sort by."""
        return self.row, self.column


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
    """

    kind: ImportKind
    rows: int
    kept: int
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    dry_run: bool

    @property
    def is_refused(self) -> bool:
        """Whether bad rows kept everything out."""
        return bool(self.errors) and not self.kept

    @property
    def bad_rows(self) -> int:
        """How many rows have something wrong with them."""
        return len({finding.row for finding in self.errors})


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
