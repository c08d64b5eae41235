"""Kinds of source per element, averaged over each dimension, this year and last."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import DimensionSources
from slo_desktop.domain.school_year import Span, school_year_span
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.elements import family_of
from slo_desktop.storage.elements import evidence_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.services.governors.period import Period


def dimensions(session: Session, period: Period) -> Iterator[DimensionSources]:
    """How broad the evidence of each dimension is."""
    year = school_year_span(period.year)
    now = _families(session, Span(year.start, period.during.end))
    before = _families(session, school_year_span(period.year - 1))
    for dimension in frameworks().dimensions:
        number = int(dimension.short)
        mine = [
            element.code
            for element in frameworks().elements
            if frameworks().dimension_of(element.code) == number
        ]
        yield DimensionSources(
            number=dimension.short,
            name=dimension.name,
            now=_average(now, mine),
            before=_average(before, mine),
        )


def _families(session: Session, during: Span) -> Mapping[str, set[str]]:
    families: dict[str, set[str]] = defaultdict(set)
    for code, kind, _records, _newest in evidence_counts(session, during):
        if family := family_of(kind):
            families[code].add(family.code)
    return families


def _average(families: Mapping[str, set[str]], elements: Sequence[str]) -> float:
    return sum(len(families.get(code, ())) for code in elements) / len(elements)
