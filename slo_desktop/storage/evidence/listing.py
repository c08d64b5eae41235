"""Lists of evidence, newest first, read into frozen rows with few queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.elements import element_order
from slo_desktop.domain.evidence import (
    EvidenceFilter,
    EvidenceState,
    EvidenceSummary,
    Neighbours,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.storage.evidence.filtering import TABLE, conditions
from slo_desktop.storage.models.evidence import (
    Attachment,
    Evidence,
    EvidenceElement,
    evidence_attachment,
)
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.readable import UNREADABLE, days_stored, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

NEWEST_FIRST = (Evidence.happened_on.desc(), Evidence.id.desc())
GAPS = (TextState.MISSING.value, TextState.STALE.value)
COLUMNS = (
    Evidence.id,
    Evidence.ref,
    Evidence.happened_on,
    Evidence.title,
    Evidence.kind,
    Evidence.worked,
    Evidence.state,
)


def evidence_page(
    session: Session, wanted: EvidenceFilter, *, offset: int, limit: int
) -> tuple[EvidenceSummary | UnreadableRow, ...]:
    """Some rows of a list, newest first."""
    # The page is cut from the index alone; only its own rows are read whole.
    ids = (
        sa.select(Evidence.id)
        .where(*conditions(session, wanted))
        .order_by(*NEWEST_FIRST)
    )
    page = session.scalars(ids.offset(offset).limit(limit)).all()
    query = sa.select(*COLUMNS).where(Evidence.id.in_(page)).order_by(*NEWEST_FIRST)
    beside = _beside(session, page)
    return tuple(
        row if isinstance(row, UnreadableRow) else _summary(row, beside)
        for row in read_rows(session, query, Evidence)
    )


class _Beside:
    """What belongs to the rows of one page, by id."""

    def __init__(self) -> None:
        self.elements: dict[int, list[str]] = defaultdict(list)
        self.files: dict[int, int] = {}
        self.gaps: dict[tuple[int, str], set[Language]] = defaultdict(set)


def _beside(session: Session, page: Sequence[int]) -> _Beside:
    beside = _Beside()
    link = EvidenceElement
    shown = sa.select(link.evidence_id, link.code).where(link.evidence_id.in_(page))
    for number, code in session.execute(shown):
        beside.elements[number].append(code)
    beside.files = _file_counts(session, page)
    gaps = sa.select(TextIndex.record_id, TextIndex.state, TextIndex.language).where(
        TextIndex.record == TABLE,
        TextIndex.record_id.in_(page),
        # Asking for `is_gap` would make SQLite read every gap of the school.
        TextIndex.state.in_(GAPS),
    )
    for number, state, language in session.execute(gaps):
        beside.gaps[number, state].add(Language(language))
    return beside


def _file_counts(session: Session, page: Sequence[int]) -> dict[int, int]:
    links = evidence_attachment.c
    count = (
        sa.select(links.evidence_id, sa.func.count())
        .join(Attachment, Attachment.id == links.attachment_id)
        .where(links.evidence_id.in_(page), Attachment.binned_at.is_(None))
        .group_by(links.evidence_id)
    )
    return dict(session.execute(count).all())


def _summary(row: sa.Row[*tuple[Any, ...]], beside: _Beside) -> EvidenceSummary:
    return EvidenceSummary(
        id=row.id,
        ref=row.ref,
        happened_on=row.happened_on,
        title=row.title,
        kind=row.kind,
        worked=row.worked,
        inbox=row.state is EvidenceState.INBOX,
        elements=tuple(sorted(beside.elements.get(row.id, ()), key=element_order)),
        files=beside.files.get(row.id, 0),
        missing=_gaps(beside.gaps, row.id, TextState.MISSING),
        stale=_gaps(beside.gaps, row.id, TextState.STALE),
    )


def _gaps(
    gaps: Mapping[tuple[int, str], set[Language]], number: int, state: TextState
) -> frozenset[Language]:
    return frozenset(gaps.get((number, state.value), ()))


def _newer(happened_on: dt.date, number: int) -> sa.ColumnElement[bool]:
    place = sa.tuple_(Evidence.happened_on, Evidence.id)
    return place > sa.tuple_(sa.literal(happened_on), sa.literal(number))


def newer_count(
    session: Session, wanted: EvidenceFilter, *, happened_on: dt.date, number: int
) -> int:
    """How many records of a list stand before one record."""
    count = sa.select(sa.func.count()).select_from(Evidence)
    newer = _newer(happened_on, number)
    return session.scalar(count.where(*conditions(session, wanted), newer)) or 0


def neighbours(
    session: Session, wanted: EvidenceFilter, *, happened_on: dt.date, number: int
) -> Neighbours:
    """The records of a list just before and just after one record."""
    ids = sa.select(Evidence.id).where(*conditions(session, wanted)).limit(1)
    newer = _newer(happened_on, number)
    oldest_first = (Evidence.happened_on, Evidence.id)
    older = sa.not_(newer) & (Evidence.id != number)
    return Neighbours(
        newer=session.scalar(ids.where(newer).order_by(*oldest_first)),
        older=session.scalar(ids.where(older).order_by(*NEWEST_FIRST)),
    )


def years_with_evidence(session: Session) -> tuple[int, ...]:
    """School years from the newest record's back to the oldest one's."""
    days = sa.func.min(Evidence.happened_on), sa.func.max(Evidence.happened_on)
    kept = Evidence.binned_at.is_(None)
    try:
        # One question each: SQLite answers a lone min or max from the index.
        first, last = (session.scalar(sa.select(day).where(kept)) for day in days)
    except UNREADABLE:
        found = days_stored(session, Evidence.happened_on, kept)
        first, last = min(found, default=None), max(found, default=None)
    if first is None or last is None:
        return ()
    return tuple(range(school_year_of(last), school_year_of(first) - 1, -1))
