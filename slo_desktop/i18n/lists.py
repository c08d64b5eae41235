"""Lists in words: *a, b ac c*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

VOWELS = tuple("aeiouwy")
TAKES_AC = frozenset({"mae", "maent", "felly", "fel", "nid", "ni", "mor", "mewn"})
"""Words that follow *ac* although they begin with a consonant."""
SAID_WITH_VOWEL = re.compile(r"(1|8|11|8\d)(?!\d)")
"""Numbers whose name begins with a vowel: un, wyth, un ar ddeg, wyth deg."""
ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
DIGRAPHS = ("ph", "th", "ch")
JOINS_INSIDE = {
    Language.CY: re.compile(r",| ac? "),
    Language.EN: re.compile(r",| and "),
}
"""What makes an item look like several: *Teacher and additional needs co-ordinator*."""


def join_and(items: Iterable[str], language: Language, *, mutate: bool = False) -> str:
    """Items as one phrase, with no comma before the last.

    Where an item is a list itself, semicolons tell the items apart.

    Args:
        items: what to list.
        language: whose *and* to use.
        mutate: the Welsh items are ordinary words and follow *a* with the aspirate
            mutation (*a chath*); names and titles stay as they are.
    """
    shown = [item for item in items if item]
    if len(shown) < 2:  # noqa: PLR2004  one item needs no and
        return "".join(shown)
    if any(JOINS_INSIDE[language].search(item) for item in shown):
        return "; ".join(shown)
    *first, last = shown
    if language == Language.EN:
        return f"{', '.join(first)} and {last}"
    conjunction = _conjunction(last)
    if mutate and conjunction == "a":
        last = _aspirated(last)
    return f"{', '.join(first)} {conjunction} {last}"


def _conjunction(following: str) -> str:
    word = fold(following).lstrip("'\"([ ")
    if word[:1].isdigit():
        return "ac" if SAID_WITH_VOWEL.match(word) else "a"
    first = word.split(" ", 1)[0]
    return "ac" if word.startswith(VOWELS) or first in TAKES_AC else "a"


def _aspirated(word: str) -> str:
    mutated = ASPIRATE.get(word[:1].lower())
    if mutated is None or word[:2].lower() in DIGRAPHS:
        return word
    return (mutated.capitalize() if word[0].isupper() else mutated) + word[1:]
