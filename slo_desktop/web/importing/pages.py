"""What each template of the import is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.importing import ImportKind, ImportOutcome
    from slo_desktop.web.importing.forms import ImportForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One thing to say about one cell."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """One cell as it was understood.

    Attributes:
        label: what the column is called.
        heading: what it is called in the file, where that is something else.
        words: what the cell means.
        said: what stands there, where that is something else.
    """

    label: str
    heading: str
    words: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row as it was understood."""

    row: int
    cells: Sequence[ShownCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideRow:
    """What one column holds.

    Attributes:
        headings: what it is called, or each of its languages.
        is_needed: no file can do without it.
        meaning: what it holds.
        words: all that it may hold, where that is a list.
    """

    headings: Sequence[str]
    is_needed: bool
    meaning: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The columns of one kind of file."""

    kind: ImportKind
    label: str
    rows: Sequence[GuideRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """importing/choose.html.

    Attributes:
        guides: what a file of each kind may hold.
        asked: the kind of the file that was refused.
        left: how many rows the last import left out.
        problem: why a file was refused.
    """

    title: str
    form: ImportForm
    guides: Sequence[Guide]
    asked: str | None
    left: int
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """importing/look.html.

    Attributes:
        key: names the import that is being looked at.
        lines: what would come of it, in sentences.
        good: rows that can be kept.
        first: the first of them, as they were understood.
    """

    title: str
    key: str
    outcome: ImportOutcome
    lines: Sequence[str]
    errors: Sequence[FindingRow]
    warnings: Sequence[FindingRow]
    good: int
    first: Sequence[ShownRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutPage:
    """importing/left_out.html.

    Attributes:
        name: what the file is called.
        kept: how many of its rows were kept.
        rows: how many it has.
        left: how many were left out.
        errors: what is wrong with them.
        list_url: where the rows are that were kept.
    """

    title: str
    name: str
    kept: int
    rows: int
    left: int
    errors: Sequence[FindingRow]
    list_url: str
