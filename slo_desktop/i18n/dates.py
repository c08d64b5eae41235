"""Dates as people write them, and as they type them.

Formats are explicit: Babel's short Welsh date has a year of two figures, its English
one of four. There are no ordinals (3ydd or 3edd?) and no relative times.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold, mutations
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    from collections.abc import Mapping


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS: Mapping[Language, tuple[str, ...]] = {
    Language.CY: _names(
        "Ionawr Chwefror Mawrth Ebrill Mai Mehefin"
        " Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
    ),
    Language.EN: _names(
        "January February March April May June"
        " July August September October November December"
    ),
}
SHORT_MONTHS: Mapping[Language, tuple[str, ...]] = {
    Language.CY: _names("Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag"),
    Language.EN: _names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
}
SHORT_WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    Language.CY: _names("Llun Maw Mer Iau Gwe Sad Sul"),
    Language.EN: _names("Mon Tue Wed Thu Fri Sat Sun"),
}
WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    Language.CY: tuple(
        f"Dydd {day}" for day in _names("Llun Mawrth Mercher Iau Gwener Sadwrn Sul")
    ),
    Language.EN: _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
NAMED_MONTHS = [
    (number, fold(name))
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
]
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.Z+]+)?$")
NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$")
IN_WORDS = re.compile(
    r"(?:.*\D)?(\d{1,2})(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)?"
    r"\s+(?:of? )?(\w+)\.?,?\s+(\d{4}|\d{2})$"
)
YEARS = range(1900, 2200)
SHORTEST_MONTH = 3


def long_date(day: dt.date, language: Language) -> str:
    """22 Tachwedd 2026."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def medium_date(day: dt.date, language: Language) -> str:
    """22 Tach 2026."""
    return f"{day_month(day, language)} {day.year}"


def day_month(day: dt.date, language: Language) -> str:
    """22 Tach."""
    return f"{day.day} {SHORT_MONTHS[language][day.month - 1]}"


def short_date(day: dt.date, language: Language) -> str:  # noqa: ARG001  both write it alike
    """22/11/2026."""
    return f"{day:%d/%m}/{day.year}"


def weekday_date(day: dt.date, language: Language) -> str:
    """Dydd Sul 22 Tachwedd 2026."""
    return f"{WEEKDAYS[language][day.weekday()]} {long_date(day, language)}"


def short_weekday(day: dt.date, language: Language) -> str:
    """Sul."""
    return SHORT_WEEKDAYS[language][day.weekday()]


def month_year(day: dt.date, language: Language) -> str:
    """Tachwedd 2026."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def date_range(
    start: dt.date, end: dt.date | None, language: Language, *, long: bool = False
) -> str:
    """22–24 Tach 2026; what both dates share is said once."""
    write = long_date if long else medium_date
    months = (MONTHS if long else SHORT_MONTHS)[language]
    if end is None or end == start:
        return write(start, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{write(end, language)}"
    first = f"{start.day} {months[start.month - 1]}"
    if start.year != end.year:
        first = write(start, language)
    return f"{first} – {write(end, language)}"


def clock_time(moment: dt.datetime, language: Language) -> str:  # noqa: ARG001  both write it alike
    """19:42, as clocks in Wales show it."""
    return f"{moment.astimezone(WALES):%H:%M}"


def parse_date(text: str) -> dt.date:
    """Read 2026-11-22, 22/11/2026, 22 Tach 2026 or 22 November 2026.

    Raises:
        ValueError: the text is not a date that exists.
    """
    plain = text.strip()
    if found := ISO.match(plain):
        return _date(found[1], int(found[2]), found[3])
    if found := NUMERIC.match(plain):
        return _date(found[3], int(found[2]), found[1])
    if found := IN_WORDS.match(fold(text)):
        return _date(found[3], month_number(found[2]), found[1])
    raise ValueError(text)


def _date(year: str, month: int, day: str) -> dt.date:
    whole = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004  26 is 2026
    if whole not in YEARS:
        raise ValueError(year)
    return dt.date(whole, month, int(day))


def month_number(word: str) -> int:
    """Number of a month by its name or the beginning of it, mutated or not.

    Raises:
        ValueError: no month is called so.
    """
    forms = [form for form in mutations(word) if len(form) >= SHORTEST_MONTH]
    for form in forms:
        for number, name in NAMED_MONTHS:
            if name.startswith(form):
                return number
    raise ValueError(word)
