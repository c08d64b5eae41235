"""The school's own view of each element, year by year."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.elements import Stage
from slo_desktop.storage.models.base import Record, bilingual_column


class SelfReview(Record):
    """The stage of one element in one school year, with the reason for it."""

    __tablename__ = "self_review"
    __table_args__ = (
        sa.UniqueConstraint("school_year", "element", name="uq_self_review_year"),
    )

    school_year: Mapped[int]
    element: Mapped[str] = mapped_column(sa.String(80), index=True)
    stage: Mapped[Stage]
    reviewed_on: Mapped[dt.date]
    reason: Mapped[Bilingual] = bilingual_column()


class SurveyScore(Record):
    """What one group answered, on average, about one dimension at one time.

    `dimension` and `role_group` are framework codes; `respondents` is how many
    answered, because small groups identify people.
    """

    __tablename__ = "survey_score"
    __table_args__ = (
        sa.UniqueConstraint(
            "taken_on", "dimension", "role_group", name="uq_survey_score_taken_on"
        ),
    )

    school_year: Mapped[int] = mapped_column(index=True)
    taken_on: Mapped[dt.date]
    dimension: Mapped[str] = mapped_column(sa.String(80))
    role_group: Mapped[str] = mapped_column(sa.String(80))
    mean: Mapped[float]
    respondents: Mapped[int]
