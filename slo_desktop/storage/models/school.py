"""The school, its terms and its governors' meetings."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.models.base import Record, bilingual_column


class School(Record):
    """The one school this folder belongs to.

    `first_column` is the language that stands on the left in bilingual pages.
    """

    __tablename__ = "school"

    name: Mapped[Bilingual] = bilingual_column()
    local_authority: Mapped[Bilingual] = bilingual_column()
    vision: Mapped[Bilingual] = bilingual_column()
    school_number: Mapped[str] = mapped_column(sa.String(20), default="")
    language_category: Mapped[LanguageCategory]
    working_language: Mapped[Language]
    first_column: Mapped[Language] = mapped_column(default=Language.CY)
    is_sample: Mapped[bool] = mapped_column(default=False)

    private: ClassVar[frozenset[str]] = frozenset({"name", "local_authority"})


class Term(Record):
    """A term with its half term; dates are the school's own to change."""

    __tablename__ = "term"

    school_year: Mapped[int]
    key: Mapped[TermKey]
    starts: Mapped[dt.date]
    ends: Mapped[dt.date]
    half_term_starts: Mapped[dt.date | None]
    half_term_ends: Mapped[dt.date | None]


class Meeting(Record):
    """A governors' meeting, with the dates counted back from it."""

    __tablename__ = "meeting"

    held_on: Mapped[dt.date] = mapped_column(index=True)
    papers_due: Mapped[dt.date]
    translation_due: Mapped[dt.date]
