"""One text in two languages, and what is known about each of them.

Either language may be the original, field by field. A translation remembers the
hash of the text it was made from, so *missing* and *out of date* are computed and
never typed in. Nothing here refuses an empty language.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

HASH_LENGTH = 16
LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Origin(StrEnum):
    """How a text came to be."""

    WRITTEN = "written"
    TRANSLATED = "translated"
    IMPORTED = "imported"
    MACHINE = "machine"


class TextState(StrEnum):
    """What a reader of one language needs to know about a text."""

    EMPTY = "empty"
    ORIGINAL = "original"
    TRANSLATED = "translated"
    CHECKED = "checked"
    SAME = "same"
    NOT_NEEDED = "not-needed"
    MISSING = "missing"
    STALE = "stale"

    @property
    def is_gap(self) -> bool:
        """Whether somebody still has to write or renew this text."""
        return self in {TextState.MISSING, TextState.STALE}


class Mark(StrEnum):
    """A decision somebody made about one language of a text."""

    CHECKED = "checked"
    SAME = "same"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Rendering:
    """The text in one language.

    Attributes:
        text: NFC text, never blank unless `mark` says it is not needed.
        origin: how it came to be.
        mark: a human decision, if one was made.
        of: `text_hash` of the other language's text this was translated from;
            None for an original.
    """

    text: str
    origin: Origin = Origin.WRITTEN
    mark: Mark | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Text chosen for a reader, with the language it is really in."""

    text: str
    language: Language
    substituted: bool


def tidy(text: str) -> str:
    """Text as it is stored: NFC, line ends as line feeds, no blank edges.

    Other programs paste soft breaks and characters that nobody sees; no line of print
    or search knows them.
    """
    lines = UNSEEN.sub("", LINE_END.sub("\n", text)).split("\n")
    return unicodedata.normalize("NFC", "\n".join(map(str.rstrip, lines))).strip()


def text_hash(text: str) -> str:
    """Fingerprint that ignores how accents are encoded and how wide spaces are."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:HASH_LENGTH]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text that may exist in Welsh, in English, in both or not yet at all."""

    cy: Rendering | None = None
    en: Rendering | None = None

    @classmethod
    def of(
        cls,
        *,
        cy: str = "",
        en: str = "",
        original: Language = Language.CY,
        origin: Origin = Origin.WRITTEN,
    ) -> Self:
        """Build from what somebody wrote; with both, one is the original.

        Args:
            cy: Welsh text, or nothing.
            en: English text, or nothing.
            original: which of two texts is the one the other was made from.
            origin: how the texts came to be.
        """
        texts = {Language.CY: tidy(cy), Language.EN: tidy(en)}
        first, second = texts[original], texts[original.other]
        of = text_hash(first) if first and second else None
        renderings = {
            original.value: Rendering(first, origin) if first else None,
            original.other.value: Rendering(second, origin, of=of) if second else None,
        }
        return cls(**renderings)

    def rendering(self, language: Language) -> Rendering | None:
        """What is stored for one language."""
        return self.cy if language is Language.CY else self.en

    def text(self, language: Language) -> str:
        """The text in exactly this language, or an empty string."""
        rendering = self.rendering(language)
        return rendering.text if rendering else ""

    @property
    def is_empty(self) -> bool:
        """Whether neither language says anything."""
        return not (self.text(Language.CY) or self.text(Language.EN))

    def shown(self, language: Language) -> Shown:
        """The text for a reader, from the other language where it must be."""
        if text := self.text(language):
            return Shown(text, language, substituted=False)
        other = self.text(language.other)
        return Shown(other, language.other if other else language, bool(other))

    def state(self, language: Language) -> TextState:
        """What is known about one language of this text."""
        mine = self.rendering(language)
        theirs = self.text(language.other)
        if mine is None:
            return TextState.MISSING if theirs else TextState.EMPTY
        if mine.mark is Mark.NOT_NEEDED:
            return TextState.NOT_NEEDED
        if mine.of is not None and theirs and mine.of != text_hash(theirs):
            return TextState.STALE
        return _settled_state(mine)

    def with_text(
        self, language: Language, text: str, *, origin: Origin | None = None
    ) -> Self:
        """A copy in which one language says something else.

        Text written where the other language already says something becomes its
        translation, unless it was the original all along. Writing the same text
        again changes nothing; blank text removes the language.
        """
        mine, text = self.rendering(language), tidy(text)
        if text == (mine.text if mine else ""):
            return self
        if not text:
            return self._put(language, None)
        return self._put(language, self._written(language, text, origin))

    def with_mark(self, language: Language, mark: Mark | None) -> Self:
        """A copy with a decision about one language (see `Mark`).

        Any decision also says that the text fits the other language as it now is.
        """
        if mark is Mark.NOT_NEEDED:
            return self._put(language, Rendering("", mark=mark))
        mine = self.rendering(language)
        if mine is None:
            return self
        if mark is None and mine.mark is Mark.NOT_NEEDED:
            return self._put(language, None)
        theirs = self.text(language.other)
        of = text_hash(theirs) if mine.of is not None and theirs else mine.of
        return self._put(language, replace(mine, mark=mark, of=of))

    def turned(self) -> Self:
        """A copy in which the two languages have changed places."""
        return replace(self, cy=self.en, en=self.cy)

    def _written(
        self, language: Language, text: str, origin: Origin | None
    ) -> Rendering:
        mine, theirs = self.rendering(language), self.text(language.other)
        was_original = mine is not None and bool(mine.text) and mine.of is None
        if was_original or not theirs:
            return Rendering(text, origin=origin or Origin.WRITTEN)
        return Rendering(text, origin=origin or Origin.TRANSLATED, of=text_hash(theirs))

    def _put(self, language: Language, rendering: Rendering | None) -> Self:
        changed = replace(self, **{language.value: rendering})
        other = changed.rendering(language.other)
        if rendering is None and other is not None and other.of is not None:
            # A translation whose original is gone is the original now.
            return replace(changed, **{language.other.value: replace(other, of=None)})
        return changed

    def to_json(self) -> dict[str, dict[str, str]]:
        """The stored form (ARCHITECTURE.md): absent languages are missing."""
        pairs = ((language, self.rendering(language)) for language in Language)
        return {str(language): _packed(r) for language, r in pairs if r is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, str]]) -> Self:
        """Read the stored form.

        Raises:
            ValueError: a state or origin is not one of ours.
        """
        return cls(
            **{
                str(code): _unpacked(stored[code])
                for code in Language
                if code in stored
            }
        )


def _settled_state(rendering: Rendering) -> TextState:
    match rendering.mark:
        case Mark.CHECKED:
            return TextState.CHECKED
        case Mark.SAME:
            return TextState.SAME
        case _:
            translated = rendering.of is not None
            return TextState.TRANSLATED if translated else TextState.ORIGINAL


def _packed(rendering: Rendering) -> dict[str, str]:
    packed = {"text": rendering.text, "origin": rendering.origin.value}
    if rendering.mark:
        packed["state"] = rendering.mark.value
    if rendering.of:
        packed["of"] = rendering.of
    return packed


def _unpacked(stored: Mapping[str, Any]) -> Rendering:
    return Rendering(
        stored["text"],
        Origin(stored["origin"]),
        Mark(stored["state"]) if "state" in stored else None,
        stored.get("of"),
    )
