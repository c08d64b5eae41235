"""What a filter of evidence means in the database."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.evidence import EvidenceFilter, EvidenceState, Gap
from slo_desktop.domain.frameworks import short_code
from slo_desktop.domain.school_year import school_year_span
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage.kept import KeptAnswers
from slo_desktop.storage.models.evidence import (
    Attachment,
    Evidence,
    EvidenceElement,
    evidence_attachment,
    evidence_person,
)
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.search import ids_matching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    Condition = sa.ColumnElement[bool]

TABLE = Evidence.__tablename__
_kept: KeptAnswers[int] = KeptAnswers()


def kinds_in(family: str) -> tuple[str, ...]:
    """Codes of the kinds of evidence that belong to one family."""
    wanted = short_code(family)
    kinds = frameworks().evidence_kinds
    return tuple(kind.code for kind in kinds if kind.extra["family"] == wanted)


def conditions(session: Session, wanted: EvidenceFilter) -> list[Condition]:
    """Everything that must hold of a record that a filter shows."""
    found: list[Condition] = [Evidence.binned_at.is_(None)]
    if wanted.text:
        found.append(Evidence.id.in_(ids_matching(session, Evidence, wanted.text)))
    for name in MEANINGS.keys() & set(wanted.given):
        found.extend(MEANINGS[name](getattr(wanted, name)))
    return found


def matching_count(session: Session, wanted: EvidenceFilter) -> int:
    """How many records a filter shows."""

    def counted() -> int:
        count = sa.select(sa.func.count()).select_from(Evidence)
        return session.scalar(count.where(*conditions(session, wanted))) or 0

    # Paging through a list of faults reads all records for it.
    return _kept.get(session, wanted, counted)


def in_dimension(number: int) -> Condition:
    """Whether a record shows any element of a dimension."""
    codes = [e.code for e in frameworks().elements if e.short.startswith(f"{number}.")]
    return _shows(EvidenceElement.code.in_(codes))


def _shows(condition: Condition) -> Condition:
    return Evidence.id.in_(sa.select(EvidenceElement.evidence_id).where(condition))


def _dimension(number: int) -> Iterator[Condition]:
    yield in_dimension(number)


def _element(code: str) -> Iterator[Condition]:
    yield _shows(EvidenceElement.code == code)


def _family(code: str) -> Iterator[Condition]:
    yield Evidence.kind.in_(kinds_in(code))


def _person(number: int) -> Iterator[Condition]:
    links = evidence_person.c
    yield Evidence.id.in_(sa.select(links.evidence_id).where(links.person_id == number))


def _year(year: int) -> Iterator[Condition]:
    span = school_year_span(year)
    yield Evidence.happened_on.between(span.start, span.end)


def _gap(gap: Gap) -> Iterator[Condition]:
    yield Evidence.id.in_(records_with_gap(gap))


def records_with_gap(gap: Gap) -> sa.Select[Any]:
    """Ids of records of which a text is missing or out of date."""
    query = sa.select(TextIndex.record_id).where(
        TextIndex.is_gap, TextIndex.record == TABLE, ~TextIndex.is_binned
    )
    return query if gap is Gap.ANY else query.where(TextIndex.language == gap.value)


def _is(column: Any, value: Any) -> Iterator[Condition]:  # noqa: ANN401  any column
    yield column == value


def _inbox(_yes: object) -> Iterator[Condition]:
    yield Evidence.state == EvidenceState.INBOX


def _unlinked(_yes: object) -> Iterator[Condition]:
    # A quick note is not expected to show anything before it is filed.
    yield Evidence.state == EvidenceState.FILED
    # `correlate`: counts by dimension ask this beside the same links.
    links = sa.select(EvidenceElement.evidence_id).correlate(None)
    yield Evidence.id.not_in(links)


def _unconsented(_yes: object) -> Iterator[Condition]:
    links = evidence_attachment.c
    photos = (
        sa.select(links.evidence_id)
        .join(Attachment, Attachment.id == links.attachment_id)
        .where(
            Attachment.media_type.startswith("image/"),
            Attachment.consent == Consent.UNKNOWN,
            Attachment.binned_at.is_(None),
        )
    )
    yield Evidence.id.in_(photos)


MEANINGS: dict[str, Callable[[Any], Iterator[Condition]]] = {
    "dimension": _dimension,
    "element": _element,
    "family": _family,
    "kind": partial(_is, Evidence.kind),
    "person": _person,
    "year": _year,
    "gap": _gap,
    "worked": partial(_is, Evidence.worked),
    "inbox": _inbox,
    "unlinked": _unlinked,
    "unconsented": _unconsented,
}
