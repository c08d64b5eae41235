from __future__ import annotations

import datetime as dt

import pytest

from slo_desktop.domain.privacy.retention import (
    DEFAULT_YEARS,
    Category,
    is_due,
    kept_until,
    newest_due,
    years_later,
)


@pytest.mark.parametrize(
    ("category", "day", "years", "until"),
    [
        (Category.PLAN, dt.date(2022, 9, 1), 3, dt.date(2026, 8, 31)),
        (Category.EVIDENCE, dt.date(2023, 8, 31), 3, dt.date(2026, 8, 31)),
        (Category.EVIDENCE, dt.date(2023, 9, 1), 3, dt.date(2027, 8, 31)),
        (Category.LEAVER, dt.date(2020, 7, 21), 6, dt.date(2026, 7, 21)),
        (Category.LEAVER, dt.date(2024, 2, 29), 1, dt.date(2025, 2, 28)),
        (Category.BIN, dt.date(2025, 11, 22), 1, dt.date(2026, 11, 22)),
    ],
)
def test_years_count_from_the_end_of_the_school_year_or_the_day(
    category: Category, day: dt.date, years: int, until: dt.date
) -> None:
    assert kept_until(category, day, years) == until
    assert not is_due(category, day, years, until)
    assert is_due(category, day, years, until + dt.timedelta(days=1))


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize(
    "today",
    [
        dt.date(2026, 11, 22),
        dt.date(2026, 8, 31),
        dt.date(2026, 9, 1),
        dt.date(2028, 2, 29),
        dt.date(2026, 1, 1),
    ],
)
def test_the_newest_due_day_is_due_and_the_next_is_not(
    category: Category, today: dt.date
) -> None:
    years = DEFAULT_YEARS[category]
    newest = newest_due(category, years, today)
    assert is_due(category, newest, years, today)
    assert not is_due(category, newest + dt.timedelta(days=1), years, today)


def test_a_leap_day_has_a_day_in_every_year() -> None:
    assert years_later(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)
    assert years_later(dt.date(2024, 2, 29), 76) == dt.date(2100, 2, 28)


def test_every_category_starts_from_a_value() -> None:
    assert set(DEFAULT_YEARS) == set(Category)
