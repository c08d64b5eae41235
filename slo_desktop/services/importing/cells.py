"""The cells of one row as values; everything wrong with them is collected."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.bilingual import Bilingual, Origin
from slo_desktop.domain.importing import Finding, Problem
from slo_desktop.domain.limits import TEXT_CHARACTERS, TITLE_CHARACTERS
from slo_desktop.domain.school_year import parse_year
from slo_desktop.i18n.dates import parse_date
from slo_desktop.i18n.folding import fold
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.numbers import parse_hours, parse_money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

    from slo_desktop.services.importing.reading import Row
    from slo_desktop.services.importing.world import World
    from slo_desktop.storage.models import Action, Person, Priority

BETWEEN = ";"
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
        if row.has_more:
            self.wrong("", Problem.TOO_MANY_CELLS)

    def wrong(
        self, column: str, what: Problem, value: str = "", detail: str = ""
    ) -> None:
        """Remember that a cell cannot be kept, once however often it is read."""
        finding = Finding(self.row.number, column, what, value, detail)
        if finding not in self.findings:
            self.findings.append(finding)

    def said(self, column: str) -> str:
        """What a cell says, or nothing where the file has no such column."""
        return self.row.cells.get(column, "")

    def many(self, column: str) -> list[str]:
        """The values of a cell, each once, in their order."""
        values = (value.strip() for value in self.said(column).split(BETWEEN))
        return list(dict.fromkeys(value for value in values if value))

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
        return self._read(column, parse_date, Problem.BAD_DATE)

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
        return self._read(column, parse_year, Problem.BAD_YEAR)

    def money(self, column: str) -> int:
        """An amount in pence."""
        return self._read(column, parse_money, Problem.BAD_MONEY) or 0

    def minutes(self, column: str) -> int:
        """A length of time."""
        return self._read(column, parse_hours, Problem.BAD_TIME) or 0

    def choice(self, column: str, choices: type[E]) -> E | None:
        """One of a closed set."""
        value = self.said(column)
        try:
            return choices(value.casefold()) if value else None
        except ValueError:
            allowed = ", ".join(choices)
            self.wrong(column, Problem.NOT_A_CHOICE, value, allowed)
            return None

    def yes(self, column: str) -> bool:
        """Yes or no; nothing is no."""
        value = self.said(column)
        if value.casefold() not in YES | NO:
            self.wrong(column, Problem.NOT_A_CHOICE, value, "yes, no")
        return value.casefold() in YES

    def codes(self, column: str, key: str, part: str = "") -> list[str]:
        """Whole codes for the last parts that a cell holds."""
        found = []
        for value in self.many(column):
            if entry := frameworks().resolve(key, value, part=part):
                found.append(entry.code)
            else:
                self.wrong(column, Problem.UNKNOWN_CODE, value)
        return found

    def code(self, column: str, key: str, part: str = "") -> str | None:
        """The one code of a cell."""
        if len(self.many(column)) > 1:
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
        found = []
        for value in self.many(column):
            people = self.world.people
            same = people.get(value.casefold()) or people.get(fold(value)) or []
            if len(same) == 1:
                found += same
            else:
                several = bool(same)
                what = Problem.SEVERAL_PEOPLE if several else Problem.UNKNOWN_PERSON
                self.wrong(column, what, value)
        return found

    def priorities(self, column: str) -> set[Priority]:
        """Priorities by their references."""
        known, unknown = self.world.priorities, Problem.UNKNOWN_PRIORITY
        return set(self._known(column, known, unknown))

    def actions(self, column: str) -> set[Action]:
        """Actions by their references."""
        return set(self._known(column, self.world.actions, Problem.UNKNOWN_ACTION))

    def _known(self, column: str, known: Mapping[str, V], what: Problem) -> Iterable[V]:
        for value in self.many(column):
            if value in known:
                yield known[value]
            else:
                self.wrong(column, what, value)

    def _read(self, column: str, parse: Callable[[str], V], what: Problem) -> V | None:
        value = self.said(column)
        try:
            return parse(value) if value else None
        except ValueError:
            self.wrong(column, what, value)
            return None
