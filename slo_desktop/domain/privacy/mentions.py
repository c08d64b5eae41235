"""Where a person is named in words, and what was found about them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.history import Named
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.search import Piece


class NameMatch(StrEnum):
    """How surely a text names a person, the surest first."""

    FULL = "full"
    PART = "part"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a text a name stands."""

    start: int
    end: int
    match: NameMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One text of one record that names a person.

    Attributes:
        record: what holds the text.
        page: what shows it, such as the evidence of a file.
        field: column.
        language: for one language of a bilingual text.
        match: the surest way in which it names them.
        excerpt: the words around, with the name marked.
    """

    record: Named
    page: Named
    field: str
    language: Language | None
    match: NameMatch
    excerpt: tuple[Piece, ...]

    @property
    def key(self) -> str:
        """Names the text in a form."""
        language = self.language or ""
        return f"{self.record.kind}:{self.record.number}:{self.field}:{language}"
