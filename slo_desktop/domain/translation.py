"""Texts that wait for a translation, and how much work they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import TextState
    from slo_desktop.domain.history import Named
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.unreadable import UnreadableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many texts wait for one language.

    Attributes:
        words: of the texts to be translated, or to be looked at again.
    """

    texts: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """One text that is missing in a language, or out of date there.

    Attributes:
        record: what it is a text of.
        page: the record whose page shows it.
        field: which of its texts.
        language: the language that it waits for.
        state: missing or stale.
        words: of the text to be translated, or to be looked at again.
        original: how the text reads in the other language.
    """

    record: Named
    page: Named
    field: str
    language: Language
    state: TextState
    words: int
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationListing:
    """One page of the texts that wait for a translation; pages are counted from 1.

    Attributes:
        waiting: how many there are for each language, whichever the list shows.
        matching: how many the whole list has.
        due: when texts go to the translator for the next meeting, if that is to come.
    """

    rows: tuple[Untranslated | UnreadableRow, ...]
    waiting: dict[Language, Waiting]
    matching: int
    page: int
    pages: int
    due: dt.date | None
