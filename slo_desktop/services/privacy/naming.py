"""Find a person's name in a text, mutated or not, and take it out."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.mentions import NameMatch, Span
from slo_desktop.domain.search import Piece
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.folding import fold, own_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD = re.compile(r"[^\W_]+")
REMOVED = "[…]"
"""Stands where a name stood, in both languages."""

LEAST_LETTERS = 3
"""A shorter part of a name is no name by itself: *ap*, *Ho*, *de*."""

AROUND = 60
"""Letters of an excerpt on each side of a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """What one person may be called.

    Attributes:
        parts: folded words of the name, each with its mutated forms.
        lone: those of them that may stand alone: a first name or a surname.
        words: every folded word that may be a part of the name.
        initials: exactly as they are written; in other letters they are a word.
    """

    parts: tuple[tuple[str, ...], ...]
    lone: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    initials: str

    @classmethod
    def of(cls, name: str, initials: str = "") -> Name:
        """Everything a person may be called."""
        parts = tuple(own_forms(word) for word in WORD.findall(fold(name)))
        lone = tuple(part for part in parts if len(part[0]) >= LEAST_LETTERS)
        words = frozenset(word for part in lone or parts for word in part)
        return cls(parts, lone, words, initials.strip())


def spans(name: Name, text: str) -> tuple[Span, ...]:
    """Every place in a text that names a person, in order."""
    if not may_name(name, text):
        return ()
    found = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    written = [word for _start, _end, word in found]
    folded = [fold(word) for word in written]
    spots, at = list[Span](), 0
    while at < len(found):
        length, match = _match_at(name, folded, written, at)
        if match is None:
            at += 1
            continue
        spots.append(Span(found[at][0], found[at + length - 1][1], match))
        at += length
    return tuple(spots)


def may_name(name: Name, text: str, folded: str | None = None) -> bool:
    """Whether a closer look is worth it: most texts name nobody.

    Args:
        name: of one person.
        text: as it is written.
        folded: the same folded, where several names are looked for.
    """
    plain = fold(text) if folded is None else folded
    is_called = any(word in plain for word in name.words)
    return is_called or bool(name.initials and name.initials in text)


def _match_at(
    name: Name, folded: Sequence[str], written: Sequence[str], at: int
) -> tuple[int, NameMatch | None]:
    """How many words from here name the person, and how surely."""
    length = len(name.parts)
    if length > 1 and _is_run(name.parts, folded[at : at + length]):
        return length, NameMatch.FULL
    if any(folded[at] in part for part in name.lone):
        return 1, NameMatch.FULL if length == 1 else NameMatch.PART
    if name.initials and written[at] == name.initials:
        return 1, NameMatch.INITIALS
    return 1, None


def _is_run(parts: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    return len(parts) == len(words) and all(
        word in part for part, word in zip(parts, words, strict=True)
    )


def surest(found: Sequence[Span]) -> NameMatch:
    """The surest of some matches."""
    rank = list(NameMatch)
    return min((span.match for span in found), key=rank.index)


def without(name: Name, text: str, put: str = REMOVED) -> str:
    """A text in which the name stands nowhere any more."""
    pieces, last = list[str](), 0
    for span in spans(name, text):
        pieces += [text[last : span.start], put]
        last = span.end
    return "".join([*pieces, text[last:]])


def excerpt(text: str, found: Sequence[Span]) -> tuple[Piece, ...]:
    """The words around the first name, with every name in them marked."""
    start = max(0, found[0].start - AROUND)
    end = min(len(text), found[0].end + AROUND)
    return tuple(_pieces(text, found, start, end))


def _pieces(text: str, found: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    inside = list(itertools.takewhile(lambda span: span.end <= end, found))
    if start:
        yield Piece("…")
    for span in inside:
        yield Piece(" ".join(text[start : span.start].split("\n")))
        yield Piece(text[span.start : span.end], marked=True)
        start = span.end
    yield Piece(" ".join(text[start:end].split("\n")))
    if end < len(text):
        yield Piece("…")
