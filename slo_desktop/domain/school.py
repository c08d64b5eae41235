"""The school itself: its category in law and its governors' meetings."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

PAPERS_BEFORE_MEETING = dt.timedelta(days=7)
TRANSLATION_BEFORE_PAPERS = dt.timedelta(days=6)
WRITING_BEFORE_TRANSLATION = dt.timedelta(days=1)


class LanguageCategory(StrEnum):
    """The three categories of the Welsh Language and Education (Wales) Act 2025."""

    PRIMARILY_WELSH = "primarily-welsh"
    DUAL_LANGUAGE = "dual-language"
    PRIMARILY_ENGLISH = "primarily-english"


def papers_due(meeting: dt.date) -> dt.date:
    """When papers normally go out to governors."""
    return meeting - PAPERS_BEFORE_MEETING


def translation_due(papers: dt.date) -> dt.date:
    """When text normally goes to the translator, so that both languages go out."""
    return papers - TRANSLATION_BEFORE_PAPERS


def writing_stops(translation: dt.date) -> dt.date:
    """The last day to write what the translator is to receive."""
    return translation - WRITING_BEFORE_TRANSLATION
