"""School and financial years, named by the calendar year they start in."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from slo_desktop.domain.values import dataclass

SEPTEMBER, APRIL = 9, 4
WRITTEN = re.compile(r"(20\d\d)\s*[/\-–]\s*(\d\d)$")


class TermKey(StrEnum):
    """The three terms of a school year."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True)
class Span:
    """Two dates, both included."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.start <= day <= self.end


def school_year_of(day: dt.date) -> int:
    """The school year a day belongs to: it begins on 1 September (SI 2002/1187)."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def school_year_span(year: int) -> Span:
    """First and last day of a school year."""
    return Span(dt.date(year, 9, 1), dt.date(year + 1, 8, 31))


def parse_year(text: str) -> int:
    """Read 2026/27, 2026-27 or 2026–27.

    Raises:
        ValueError: the text is not two years that follow each other.
    """
    found = WRITTEN.match(text.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(text)
    return int(found[1])
