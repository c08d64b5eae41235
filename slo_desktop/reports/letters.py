"""Which characters our fonts have, and what stands for those they do not have."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import Place
from slo_desktop.domain.languages import Language
from slo_desktop.reports.fonts import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.governors import GovernorsReport

STANDS_FOR_UNKNOWN = "[?]"
COMMON = re.compile(r"[\n\t -~\u00a0-\u017f‘’“”–—…]*")
"""What nearly every text is made of: our fonts have all of it."""
OTHERS = re.compile(r"[^\n\t -~]+")
TRACELESS = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Signs that only steer others, and marks that stand on others, leave no hole."""
SPACES = frozenset({"Zs", "Zl", "Zp"})
WITHOUT_NUMBER = frozenset({Place.SCHOOL, Place.STAFF})
"""Places of texts that belong to no record with a number."""


def printable(text: str, fonts: Path) -> str:
    """A text with a sign in place of whatever our fonts do not have.

    A character without a picture would be printed as an empty box that no screen
    reader can name, and the PDF would no longer be accessible.

    Args:
        text: what is to be printed.
        fonts: folder of the fonts it is set in.
    """
    known = _known(fonts)
    plain = unicodedata.normalize("NFC", text)
    return OTHERS.sub(lambda found: "".join(_spelt(found[0], known)), plain)


def unprintable(text: str, fonts: Path) -> int:
    """How many characters of a text our fonts do not have."""
    plain = unicodedata.normalize("NFC", text)
    if COMMON.fullmatch(plain):
        return 0
    known = _known(fonts)
    shown = (letter for run in OTHERS.findall(plain) for letter in _shown(run, known))
    return sum(ord(letter) not in known for letter in shown)


def holes(report: GovernorsReport, fonts: Path) -> Mapping[tuple[Place, str], int]:
    """Where a report prints signs in place of characters, and how many.

    The number of a record stands beside its place, and nothing beside a name.
    """
    found: Counter[tuple[Place, str]] = Counter()
    for place, ref, text in (*report.texts(), *report.names()):
        where = place, "" if place in WITHOUT_NUMBER else ref
        found[where] += holes_in(text, fonts)
    return +found


def holes_in(text: Bilingual, fonts: Path) -> int:
    """How many characters of a text, in either language, our fonts do not have."""
    return sum(unprintable(text.text(language), fonts) for language in Language)


def _spelt(run: str, known: frozenset[int]) -> Iterator[str]:
    shown = _shown(run, known)
    for is_known, letters in groupby(shown, lambda letter: ord(letter) in known):
        yield "".join(letters) if is_known else STANDS_FOR_UNKNOWN


def _shown(run: str, known: frozenset[int]) -> Iterator[str]:
    for letter in run:
        kind = unicodedata.category(letter)
        if ord(letter) in known or kind not in TRACELESS | SPACES:
            yield letter
        elif kind in SPACES:
            yield " "


@cache
def _known(fonts: Path) -> frozenset[int]:
    # Few pages ask for it, and no start of the program waits for it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    maps = (TTFont(fonts / name).getBestCmap() for name in FILES)
    return frozenset.intersection(*(frozenset(known) for known in maps))
