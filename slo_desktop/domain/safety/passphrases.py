"""The school's passphrase: the same on every keyboard, suggested, and not too weak."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORDS = 5
"""Words in a suggestion: of a list of a thousand, 50 bits."""
FEWEST_LETTERS = 14
FEWEST_DIFFERENT = 6
MOST_LETTERS = 200
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ′`´", "'"))
KNOWN_TO_ALL = ("password", "passphrase", "cyfrinair", "cyfrinymadrodd", "12345678")


class Weakness(StrEnum):
    """Why a passphrase would not keep anybody out."""

    EMPTY = "empty"
    SHORT = "short"
    SIMPLE = "simple"
    KNOWN = "known"
    LONG = "long"


def normalised(text: str) -> str:
    """A passphrase as it is used, whichever keyboard typed it.

    A circumflex can be one sign or two, a space can be several, and some keyboards
    bend an apostrophe; whoever types the right words must get in. Case is kept.
    """
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES))
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def weakness(text: str, known: Sequence[str] = ()) -> Weakness | None:
    """Why this passphrase is too weak, or None.

    Args:
        text: as it was typed.
        known: names that everybody connects with the school.
    """
    used = normalised(text)
    if not used:
        return Weakness.EMPTY
    if len(used) > MOST_LETTERS:
        return Weakness.LONG
    if len(used) < FEWEST_LETTERS:
        return Weakness.SHORT
    folded = used.casefold()
    if len(set(folded) - {" "}) < FEWEST_DIFFERENT:
        return Weakness.SIMPLE
    return Weakness.KNOWN if _is_known(folded, known) else None


def _is_known(folded: str, known: Sequence[str]) -> bool:
    """Whether hardly anything is left once the known names are taken out."""
    left = folded
    for name in (*KNOWN_TO_ALL, *map(normalised, known)):
        if name:
            left = left.replace(name.casefold(), "")
    return len(left.replace(" ", "")) < FEWEST_LETTERS // 2


def suggestion(
    words: Sequence[str], choose: Callable[[Sequence[str]], str], count: int = WORDS
) -> str:
    """A passphrase of plain words that nobody has to think up.

    Args:
        words: a list to choose from.
        choose: takes one of them by chance that cannot be foreseen.
        count: how many.
    """
    return " ".join(choose(words) for _ in range(count))
