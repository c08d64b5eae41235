"""What a search answers, on its own page and in the palette."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.search import Piece

ON_PAGE_ALONE = frozenset({"pieces", "found_in", "ref", "on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: a place, a command or a record.

    Attributes:
        meta: for the palette: the other language's name of a place, or the words in
            which a record was found.
        lang: language of the label where it is not the reader's.
        pieces: the words around what was found, for the page.
        found_in: for the page: the part of the record in which they stand.
        ref: for the page: the reference of a record.
        on: for the page: the day of a record.
        key: keys that do the same.
    """

    label: str
    url: str
    icon: str
    meta: str = ""
    lang: str | None = None
    meta_lang: str | None = None
    pieces: tuple[Piece, ...] = ()
    found_in: str = ""
    ref: str = ""
    on: dt.date | None = None
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
        shown = [
            {name: value for name, value in item.items() if name not in ON_PAGE_ALONE}
            for item in items
        ]
        return {"label": self.label, "items": shown}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """search/results.html."""

    title: str
    question: str
    groups: Sequence[Group]
