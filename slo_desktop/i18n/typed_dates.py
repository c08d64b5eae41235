"""Dates as people type them, and what is wrong with those that cannot be read.

A form knows today, and what a date is about, so a day without its year has a meaning
there: what happened lies behind us, a meeting before us, an action in its school year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.school_year import SEPTEMBER, school_year_of
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import (
    ISO,
    MONTHS,
    YEARS,
    long_date,
    month_number,
)
from slo_desktop.i18n.folding import fold

if TYPE_CHECKING:
    from typing import NoReturn

    from slo_desktop.domain.languages import Language

LEAP = 8
"""Most years from one 29 February to the next (1896 to 1904)."""
CENTURY = 2000
LAST_MONTH = 12
LEAP_YEAR = 2024
"""A year in which February is at its longest."""

NUMERIC = re.compile(
    r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{2,6}))?\s*[/.]?$"
)
IN_WORDS = re.compile(
    r"(?:.*\D)?(\d{1,2})(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)?"
    r"\s*(?:of |o )?([a-z]+)\.?,?(?:\s+(\d{2,6}))?$"
)
ONLY_MONTH = re.compile(r"(?:(\d{1,2})\s*[/.\-\s]\s*|([a-z]+)\.?,?\s*)(?:\d{4})?$")
FROM_TODAY = {
    "heddiw": 0,
    "today": 0,
    "ddoe": -1,
    "doe": -1,
    "yesterday": -1,
    "echdoe": -2,
    "yfory": 1,
    "fory": 1,
    "tomorrow": 1,
}
WEEKDAY = re.compile(
    r"(?:dydd )?(?:(llun|mon|monday)|(maw|mawrth|tue|tues|tuesday)|"
    r"(mer|mercher|wed|wednesday)|(iau|thu|thur|thurs|thursday)|"
    r"(gwe|gwener|fri|friday)|(sad|sadwrn|sat|saturday)|(sul|sun|sunday))$"
)
"""Days of the week, Monday first. Mawrth is March too, but a month alone is no day."""
WEEK = 7


class Near(StrEnum):
    """Where a date lies whose year nobody wrote."""

    PAST = "past"
    COMING = "coming"
    YEAR = "year"


class Fault(StrEnum):
    """What is wrong with a date."""

    UNREADABLE = "unreadable"
    NO_DAY = "no-day"
    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_MONTH = "no-such-month"
    NO_SUCH_YEAR = "no-such-year"


class BadDateError(ValueError):
    """A text is not a date; says what is wrong with it.

    Attributes:
        day: as it was typed, 0 where it is not known; so are month and year.
    """

    def __init__(
        self, fault: Fault, day: int = 0, month: int = 0, year: int = 0
    ) -> None:
        super().__init__(fault, day, month, year)
        self.fault = fault
        self.day, self.month, self.year = day, month, year


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a date is about.

    Attributes:
        today: the day on which it is typed.
        near: where it lies when its year is not written.
        school_year: which one, where it belongs to a plan; else that of today.
        far: from how many years on somebody is asked whether it is right.
    """

    today: dt.date
    near: Near = Near.PAST
    school_year: int | None = None
    far: int = 10

    @property
    def year(self) -> int:
        """The school year that it belongs to."""
        return self.school_year or school_year_of(self.today)


def read_date(text: str, setting: Setting) -> dt.date:
    """Read 22/11/2026, 22 Tach 2026, 2026-11-22, 22/11, 3 November, heddiw, Tuesday.

    Raises:
        BadDateError: the text is not a date; it says why.
    """
    plain = text.strip()
    relative = FROM_TODAY.get(fold(plain))
    if relative is not None:
        return setting.today + dt.timedelta(relative)
    if found := WEEKDAY.match(fold(plain)):
        return _of_the_week((found.lastindex or 1) - 1, setting)
    day, month, year = _parts(plain)
    if not 1 <= month <= LAST_MONTH:
        raise BadDateError(Fault.NO_SUCH_MONTH, day, month, year or 0)
    if year is None:
        return _nearest(day, month, setting)
    day_found = _existing(day, month, year)
    return day_found or _refuse(day, month, year)


