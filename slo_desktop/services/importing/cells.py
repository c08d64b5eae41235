"""The cells of one row as values; everything wrong with them is collected."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.bilingual import Bilingual, Origin
from slo_desktop.domain.importing import Finding, Problem, TakenCell, TakenRow
from slo_desktop.domain.limits import TEXT_CHARACTERS, TITLE_CHARACTERS
from slo_desktop.domain.school_year import parse_year
from slo_desktop.i18n.dates import parse_date
from slo_desktop.i18n.folding import fold
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.known_words import choice_called, entry_called, near_entries
from slo_desktop.i18n.numbers import parse_hours, parse_money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from enum import StrEnum

    from slo_desktop.domain.history import Value
    from slo_desktop.services.importing.reading import Row
    from slo_desktop.services.importing.world import World
    from slo_desktop.storage.models import Action, Person, Priority

BETWEEN = ";"
COMMA = ","
REF_CHARACTERS = 40
YES = frozenset({"yes", "y", "true", "1", "ie", "oes", "ydy", "ydi"})
NO = frozenset({"", "no", "n", "false", "0", "na", "nac oes", "nac ydy", "nac ydi"})

V = TypeVar("V")
E = TypeVar("E", bound="StrEnum")


class Cells:
    """Reads one row and remembers what is wrong with it."""

    def __init__(self, row: Row, world: World) -> None:
        self.row = row
        self.world = world
        self.findings: list[Finding] = []
        self.taken: dict[str, Value] = {}
        if row.has_more:
            self.wrong("", Problem.TOO_MANY_CELLS)

    def wrong(
        self,
        column: str,
        what: Problem,
        value: str = "",
        detail: str = "",
        choices: tuple[Value, ...] = (),
    ) -> None:
        """Remember that a cell cannot be kept, once however often it is read."""
        finding = Finding(self.row.number, column, what, value, detail, choices)
        if finding not in self.findings:
            self.findings.append(finding)

    def said(self, column: str) -> str:
        """What a cell says, or nothing where the file has no such column."""
        return self.row.cells.get(column, "")

    def many(self, column: str) -> list[str]:
        """The values of a cell, each once, in their order."""
        return list(dict.fromkeys(_parts(self.said(column), BETWEEN)))

    def each(self, column: str, is_known: Callable[[str], object]) -> list[str]:
        """The values of a cell; one that nobody knows may be several with commas."""
        values: dict[str, None] = {}
        for value in self.many(column):
            parts = [*_parts(value, COMMA)]
            is_list = len(parts) > 1 and not is_known(value)
            values |= dict.fromkeys(parts if is_list else [value])
        return list(values)

    def text(self, column: str, limit: int = TEXT_CHARACTERS) -> str:
        """A text that is not too long."""
        text = self.said(column)
        if len(text) > limit:
            self.wrong(column, Problem.TOO_LONG, text[:limit], str(limit))
        return text

    def texts(self, name: str, limit: int = TEXT_CHARACTERS) -> Bilingual:
        """A text that may be in Welsh, in English or in both."""
        return Bilingual.of(
            cy=self.text(f"{name}_cy", limit),
            en=self.text(f"{name}_en", limit),
            original=self.world.language,
            origin=Origin.IMPORTED,
        )

    def title(self) -> Bilingual:
        """The title, which one language at least must give."""
        title = self.texts("title", TITLE_CHARACTERS)
        if title.is_empty:
            self.wrong(f"title_{self.world.language}", Problem.NO_TITLE)
        return title

    def ref(self, used: dict[str, int]) -> str:
        """The reference, which nothing else has; nothing where none is given."""
        ref, number = self.text("ref", REF_CHARACTERS), self.row.number
        if ref and used.setdefault(ref, number) != number:
            self.wrong("ref", Problem.REPEATED_REF, ref, str(used[ref]))
        elif ref in self.world.taken:
            self.wrong("ref", Problem.TAKEN_REF, ref)
        return ref

    def date(self, column: str) -> dt.date | None:
        """A date that exists, or none."""
        day = self._read(column, parse_date, Problem.BAD_DATE)
        self.taken[column] = day.isoformat() if day else None
        return day

    def needed(self, column: str, value: V | None, stand_in: V) -> V:
        """A value that must be there; the stand-in is never kept."""
        if value is None:
            if not self.said(column):
                self.wrong(column, Problem.MISSING)
            return stand_in
        return value

    def until(self, column: str, start: dt.date | None) -> dt.date | None:
        """An end that does not lie before its start."""
        end = self.date(column)
        if end and start and end < start:
            self.wrong(column, Problem.WRONG_ORDER, self.said(column))
        return end

    def year(self, column: str) -> int | None:
        """A school or financial year."""
        year = self._read(column, parse_year, Problem.BAD_YEAR)
        self.taken[column] = year
        return year

    def money(self, column: str) -> int | None:
        """An amount in pence; None where the cell says nothing."""
        pence = self._read(column, parse_money, Problem.BAD_MONEY)
        self.taken[column] = pence
        return pence

    def minutes(self, column: str) -> int:
        """A length of time."""
        minutes = self._read(column, parse_hours, Problem.BAD_TIME) or 0
        self.taken[column] = minutes
        return minutes

    def choice(self, column: str, choices: type[E]) -> E | None:
        """One of a closed set."""
        value = self.said(column)
        found = choice_called(choices, value) if value else None
        if value and found is None:
            self.wrong(column, Problem.NOT_A_CHOICE, value, choices=(*choices,))
        self.taken[column] = found
        return found

    def yes(self, column: str) -> bool:
        """Yes or no; nothing is no."""
        value = self.said(column)
        if value.casefold() not in YES | NO:
            self.wrong(column, Problem.NOT_YES_OR_NO, value)
        self.taken[column] = value.casefold() in YES
        return value.casefold() in YES

    def codes(self, column: str, key: str, part: str = "") -> list[str]:
        """Whole codes for what a cell holds: codes, or names in either language."""
        found = []
        for value in self.each(column, lambda each: entry_called(key, each, part)):
            if entry := entry_called(key, value, part):
                found.append(entry.code)
            else:
                near = near_entries(key, value, part)
                self.wrong(column, Problem.UNKNOWN_CODE, value, choices=near)
        self.taken[column] = (*found,)
        return found

    def code(self, column: str, key: str, part: str = "") -> str | None:
        """The one code of a cell."""
        values = self.each(column, lambda each: entry_called(key, each, part))
        if len(values) > 1:
            self.wrong(column, Problem.UNKNOWN_CODE, self.said(column))
            return None
        return next(iter(self.codes(column, key, part)), None)

    def elements(self, column: str = "elements") -> set[str]:
        """Codes of elements; a dimension is not one."""
        found = self.codes(column, "slo-wales")
        known = {entry.code for entry in frameworks().elements}
        for code in set(found) - known:
            self.wrong(column, Problem.UNKNOWN_CODE, frameworks().short(code))
        return set(found) & known

    def people(self, column: str) -> list[Person]:
        """People by their initials, or by their names."""
        found: list[Person] = []
        for value in self.each(column, self._called):
            same = self._called(value)
            if len(same) == 1:
                found += same
            else:
                several = bool(same)
                what = Problem.SEVERAL_PEOPLE if several else Problem.UNKNOWN_PERSON
                self.wrong(column, what, value)
        self.taken[column] = tuple(person.name for person in found)
        return found

    def _called(self, value: str) -> list[Person]:
        people = self.world.people
        surname, _, given = value.partition(COMMA)
        names = (value.casefold(), fold(value), fold(f"{given} {surname}"))
        return next((people[name] for name in names if name in people), [])

    def priorities(self, column: str) -> set[Priority]:
        """Priorities by their references."""
        known, unknown = self.world.priorities, Problem.UNKNOWN_PRIORITY
        return set(self._known(column, known, unknown))

    def actions(self, column: str) -> set[Action]:
        """Actions by their references."""
        return set(self._known(column, self.world.actions, Problem.UNKNOWN_ACTION))

    def _known(self, column: str, known: Mapping[str, V], what: Problem) -> Iterable[V]:
        values = self.each(column, known.get)
        self.taken[column] = (*values,)
        for value in values:
            if value in known:
                yield known[value]
            else:
                self.wrong(column, what, value)

    def taken_row(self) -> TakenRow:
        """What every cell that says something was taken for; texts for themselves."""
        cells = (
            TakenCell(column, "", said, self.taken.get(column, said))
            for column, said in self.row.cells.items()
            if said
        )
        return TakenRow(self.row.number, tuple(cells))

    def _read(self, column: str, parse: Callable[[str], V], what: Problem) -> V | None:
        value = self.said(column)
        try:
            return parse(value) if value else None
        except ValueError:
            self.wrong(column, what, value)
            return None


def _parts(text: str, between: str) -> Iterator[str]:
    """What stands between signs, and says something."""
    return (part.strip() for part in text.split(between) if part.strip())
