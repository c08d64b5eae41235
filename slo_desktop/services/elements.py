"""The matrix of elements, one element with all that touches it, and judgements."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.elements import (
    Cell,
    DimensionRow,
    ElementDetail,
    FamilyEvidence,
    ShownEvidence,
    Stage,
)
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.school_year import Span, school_year_span
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.records import checked_text
from slo_desktop.storage import elements as queries
from slo_desktop.storage.models.elements import SelfReview

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.domain.languages import Language

ELEMENT = "element"
NEWEST_SHOWN = 3
YEARS_COUNTED = 2


def evidence_span(school_year: int) -> Span:
    """The dates whose evidence counts: this school year and the one before."""
    first = school_year_span(school_year - YEARS_COUNTED + 1).start
    return Span(first, school_year_span(school_year).end)


def matrix(session: Session, school_year: int) -> tuple[DimensionRow, ...]:
    """Every element with the kinds of source that show it."""
    lists = frameworks()
    counts: dict[str, list[tuple[str | None, int, dt.date]]] = defaultdict(list)
    span = evidence_span(school_year)
    for code, kind, records, newest in queries.evidence_counts(session, span):
        counts[code].append((kind, records, newest))
    aside = queries.set_aside_in(session, school_year)
    cells = [
        _cell(element, counts.get(element.code, ()), aside)
        for element in lists.elements
    ]
    return tuple(
        DimensionRow(
            dimension=dimension,
            cells=tuple(
                cell
                for cell in cells
                if lists.dimension_of(cell.element.code) == int(dimension.short)
            ),
        )
        for dimension in lists.dimensions
    )


def _cell(
    element: Entry,
    counts: Iterable[tuple[str | None, int, dt.date]],
    aside: frozenset[str],
) -> Cell:
    counted = tuple(counts)
    families = (family_of(kind) for kind, _records, _newest in counted)
    return Cell(
        element=element,
        families=frozenset(family.code for family in families if family),
        records=sum(records for _kind, records, _newest in counted),
        newest=max((newest for *_rest, newest in counted), default=None),
        set_aside=element.code in aside,
    )


def family_of(kind: str | None) -> Entry | None:
    """The family of source that a kind of evidence belongs to."""
    lists = frameworks()
    entry = lists.entry(kind) if kind else None
    if entry is None:
        return None
    return lists.entry(f"evidence-kinds/families/{entry.extra['family']}")


def element_detail(session: Session, code: str, school_year: int) -> ElementDetail:
    """One element with all that touches it.

    Raises:
        RecordNotFoundError: there is no such element.
    """
    lists = frameworks()
    element = find_element(code)
    number = lists.dimension_of(code)
    shown = queries.evidence_showing(session, code, evidence_span(school_year))
    counts = [(each.kind, 1, each.happened_on) for each in shown]
    return ElementDetail(
        element=element,
        dimension=lists.dimensions[number - 1],
        siblings=tuple(
            e for e in lists.elements if lists.dimension_of(e.code) == number
        ),
        cell=_cell(element, counts, queries.set_aside_in(session, school_year)),
        families=tuple(_by_family(shown)),
        judgements=tuple(queries.judgements_of(session, code)),
        priorities=tuple(queries.priorities_serving(session, code)),
        actions=tuple(queries.actions_serving(session, code)),
        learning=tuple(queries.learning_serving(session, code)),
    )


def find_element(code: str) -> Entry:
    """The element with this code.

    Raises:
        RecordNotFoundError: there is none.
    """
    for element in frameworks().elements:
        if element.code == code:
            return element
    raise RecordNotFoundError(ELEMENT, code)


def _by_family(shown: Iterable[ShownEvidence]) -> Iterable[FamilyEvidence]:
    """Families in the file's order; evidence of no known kind comes last."""
    grouped: dict[str | None, list[ShownEvidence]] = defaultdict(list)
    for each in shown:
        family = family_of(each.kind)
        grouped[family.code if family else None].append(each)
    for family in frameworks().families:
        yield _family(family, grouped[family.code])
    if grouped[None]:
        yield _family(None, grouped[None])


def _family(family: Entry | None, shown: list[ShownEvidence]) -> FamilyEvidence:
    return FamilyEvidence(
        family=family, records=len(shown), newest=tuple(shown[:NEWEST_SHOWN])
    )


def judge(
    session: Session,
    code: str,
    *,
    school_year: int,
    stage: Stage,
    reviewed_on: dt.date,
    reason: Mapping[Language, str],
) -> SelfReview:
    """Say where the school stands on an element in one year, and why.

    Raises:
        RecordNotFoundError: there is no such element.
    """
    find_element(code)
    review = queries.review_of(session, code, school_year)
    if review is None:
        review = SelfReview(
            school_year=school_year,
            element=code,
            stage=stage,
            reviewed_on=reviewed_on,
        )
        session.add(review)
    text = review.reason
    for language, words in reason.items():
        text = text.with_text(language, checked_text(words))
    review.stage, review.reviewed_on, review.reason = stage, reviewed_on, text
    review.binned_at = None
    session.flush()
    return review
