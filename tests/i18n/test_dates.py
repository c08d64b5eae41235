"""Dates as people write and type them (BILINGUAL section 2)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.languages import Language
from slo_desktop.i18n import dates

CY, EN = Language.CY, Language.EN
DAY = dt.date(2026, 11, 22)


def test_dates_are_written_in_both_languages() -> None:
    assert dates.long_date(DAY, CY) == "22 Tachwedd 2026"
    assert dates.long_date(DAY, EN) == "22 November 2026"
    assert dates.medium_date(DAY, CY) == "22 Tach 2026"
    assert dates.medium_date(DAY, EN) == "22 Nov 2026"
    assert dates.short_date(DAY, CY) == dates.short_date(DAY, EN) == "22/11/2026"
    assert dates.weekday_date(DAY, CY) == "Dydd Sul 22 Tachwedd 2026"
    assert dates.weekday_date(DAY, EN) == "Sunday 22 November 2026"
    assert dates.short_weekday(DAY, CY) == "Sul"
    assert dates.month_year(DAY, CY) == "Tachwedd 2026"
    assert dates.day_month(DAY, CY) == "22 Tach"
    assert dates.day_month(dt.date(2026, 9, 3), EN) == "3 Sep"


def test_short_dates_have_four_figures_for_the_year_and_two_for_the_day() -> None:
    assert dates.short_date(dt.date(2026, 2, 3), CY) == "03/02/2026"


def test_all_months_and_days_have_their_names() -> None:
    months = [dates.month_year(dt.date(2026, n, 1), CY) for n in range(1, 13)]
    assert months[0] == "Ionawr 2026"
    assert months[7] == "Awst 2026"
    shorts = [dates.day_month(dt.date(2026, n, 1), CY) for n in range(1, 13)]
    assert " ".join(shorts) == (
        "1 Ion 1 Chwef 1 Maw 1 Ebr 1 Mai 1 Meh"
        " 1 Gorff 1 Awst 1 Medi 1 Hyd 1 Tach 1 Rhag"
    )
    week = [dt.date(2026, 11, 16) + dt.timedelta(n) for n in range(7)]
    assert [dates.weekday_date(day, CY).split()[1] for day in week] == [
        "Llun",
        "Mawrth",
        "Mercher",
        "Iau",
        "Gwener",
        "Sadwrn",
        "Sul",
    ]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (None, "22 Tach 2026"),
        (DAY, "22 Tach 2026"),
        (dt.date(2026, 11, 24), "22–24 Tach 2026"),
        (dt.date(2026, 12, 2), "22 Tach – 2 Rhag 2026"),
        (dt.date(2027, 1, 5), "22 Tach 2026 – 5 Ion 2027"),
    ],
)
def test_a_range_says_once_what_both_dates_share(
    end: dt.date | None, expected: str
) -> None:
    assert dates.date_range(DAY, end, CY) == expected


def test_a_long_range_has_whole_month_names() -> None:
    end = dt.date(2026, 12, 2)
    assert dates.date_range(DAY, end, EN, long=True) == "22 November – 2 December 2026"


def test_clocks_show_the_time_in_wales() -> None:
    winter = dt.datetime(2026, 11, 22, 19, 42, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 7, 1, 19, 42, tzinfo=dt.UTC)
    assert dates.clock_time(winter, CY) == "19:42"
    assert dates.clock_time(summer, EN) == "20:42"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026-11-22T09:30:00",
        "2026-11-22 00:00:00",
        "22/11/2026",
        " 22/11/26 ",
        "22.11.2026",
        "22-11-2026",
        "22 Tach 2026",
        "22 Tachwedd 2026",
        "22 o Dachwedd 2026",
        "22ain o Dachwedd 2026",
        "Dydd Sul 22 Tachwedd 2026",
        "Dydd Sul, 22 TACHWEDD 2026",
        "22 Nov 2026",
        "22 Nov. 2026",
        "22nd November 2026",
        "22nd of November, 2026",
        "Sunday 22 November 2026",
        "22 November 26",
    ],
)
def test_dates_are_read_as_people_type_them(text: str) -> None:
    assert dates.parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 Medi 2024", dt.date(2024, 9, 3)),
        ("3 o Fedi 2024", dt.date(2024, 9, 3)),
        ("1 Mai 2026", dt.date(2026, 5, 1)),
        ("1 May 2026", dt.date(2026, 5, 1)),
        ("1 Mawrth 2026", dt.date(2026, 3, 1)),
        ("1 Maw 2026", dt.date(2026, 3, 1)),
        ("1 March 2026", dt.date(2026, 3, 1)),
        ("1 Mehefin 2026", dt.date(2026, 6, 1)),
        ("1 Gorff 2026", dt.date(2026, 7, 1)),
        ("1 Awst 2026", dt.date(2026, 8, 1)),
        ("29 Chwef 2028", dt.date(2028, 2, 29)),
    ],
)
def test_months_are_known_by_name(text: str, expected: dt.date) -> None:
    assert dates.parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ddoe",
        "2026-02-30",
        "31/11/2026",
        "11/22/2026",
        "22 Smarch 2026",
        "22 Ta 2026",
        "22 11 2026",
        "0226-11-22",
        "2026-11",
        "22/11",
    ],
)
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.parse_date(text)


@given(
    st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2150, 1, 1)),
    st.sampled_from(Language),
)
def test_what_is_written_can_be_read(day: dt.date, language: Language) -> None:
    for write in (
        dates.long_date,
        dates.medium_date,
        dates.short_date,
        dates.weekday_date,
    ):
        assert dates.parse_date(write(day, language)) == day
