"""The headteacher's report to governors, laid out in one or two languages."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import Layout
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.years import year_name
from slo_desktop.reports import charts
from slo_desktop.reports.gaps import gaps_of
from slo_desktop.reports.photos import photos_of
from slo_desktop.reports.press import Order
from slo_desktop.reports.templating import environment
from slo_desktop.reports.words import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2 import Template

    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.domain.governors import GovernorsReport, Move, Standing
    from slo_desktop.reports.gaps import Gaps

NAME = N_("Headteacher’s report to governors")
KEYS = 3
"""Columns of the key of elements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The actions that went from one standing to another; from none if they are new."""

    before: Standing | None
    after: Standing
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything `governors/report.html` reads.

    Attributes:
        titles: the languages of the paper as a whole, of which this is a part.
        gaps: texts that this paper marks as not translated, and those out of date.
        elements: whatever a number in a coloured box stands for, in order, as columns.
    """

    report: GovernorsReport
    columns: tuple[Column, ...]
    titles: tuple[Column, ...]
    gaps: tuple[Gaps, ...]
    changes: tuple[Change, ...]
    elements: tuple[tuple[Entry, ...], ...]
    radar: charts.Radar
    bars: charts.Bars

    @property
    def root(self) -> Language:
        """Language of the document as a whole."""
        return self.columns[0].language

    @property
    def is_wide(self) -> bool:
        """Whether the two languages stand side by side."""
        return len(self.columns) > 1

    @property
    def running_school(self) -> str:
        """What the school is called at the foot of every page."""
        names = [column.name(self.report.school) for column in self.columns]
        return " / ".join(dict.fromkeys(names))

    def title(self, column: Column) -> str:
        """What the report is called, with its meeting, in one language."""
        name, meeting = say(NAME, column.language), self.report.meeting
        return f"{name}, {column.long_date(meeting)}" if meeting else name

    @property
    def paging(self) -> str:
        """Which page rules apply: the order in which the languages come."""
        return "-".join(column.language.value for column in self.columns)


def to_html(report: GovernorsReport, layout: Layout) -> tuple[str, ...]:
    """Lay the report out: one document for each part of the PDF."""
    return tuple(
        _template().render(page=_page(report, columns, layout))
        for columns in _parts(report.first, layout)
    )


def order(
    report: GovernorsReport, layout: Layout, pdf: Path, *, images: Path | None = None
) -> Order:
    """What the press needs to print the report.

    Args:
        report: what governors receive.
        layout: how the two languages share the paper.
        pdf: the file to make.
        images: folder for a picture of every page, or none.
    """
    return Order(
        parts=to_html(report, layout),
        pdf=pdf,
        images=images,
        photos=photos_of(report),
    )


def _parts(first: Language, layout: Layout) -> tuple[tuple[Column, ...], ...]:
    match layout:
        case Layout.SIDE_BY_SIDE:
            return ((Column(first, alone=False), Column(first.other, alone=False)),)
        case Layout.BACK_TO_BACK:
            return ((Column(first, alone=True),), (Column(first.other, alone=True),))
        case _:
            return ((Column(Language(layout.value), alone=True),),)


def _page(report: GovernorsReport, columns: tuple[Column, ...], layout: Layout) -> Page:
    titles = columns
    if layout is Layout.BACK_TO_BACK:
        titles = tuple(Column(lang, alone=True) for lang in _both(columns[0].language))
    return Page(
        report=report,
        columns=columns,
        titles=titles,
        gaps=gaps_of(report, [column.language for column in titles]),
        changes=_changes(report.news.moves),
        elements=_elements_in(report),
        radar=charts.radar(report.dimensions),
        bars=charts.bars(report.priorities),
    )


def _both(first: Language) -> tuple[Language, Language]:
    return first, first.other


def _changes(moves: Sequence[Move]) -> tuple[Change, ...]:
    """What moved, in the order of the chart; what is new comes first."""
    found: dict[tuple[Standing | None, Standing], list[str]] = defaultdict(list)
    for move in moves:
        found[move.before, move.after].append(move.ref)
    return tuple(
        Change(before=before, after=after, refs=tuple(found[before, after]))
        for after in charts.FILL
        for before in (None, *charts.FILL)
        if (before, after) in found
    )


def _elements_in(report: GovernorsReport) -> tuple[tuple[Entry, ...], ...]:
    """The elements that the report names by number."""
    numbers = {number for each in report.priorities for number in each.elements}
    numbers |= {number for each in report.evidence for number in each.elements}
    found = tuple(e for e in frameworks().elements if e.short in numbers)
    rows = math.ceil(len(found) / KEYS)
    return tuple(
        found[start : start + rows] for start in range(0, len(found), rows or 1)
    )


@cache
def _template() -> Template:
    pages = environment()
    pages.globals.update(
        say=say,
        year_name=year_name,
        dimension_of=frameworks().dimension_of,
    )
    pages.filters["one_decimal"] = one_decimal
    return pages.get_template("governors/report.html")


def one_decimal(value: float) -> str:
    """An average for a table: 2.6, halves away from zero as people round."""
    return f"{math.floor(value * 10 + 0.5) / 10:.1f}"