def _of_the_week(weekday: int, setting: Setting) -> dt.date:
    """The last such day, today among them; the next one, where dates are to come."""
    ahead = (weekday - setting.today.weekday()) % WEEK
    if setting.near is Near.PAST and ahead:
        ahead -= WEEK
    return setting.today + dt.timedelta(ahead)


def _parts(plain: str) -> tuple[int, int, int | None]:
    """Day, month and year of a text; no year where none is written."""
    folded = fold(plain)
    if found := ISO.match(plain):
        return int(found[3]), int(found[2]), _whole_year(found[1])
    if found := NUMERIC.match(plain):
        return int(found[1]), int(found[2]), _whole_year(found[3])
    if found := IN_WORDS.match(folded):
        return int(found[1]), _month(found[2]), _whole_year(found[3])
    if found := ONLY_MONTH.match(folded):
        raise BadDateError(Fault.NO_DAY, month=int(found[1] or 0) or _month(found[2]))
    raise BadDateError(Fault.UNREADABLE)


def _month(word: str) -> int:
    try:
        return month_number(word)
    except ValueError as error:
        raise BadDateError(Fault.UNREADABLE) from error


def _whole_year(figures: str | None) -> int | None:
    if figures is None:
        return None
    year = int(figures) if len(figures) > 2 else CENTURY + int(figures)  # noqa: PLR2004  26 is 2026
    if year not in YEARS:
        raise BadDateError(Fault.NO_SUCH_YEAR, year=year)
    return year


def _nearest(day: int, month: int, setting: Setting) -> dt.date:
    """The day that is meant by one without its year."""
    this, today = setting.today.year, setting.today
    if setting.near is Near.YEAR:
        year = setting.year + (month < SEPTEMBER)
        return _existing(day, month, year) or _refuse(day, month, year)
    is_past = setting.near is Near.PAST
    for years in range(LEAP + 1):
        found = _existing(day, month, this - years if is_past else this + years)
        if found and (found <= today if is_past else found >= today):
            return found
    return _refuse(day, month, 0)


def _existing(day: int, month: int, year: int) -> dt.date | None:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if 1 <= day <= last else None


def _refuse(day: int, month: int, year: int) -> NoReturn:
    raise BadDateError(Fault.NO_SUCH_DAY, day, month, year)


HOW = N_("Write a date like this: 22/11/2026.")
FAULTS = {
    Fault.UNREADABLE: HOW,
    Fault.NO_DAY: N_("The day is missing. Write a date like this: 22/11/2026."),
    Fault.NO_SUCH_DAY: N_(
        "There is no such day: %(day)s. Last day of that month: %(last)s."
    ),
    Fault.NO_SUCH_MONTH: N_("There is no such month: %(month)s."),
    Fault.NO_SUCH_YEAR: N_("This year is not possible: %(year)s."),
}
TO_COME = N_("This day is still to come: %(day)s. Is it right?")
PASSED = N_("This day has passed: %(day)s. Is it right?")
FAR = N_("This is far from today: %(day)s. Is it right?")
ELSEWHERE = N_("This is not in the school year of the plan: %(day)s. Is it right?")


def fault_line(error: BadDateError, language: Language) -> str:
    """Say what is wrong with a date."""
    sentence = say(FAULTS[error.fault], language)
    if error.fault is Fault.NO_SUCH_DAY:
        month = MONTHS[language][error.month - 1]
        day = f"{error.day} {month}" + (f" {error.year}" if error.year else "")
        last = calendar.monthrange(error.year or LEAP_YEAR, error.month)[1]
        return sentence % {"day": day, "last": last}
    return sentence % {"month": error.month, "year": error.year}


def question_about(day: dt.date, setting: Setting, language: Language) -> str | None:
    """What to ask about a date that may be a slip of the hand; nothing is refused."""
    sentence = _doubt(day, setting)
    if sentence is None:
        return None
    return say(sentence, language) % {"day": long_date(day, language)}


def _doubt(day: dt.date, setting: Setting) -> str | None:
    years = abs((day - setting.today).days) / 365.25
    match setting.near:
        case Near.YEAR:
            is_near = abs(school_year_of(day) - setting.year) <= 1
            return None if is_near else ELSEWHERE
        case _ if years > setting.far:
            return FAR
        case Near.PAST if day > setting.today:
            return TO_COME
        case Near.COMING if day < setting.today:
            return PASSED
    return None
