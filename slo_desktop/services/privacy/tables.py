"""Every kind of record as a table that other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language
from slo_desktop.domain.tables import guarded
from slo_desktop.i18n.frameworks import frameworks

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.storage.models import Person

BETWEEN = "; "
Row = Mapping[str, str]


def to_csv(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table that spreadsheets open with its accents, and without formulas."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([guarded(row.get(heading, "")) for heading in headings])
    return written.getvalue().encode("utf-8-sig")


def both(name: str, value: Bilingual) -> dict[str, str]:
    """One text as two cells."""
    return {f"{name}_{code}": value.text(code) for code in Language}


def day(value: dt.date | None) -> str:
    """A date as every program reads it."""
    return value.isoformat() if value else ""


def pounds(pence: int | None) -> str:
    """An amount; nothing entered is an empty cell."""
    return "" if pence is None else f"{Decimal(pence) / 100:.2f}"


def clock(minutes: int) -> str:
    """A length of time as hours and minutes; none is an empty cell."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""


def yes(value: bool) -> str:  # noqa: FBT001  a cell for a flag
    """A flag."""
    return "yes" if value else "no"


def many(values: Iterable[str]) -> str:
    """Several values in one cell, in a fixed order."""
    return BETWEEN.join(sorted(values))


def code(value: str | None, key: str) -> str:
    """The last part of a code, or the whole where that would mean another entry."""
    if not value:
        return ""
    short = frameworks().short(value)
    found = frameworks().resolve(key, short)
    return short if found and found.code == value else value


def codes(values: Iterable[str], key: str) -> str:
    """Several codes in one cell."""
    return many(code(value, key) for value in values)


class People:
    """What people are called in a table: initials where only one person has them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self.taken: dict[str, int] = {}
        for person in self.people:
            key = person.initials.casefold()
            self.taken[key] = self.taken.get(key, 0) + 1

    def call(self, person: Person) -> str:
        """Initials, or the name."""
        is_clear = self.taken.get(person.initials.casefold()) == 1
        return person.initials if person.initials and is_clear else person.name

    def call_all(self, people: Iterable[Person]) -> str:
        """Several people in one cell."""
        return many(map(self.call, people))
