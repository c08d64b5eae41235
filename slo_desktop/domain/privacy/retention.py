"""How long a school keeps what it wrote: the rule, and where it starts from.

The periods are starting values. Whoever runs the school changes them; nothing is ever
removed by itself.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.school_year import school_year_of, school_year_span
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slo_desktop.domain.history import Named

MOST_YEARS = 50
FEBRUARY, LEAP_DAY = 2, 29


class Category(StrEnum):
    """What is kept for the same time."""

    PLAN = "plan"
    EVIDENCE = "evidence"
    PUPIL_EVIDENCE = "pupil-evidence"
    LEARNING = "learning"
    REVIEW = "review"
    LEAVER = "leaver"
    BIN = "bin"


DEFAULT_YEARS: Mapping[Category, int] = {
    Category.PLAN: 3,
    Category.EVIDENCE: 3,
    Category.PUPIL_EVIDENCE: 1,
    Category.LEARNING: 6,
    Category.REVIEW: 3,
    Category.LEAVER: 6,
    Category.BIN: 1,
}
"""Whole years after the school year ends, after somebody leaves, or in the bin."""

BY_DAY = frozenset({Category.LEAVER, Category.BIN})
"""Counted from a day; the others from the end of a school year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long one category is kept here.

    Attributes:
        years: as the school has it.
        default: the value the program came with.
    """

    category: Category
    years: int
    default: int


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day some years on; the 29th of February becomes the 28th."""
    year = day.year + years
    is_leap_day = (day.month, day.day) == (FEBRUARY, LEAP_DAY)
    if is_leap_day and (year % 4 or (year % 100 == 0 and year % 400)):
        return dt.date(year, FEBRUARY, LEAP_DAY - 1)
    return day.replace(year=year)


def kept_until(category: Category, day: dt.date, years: int) -> dt.date:
    """The last day on which something has to be kept.

    Args:
        category: what it is.
        day: when it happened, or when the person left.
        years: the period.
    """
    if category not in BY_DAY:
        day = school_year_span(school_year_of(day)).end
    return years_later(day, years)


def is_due(category: Category, day: dt.date, years: int, today: dt.date) -> bool:
    """Whether the time is up, so that somebody should look at it."""
    return kept_until(category, day, years) < today


def newest_due(category: Category, years: int, today: dt.date) -> dt.date:
    """The latest day for which the time is up: everything up to it is due."""
    yesterday = years_later(today, -years)
    while years_later(yesterday, years) >= today:  # a leap day moves it by one
        yesterday -= dt.timedelta(days=1)
    if category in BY_DAY:
        return yesterday
    year = school_year_of(yesterday)
    end = school_year_span(year).end
    return end if end <= yesterday else school_year_span(year - 1).end


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something whose time is up.

    Attributes:
        on: the day its time counts from.
        until: the last day on which it had to be kept.
    """

    category: Category
    record: Named
    on: dt.date
    until: dt.date
