"""What a search finds, as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.history import Named
    from slo_desktop.domain.languages import Language

LONGEST_QUESTION = 200
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; the parts that answer the question are marked."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record that answers the question.

    Attributes:
        record: what was found.
        page: the record whose page shows it: of a success criterion its action.
        on: the day of that page, where it has one.
        field: the column in which it was found.
        language: the language of that text; None for names and references.
        excerpt: the words around what was found, cut to the length of a line.
        is_exact: found as typed, not by mutation or inside a longer word.
    """

    record: Named
    page: Named
    on: dt.date | None
    field: str
    language: Language | None
    excerpt: tuple[Piece, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """The hits of one kind of record, as typed first and newest first.

    Attributes:
        kind: table name of the pages the hits lead to, such as `evidence`.
        has_more: whether there are more than are listed.
    """

    kind: str
    hits: tuple[Hit, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to one question."""

    question: str
    groups: tuple[HitGroup, ...]

    @property
    def count(self) -> int:
        """How many hits are listed."""
        return sum(len(group.hits) for group in self.groups)
