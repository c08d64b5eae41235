"""Welsh and English order, without ICU.

The Welsh alphabet has letters of two signs: *cwmwl* stands before *chwarae*. Letters
decide first, then accents, then case, and runs of digits count as numbers. Where two
signs are not one letter (*Llan-gollen*, *ar-holiad*), `translations/cy/sorting.txt`
says so, and so does U+034F between them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold, mutations

WELSH = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
RANKS = {
    Language.CY: {letter: rank for rank, letter in enumerate(WELSH.split(" "))},
    Language.EN: {letter: ord(letter) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
SPACE, SIGN, NUMBER, LETTER, FOREIGN = range(5)
UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Categories of marks and of signs that only steer how others are shown."""
JOINER = "\u034f"
"""Between two signs it says that they are not one letter, as ICU honours it too."""
MARKS = {
    mark: rank for rank, mark in enumerate("\u0301\u0300\u0306\u0302\u030c\u030a\u0308")
}
APOSTROPHES = str.maketrans("‘ʼ’", "'''")

Part = tuple[int, int, str]
SortKey = tuple[tuple[Part, ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]


@lru_cache(maxsize=50_000)
def sort_key(text: str | None, language: Language) -> SortKey:
    """Key to sort texts of one language by; equal only for the same text."""
    plain = unicodedata.normalize("NFD", text or "")
    letters = _Letters()
    for word in _words(plain.translate(APOSTROPHES)):
        bars = _bars(word) if language == Language.CY else frozenset()
        letters.add(word, RANKS[language], bars)
    return (
        tuple(letters.parts),
        tuple(letters.accents),
        tuple(letters.capitals),
        unicodedata.normalize("NFC", plain),
    )


def _words(text: str) -> list[str]:
    """Runs of letters (with their marks), of digits, and single other signs."""
    words: list[str] = []
    last = ""
    for sign in text:
        kind = _kind(sign)
        if words and (kind == "mark" or (kind == last and kind in {"letter", "digit"})):
            words[-1] += sign
        else:
            words.append(sign)
            last = kind
    return words


def _kind(sign: str) -> str:
    if sign.isalpha():
        return "letter"
    if sign.isdecimal():
        return "digit"
    return "mark" if unicodedata.category(sign) in UNSEEN else "sign"


class _Letters:
    """Collects the three levels of a key."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.accents: list[tuple[int, ...]] = []
        self.capitals: list[bool] = []

    def add(self, word: str, ranks: dict[str, int], bars: frozenset[int]) -> None:
        """Add one run of signs of the same kind."""
        if word[0].isdecimal():
            digits = "".join(str(unicodedata.decimal(d)) for d in word if d.isdecimal())
            value = digits.lstrip("0")
            self.parts.append((NUMBER, len(value), value))
        elif not word[0].isalpha():
            self._add_sign(word[0])
        else:
            self._add_letters(word, ranks, bars)

    def _add_sign(self, sign: str) -> None:
        category = unicodedata.category(sign)
        if category in UNSEEN:
            return
        kind = SPACE if category[0] in "ZC" else SIGN
        self.parts.append((kind, ord(sign), ""))

    def _add_letters(
        self, word: str, ranks: dict[str, int], bars: frozenset[int]
    ) -> None:
        signs = _signs(word)
        position = 0
        while position < len(signs):
            together = signs[position : position + 2]
            letter = "".join(sign.base for sign in together)
            if letter not in ranks or position + 1 in bars or not _join(together):
                together, letter = together[:1], together[0].base
            rank = ranks.get(letter)
            foreign = (FOREIGN, ord(letter[0]), "")
            self.parts.append(foreign if rank is None else (LETTER, rank, ""))
            self.accents += [sign.accents for sign in together]
            self.capitals += [sign.is_capital for sign in together]
            position += len(together)


@dataclass(slots=True)
class _Sign:
    """A folded letter, and what the other levels need to know about it."""

    base: str
    accents: tuple[int, ...] = ()
    is_capital: bool = False
    is_apart: bool = False


def _join(signs: list[_Sign]) -> bool:
    """Whether two signs that could be one Welsh letter are written as one (not pH)."""
    first, second = signs[0], signs[-1]
    if first.accents or first.is_apart:
        return False
    return first.is_capital or not second.is_capital


def _signs(word: str) -> list[_Sign]:
    found: list[_Sign] = []
    for sign in word:
        if sign.isalpha():
            is_capital = sign.casefold() != sign
            found += [_Sign(base, (), is_capital) for base in sign.casefold()]
        elif sign == JOINER:
            found[-1].is_apart = True
        elif unicodedata.category(sign) in UNSEEN - {"Cf"}:
            found[-1].accents += (MARKS.get(sign, ord(sign)),)
    return found


@cache
def _exceptions() -> dict[str, tuple[int, ...]]:
    """Folded beginnings of words, mutated too, and where two signs stay apart."""
    found: dict[str, tuple[int, ...]] = {}
    lines = (paths.translations() / "cy" / "sorting.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            tail = len(fold(entry.rpartition("|")[2]))
            for word in mutations(fold(entry.replace("|", ""))):
                found[word] = (len(word) - tail,)
    return found


@lru_cache(maxsize=50_000)
def _bars(word: str) -> frozenset[int]:
    """Positions in a word before which a new letter certainly begins."""
    folded = fold(word)
    known = _exceptions()
    lengths = range(len(folded), 3, -1)
    start = next((folded[:n] for n in lengths if folded[:n] in known), None)
    return frozenset(known[start]) if start else frozenset()
