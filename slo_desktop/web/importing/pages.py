"""What each template of the import is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.importing import ImportOutcome
    from slo_desktop.web.importing.forms import ImportForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One thing to say about one cell."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """importing/choose.html."""

    title: str
    form: ImportForm
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """importing/look.html.

    Attributes:
        key: names the import that is being looked at.
        lines: what would come of it, in sentences.
        good: rows that can be kept.
    """

    title: str
    key: str
    outcome: ImportOutcome
    lines: Sequence[str]
    errors: Sequence[FindingRow]
    warnings: Sequence[FindingRow]
    good: int
