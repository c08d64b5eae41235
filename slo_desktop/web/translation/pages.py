"""What the page of translations is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from slo_desktop.domain.values import dataclass
from slo_desktop.services.translation import PAGE_ROWS

if TYPE_CHECKING:
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.translation import TranslationListing, Untranslated
    from slo_desktop.domain.unreadable import UnreadableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One of the lists, with how much work it is."""

    name: str
    url: str
    texts: int
    words: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A text, and where it is written."""

    text: Untranslated
    url: str

    @property
    def is_name(self) -> bool:
        """Whether it is what the page itself is called by."""
        title = self.text.page.title.text(self.text.language.other)
        return title == self.text.original


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationPage:
    """translation/translation.html.

    Attributes:
        into: the language that is asked for; None for both.
    """

    title: str
    into: Language | None
    views: tuple[View, ...]
    listing: TranslationListing
    rows: tuple[TextRow | UnreadableRow, ...]

    @property
    def words(self) -> int:
        """Words of all texts in the list."""
        return next(view.words for view in self.views if view.current)

    @property
    def first(self) -> int:
        """Number of the first row in the whole list, counted from 1."""
        return (self.listing.page - 1) * PAGE_ROWS + 1

    @property
    def last(self) -> int:
        """Number of the last row in the whole list."""
        return self.first + len(self.rows) - 1

    def page_url(self, by: int) -> str | None:
        """The list some pages further, where there is such a page."""
        page = self.listing.page + by
        if not 1 <= page <= self.listing.pages:
            return None
        return url_for("translation.index", into=self.into, page=page)
