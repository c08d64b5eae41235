"""The order of people: by surname, the same in both languages."""

from __future__ import annotations

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.sorting import SortKey, sort_key

PARTICLES = frozenset({"ap", "ab", "ferch", "verch", "van", "von", "de", "der", "le"})
"""Words that begin a surname: *Dafydd ap Gwilym* stands under *ap*."""


def surname_first(name: str) -> tuple[str, str]:
    """The surname, and the names before it; one word alone is a surname."""
    words = name.split()
    if not words:
        return "", ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def name_key(name: str | None) -> tuple[SortKey, SortKey]:
    """Key to sort people by."""
    surname, given = surname_first(name or "")
    return sort_key(surname, Language.CY), sort_key(given, Language.CY)
