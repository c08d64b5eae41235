"""Text as search compares it, and the mutated relatives of a Welsh word.

Search is a substring match on folded text, never collation: with collation `l`
would not find *Llan*. A query word also matches with a mutated first letter, as a
Welsh reader expects: *cynnydd* finds *gynnydd*, *nghynnydd* and *chynnydd*.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from unicodedata import category

PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ＇`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("-\u2010\u2011\u2012–—―−\ufe58\ufe63\uff0d", " "),
    }
)
SPACES = re.compile(r"\s+")
IGNORED = {"Mn", "Me", "Cf"}
"""Marks and invisible format characters, such as those that join or split letters."""

RADICALS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
DIGRAPHS = ("ngh", "ch", "dd", "ff", "ll", "mh", "ng", "nh", "ph", "rh", "th")
VOWELS = frozenset("aeiouwy")
AFTER_LOST_G = VOWELS | {"l", "r", "n"}
"""What may follow a *g* that soft mutation takes away: *gardd* and *yr ardd*."""


def fold(text: str | None) -> str:
    """Text without case, accents, kinds of apostrophe, hyphens or wide spaces."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.lower().replace("-", " ").replace("`", "'").split())
    # Case folding can compose anew (İ), so marks are dropped after it.
    decomposed = unicodedata.normalize("NFKD", text.translate(PUNCTUATION))
    folded = unicodedata.normalize("NFKD", decomposed.casefold())
    bare = "".join([c for c in folded if c.isascii() or category(c) not in IGNORED])
    return SPACES.sub(" ", bare.translate(PUNCTUATION)).strip()


def _initial(word: str) -> str:
    for digraph in DIGRAPHS:
        if word.startswith(digraph):
            return digraph
    return word[:1]


def _radicals_of(word: str) -> tuple[tuple[str, str], ...]:
    """Each unmutated first letter this word may come from, and what follows it."""
    first = _initial(word)
    found = [(first, word[len(first) :])]
    for radical, mutated in RADICALS.items():
        if first in mutated:
            rest = word[len(first) :]
            if radical != "g" or rest[:1] in AFTER_LOST_G:
                found.append((radical, rest))
    if word[:1] in AFTER_LOST_G and first not in {"ll", "rh", "nh", "ng", "ngh"}:
        found.append(("g", word))
    if first == "h" and word[1:2] in VOWELS:
        found.append(("", word[1:]))
    return tuple(found)


def _mutated(radical: str, rest: str) -> list[str]:
    if not radical:
        return ["h" + rest]
    forms = RADICALS.get(radical, ())
    if radical == "g" and rest[:1] not in AFTER_LOST_G:
        forms = ("ng",)
    return [form + rest for form in forms]


def own_forms(word: str) -> tuple[str, ...]:
    """A folded word as it stands in a list, then the forms that it takes in a sentence.

    It knows where to begin, unlike `mutations`: *Aled* is never *galed*, from *caled*.
    """
    if len(word) <= 1 or not word[0].isalpha():
        return (word,)
    first = _initial(word)
    forms = [word, *_mutated(first, word[len(first) :])]
    if word[0] in VOWELS:
        forms.append("h" + word)
    return tuple(form for form in dict.fromkeys(forms) if form)


@lru_cache(maxsize=4096)
def mutations(word: str) -> tuple[str, ...]:
    """A folded word first, then every form that mutation can relate it to.

    Words of one letter have no relatives: they would find nearly everything.
    """
    if len(word) <= 1 or not word[0].isalpha():
        return (word,)
    found = {word: None}
    for radical, rest in _radicals_of(word):
        found[radical + rest] = None
        for form in _mutated(radical, rest):
            found[form] = None
    if word[0] in VOWELS:
        found["h" + word] = None
    return tuple(form for form in found if form)
