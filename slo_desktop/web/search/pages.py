"""What a search answers, on its own page and in the palette."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.search import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: a place, a command or a record.

    Attributes:
        meta: the other language's name of a place, or where a record was found.
        lang: language of the label where it is not the reader's.
        pieces: the words around what was found, for the page.
        key: keys that do the same.
    """

    label: str
    url: str
    icon: str
    meta: str = ""
    lang: str | None = None
    meta_lang: str | None = None
    pieces: tuple[Piece, ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one sort."""

    label: str
    items: tuple[Item, ...]
    has_more: bool = False

    def as_json(self) -> dict[str, Any]:
        """The group as the palette reads it."""
        items = [asdict(item) for item in self.items]
        for item in items:
            del item["pieces"]
        return {"label": self.label, "items": items}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """search/results.html."""

    title: str
    question: str
    groups: Sequence[Group]
