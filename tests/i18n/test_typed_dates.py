"""Dates as people type them, and what is said about those that cannot be."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.dates import long_date, medium_date, short_date
from slo_desktop.i18n.typed_dates import (
    BadDateError,
    Fault,
    Near,
    Setting,
    fault_line,
    question_about,
    read_date,
)

CY, EN = Language.CY, Language.EN
TODAY = dt.date(2026, 11, 22)
PAST = Setting(today=TODAY)
COMING = Setting(today=TODAY, near=Near.COMING)
PLAN = Setting(today=TODAY, near=Near.YEAR, school_year=2026)


def read(text: str, setting: Setting = PAST) -> str:
    return read_date(text, setting).isoformat()


@pytest.mark.parametrize(
    ("text", "last", "following"),
    [
        ("Tuesday", "2026-11-17", "2026-11-24"),
        ("dydd Mawrth", "2026-11-17", "2026-11-24"),
        ("Mawrth", "2026-11-17", "2026-11-24"),
        ("Llun", "2026-11-16", "2026-11-23"),
        ("Gwe", "2026-11-20", "2026-11-27"),
        ("sat", "2026-11-21", "2026-11-28"),
        ("Dydd Sul", "2026-11-22", "2026-11-22"),
        ("THURS", "2026-11-19", "2026-11-26"),
    ],
)
def test_a_day_of_the_week_is_the_last_or_the_next_one(
    text: str, last: str, following: str
) -> None:
    assert read(text) == last
    assert read(text, COMING) == following
    assert read(text, PLAN) == following


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22/11/2026", "2026-11-22"),
        ("2.11.26", "2026-11-02"),
        ("2 11 2026", "2026-11-02"),
        ("2026-11-22", "2026-11-22"),
        ("3 Tachwedd 2026", "2026-11-03"),
        ("3ydd o Dachwedd, 2026", "2026-11-03"),
        ("Dydd Mawrth 3 Tachwedd 2026", "2026-11-03"),
        ("Sunday 22nd November 2026", "2026-11-22"),
    ],
)
def test_whole_dates_are_read_as_everywhere(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-22"),
        ("Heddiw", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("DDOE", "2026-11-21"),
        ("echdoe", "2026-11-20"),
        (" tomorrow ", "2026-11-23"),
        ("yfory", "2026-11-23"),
    ],
)
def test_a_day_may_be_counted_from_today(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "past", "coming", "plan"),
    [
        ("3 Tachwedd", "2026-11-03", "2027-11-03", "2026-11-03"),
        ("3 Nov", "2026-11-03", "2027-11-03", "2026-11-03"),
        ("1/9", "2026-09-01", "2027-09-01", "2026-09-01"),
        ("31.8", "2026-08-31", "2027-08-31", "2027-08-31"),
        ("5 Mawrth", "2026-03-05", "2027-03-05", "2027-03-05"),
        ("22/11", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("23/11", "2025-11-23", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_day_without_its_year_lies_where_the_field_says(
    text: str, past: str, coming: str, plan: str
) -> None:
    assert read(text) == past
    assert read(text, COMING) == coming
    assert read(text, PLAN) == plan


def test_the_last_day_of_february_is_the_nearest_there_was_or_will_be() -> None:
    assert read("29/2") == "2024-02-29"
    assert read("29 Chwefror", COMING) == "2028-02-29"


def test_a_year_of_the_plan_may_have_no_such_day() -> None:
    with pytest.raises(BadDateError) as caught:
        read("29 Feb", PLAN)
    line = fault_line(caught.value, EN)
    assert line == (
        "There is no such day: 29 February 2027. Last day of that month: 28."
    )


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("31/2/2026", Fault.NO_SUCH_DAY, "31 February 2026. Last day of that month:"),
        ("31/2", Fault.NO_SUCH_DAY, "31 February. Last day of that month: 29"),
        ("30 Feb", Fault.NO_SUCH_DAY, "30 February. Last day of that month: 29"),
        ("31 Ebrill", Fault.NO_SUCH_DAY, "31 April. Last day of that month: 30"),
        ("0/5/2026", Fault.NO_SUCH_DAY, "0 May 2026. Last day of that month: 31"),
        ("11/22/2026", Fault.NO_SUCH_MONTH, "There is no such month: 22."),
        ("1/0", Fault.NO_SUCH_MONTH, "There is no such month: 0."),
        ("1/1/3026", Fault.NO_SUCH_YEAR, "This year is not possible: 3026."),
        ("1/1/20266", Fault.NO_SUCH_YEAR, "This year is not possible: 20266."),
        ("1 May 199", Fault.NO_SUCH_YEAR, "This year is not possible: 199."),
        ("Tachwedd 2026", Fault.NO_DAY, "The day is missing."),
        ("11/2026", Fault.NO_DAY, "The day is missing."),
        ("May", Fault.NO_DAY, "The day is missing."),
        ("some day", Fault.UNREADABLE, "Write a date like this: 22/11/2026."),
        ("3 wibble", Fault.UNREADABLE, "Write a date like this: 22/11/2026."),
        ("2026", Fault.UNREADABLE, "Write a date like this: 22/11/2026."),
        ("/", Fault.UNREADABLE, "Write a date like this: 22/11/2026."),
    ],
)
def test_what_is_wrong_is_said(text: str, fault: Fault, line: str) -> None:
    with pytest.raises(BadDateError) as caught:
        read(text)
    assert caught.value.fault is fault
    assert line in fault_line(caught.value, EN)
    assert fault_line(caught.value, CY) != fault_line(caught.value, EN)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_what_the_program_writes_it_reads_again(day: dt.date) -> None:
    for write in (long_date, medium_date, short_date):
        for language in Language:
            assert read_date(write(day, language), PAST) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_as_one(text: str) -> None:
    for setting in (PAST, COMING, PLAN):
        with suppress(BadDateError):
            read_date(text, setting)


@pytest.mark.parametrize(
    ("day", "setting", "words"),
    [
        ("2026-11-23", PAST, "This day is still to come: 23 November 2026."),
        ("1900-01-01", PAST, "This is far from today: 1 January 1900."),
        ("2126-01-01", PAST, "This is far from today: 1 January 2126."),
        ("2026-02-01", COMING, "This day has passed: 1 February 2026."),
        ("1900-01-01", PLAN, "This is not in the school year of the plan"),
    ],
)
def test_a_date_that_may_be_a_slip_is_asked_about(
    day: str, setting: Setting, words: str
) -> None:
    question = question_about(dt.date.fromisoformat(day), setting, EN)
    assert question
    assert words in question
    assert question.endswith("Is it right?")


@pytest.mark.parametrize(
    ("day", "setting"),
    [
        ("2026-11-22", PAST),
        ("2017-06-01", PAST),
        ("2026-11-22", COMING),
        ("2027-12-01", COMING),
        ("2027-07-20", PLAN),
        ("2025-09-01", PLAN),
    ],
)
def test_a_usual_date_is_not(day: str, setting: Setting) -> None:
    assert question_about(dt.date.fromisoformat(day), setting, EN) is None
