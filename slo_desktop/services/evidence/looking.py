"""Evidence as pages ask for it: lists, records, what can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.evidence import (
    EvidenceDetail,
    EvidenceFilter,
    EvidenceListing,
    LinkChoices,
    Neighbours,
    PlanItem,
)
from slo_desktop.domain.people import PersonSummary
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.services.records import find
from slo_desktop.storage import evidence as queries
from slo_desktop.storage.models.evidence import Evidence
from slo_desktop.storage.people import people_active

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

C = TypeVar("C", PersonSummary, PlanItem)
PAGE_ROWS = 50


def evidence_listing(
    session: Session, wanted: EvidenceFilter, *, page: int = 1
) -> EvidenceListing:
    """One page of the evidence that a filter shows, newest first."""
    matching = queries.matching_count(session, wanted)
    pages = max(1, -(-matching // PAGE_ROWS))
    page = min(max(page, 1), pages)
    offset = (page - 1) * PAGE_ROWS
    rows = queries.evidence_page(session, wanted, offset=offset, limit=PAGE_ROWS)
    return EvidenceListing(rows=rows, matching=matching, page=page, pages=pages)


def page_with(session: Session, wanted: EvidenceFilter, evidence: Evidence) -> int:
    """The page of a list on which a record stands."""
    newer = queries.newer_count(
        session, wanted, happened_on=evidence.happened_on, number=evidence.id
    )
    return newer // PAGE_ROWS + 1


def evidence_neighbours(
    session: Session, wanted: EvidenceFilter, evidence: Evidence
) -> Neighbours:
    """The records just before and just after one record in a list."""
    return queries.neighbours(
        session, wanted, happened_on=evidence.happened_on, number=evidence.id
    )


def evidence_detail(session: Session, number: int) -> EvidenceDetail:
    """A piece of evidence with all it is tied to.

    Raises:
        RecordNotFoundError: there is none.
    """
    return queries.evidence_detail(session, find(session, Evidence, number))


def link_choices(
    session: Session, *, on: dt.date, detail: EvidenceDetail | None = None
) -> LinkChoices:
    """People and plan that a record of a day may be tied to, or is tied to already."""
    year = school_year_of(on)
    priorities, actions = queries.plan_choices(session, (year + 1, year, year - 1))
    people = tuple(people_active(session, on))
    if detail is None:
        return LinkChoices(people=people, priorities=priorities, actions=actions)
    return LinkChoices(
        people=_joined(people, detail.people),
        priorities=_joined(priorities, detail.priorities),
        actions=_joined(actions, detail.actions),
    )


def _joined(offered: tuple[C, ...], linked: tuple[C, ...]) -> tuple[C, ...]:
    known = {choice.id for choice in offered}
    return offered + tuple(choice for choice in linked if choice.id not in known)
