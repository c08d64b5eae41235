"""The headteacher's report to governors, laid out in one or two languages."""

from __future__ import annotations

import math
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import Layout, Place
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import say
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import OWN_NAMES
from slo_desktop.i18n.years import year_name
from slo_desktop.reports import charts
from slo_desktop.reports.photos import photos_of
from slo_desktop.reports.press import Order
from slo_desktop.reports.templating import environment
from slo_desktop.reports.words import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2 import Template

    from slo_desktop.domain.governors import Gap, GovernorsReport

GAPS_NAMED = 10
"""How many references page one lists for each part before it says how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """What one part of the report lacks in one language, for page one."""

    place: Place
    language: Language
    stale: bool
    refs: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything `governors/report.html` reads."""

    report: GovernorsReport
    columns: tuple[Column, ...]
    titles: tuple[Column, ...]
    gaps: tuple[GapLine, ...]
    missing: int
    stale: int
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
    gaps = report.gaps()
    return Page(
        report=report,
        columns=columns,
        titles=titles,
        gaps=_gap_lines(gaps),
        missing=sum(not gap.stale for gap in gaps),
        stale=sum(gap.stale for gap in gaps),
        radar=charts.radar(report.dimensions),
        bars=charts.bars(report.priorities),
    )


def _both(first: Language) -> tuple[Language, Language]:
    return first, first.other


def _gap_lines(gaps: Sequence[Gap]) -> tuple[GapLine, ...]:
    order = list(Place)
    ranked = sorted(gaps, key=lambda g: (g.stale, order.index(g.place), g.language))
    lines = []
    for (stale, place, language), found in groupby(
        ranked, key=lambda g: (g.stale, g.place, g.language)
    ):
        refs = tuple(dict.fromkeys(gap.ref for gap in found))
        lines.append(
            GapLine(
                place=place,
                language=language,
                stale=stale,
                refs=refs[:GAPS_NAMED],
                more=max(0, len(refs) - GAPS_NAMED),
            )
        )
    return tuple(lines)


@cache
def _template() -> Template:
    pages = environment()
    pages.globals.update(
        say=say,
        year_name=year_name,
        dimension_of=frameworks().dimension_of,
        own_name=OWN_NAMES,
    )
    pages.filters["one_decimal"] = one_decimal
    return pages.get_template("governors/report.html")


def one_decimal(value: float) -> str:
    """An average for a table: 2.6, halves away from zero as people round."""
    return f"{math.floor(value * 10 + 0.5) / 10:.1f}"
