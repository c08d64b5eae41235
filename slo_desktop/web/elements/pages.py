"""What each template of the elements is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.elements import DimensionRow, ElementDetail
    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.web.elements.forms import JudgementForm


def draft_of(element: str, year: int) -> str:
    """Names the judgement of a year that is written and not saved yet."""
    return f"judge-{year}-{element.replace('.', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """elements/matrix.html."""

    title: str
    year: int
    rows: Sequence[DimensionRow]
    families: Sequence[Entry]
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementPage:
    """elements/element.html.

    Attributes:
        year: the school year that is judged and counted to.
    """

    title: str
    year: int
    detail: ElementDetail
    form: JudgementForm
    dimensions: Sequence[Entry]

    @property
    def draft(self) -> str:
        """Names the judgement that is begun here."""
        return draft_of(self.detail.element.short, self.year)
