"""Named queries about retention, the disposal log and texts that name somebody."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.privacy.retention import (
    DEFAULT_YEARS,
    Category,
    Due,
    Period,
    kept_until,
    newest_due,
)
from slo_desktop.storage.bin import binned_records
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.elements import SelfReview, SurveyScore
from slo_desktop.storage.models.evidence import Evidence
from slo_desktop.storage.models.learning import LearningRecord
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import Priority
from slo_desktop.storage.models.privacy import (
    CarriedDisposal,
    Disposal,
    RetentionHold,
    RetentionPeriod,
)
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.names import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    Older = Iterator[tuple[Record, dt.date]]
    Text = tuple[Record, str, Language | None, str]

R = TypeVar("R", bound=Record)
MOST_FORMS = 400
AT_ONCE = 500
"""Records that are read with one query."""


def periods(session: Session) -> tuple[Period, ...]:
    """How long each category is kept here."""
    rows = session.execute(sa.select(RetentionPeriod.category, RetentionPeriod.years))
    ours = {row.category: row.years for row in rows}
    return tuple(
        Period(category=each, years=ours.get(each, default), default=default)
        for each, default in DEFAULT_YEARS.items()
    )


def held(session: Session, today: dt.date) -> set[str]:
    """Uids of the records that somebody decided to keep for longer."""
    query = sa.select(RetentionHold.subject).where(
        RetentionHold.until >= today, RetentionHold.binned_at.is_(None)
    )
    return set(session.scalars(query))


def due(session: Session, today: dt.date, most: int | None = None) -> list[Due]:
    """Everything whose time is up and that nobody decided to keep, oldest first.

    Args:
        session: reads only.
        today: the date.
        most: records of one category that are wanted.
    """
    kept, found = held(session, today), list[Due]()
    for period in periods(session):
        newest = newest_due(period.category, period.years, today)
        mine = [
            Due(
                category=period.category,
                record=named(record),
                on=day,
                until=kept_until(period.category, day, period.years),
            )
            for record, day in _older(session, period.category, newest)
            if record.uid not in kept
        ]
        mine.sort(key=lambda each: (each.on, each.record.kind, each.record.number))
        found += mine[:most]
    return found


def _older(session: Session, category: Category, newest: dt.date) -> Older:
    """Records of one category up to a day, and the day each counts from."""
    match category:
        case Category.PLAN:
            return _plans(session, newest)
        case Category.EVIDENCE | Category.PUPIL_EVIDENCE:
            has_pupils = category is Category.PUPIL_EVIDENCE
            return _evidence(session, newest, has_pupils=has_pupils)
        case Category.LEARNING:
            return _learning(session, newest)
        case Category.REVIEW:
            return _reviews(session, newest)
        case Category.LEAVER:
            return _leavers(session, newest)
        case Category.BIN:
            return _binned(session, newest)


def _plans(session: Session, newest: dt.date) -> Older:
    for plan in _kept(session, Priority, Priority.school_year < newest.year):
        yield plan, dt.date(plan.school_year, 9, 1)


def _evidence(session: Session, newest: dt.date, *, has_pupils: bool) -> Older:
    mine = Evidence.has_pupil_data.is_(has_pupils) & (Evidence.happened_on <= newest)
    for seen in _kept(session, Evidence, mine):
        yield seen, seen.happened_on


def _learning(session: Session, newest: dt.date) -> Older:
    for learnt in _kept(session, LearningRecord, LearningRecord.starts_on <= newest):
        yield learnt, learnt.starts_on


def _leavers(session: Session, newest: dt.date) -> Older:
    for person in _kept(session, Person, Person.active_to <= newest):
        yield person, person.active_to or newest


def _binned(session: Session, newest: dt.date) -> Older:
    for record in binned_records(session):
        if record.binned_at and record.binned_at.date() <= newest:
            yield record, record.binned_at.date()


def _reviews(session: Session, newest: dt.date) -> Older:
    for review in _kept(session, SelfReview, SelfReview.reviewed_on <= newest):
        yield review, review.reviewed_on
    for score in _kept(session, SurveyScore, SurveyScore.taken_on <= newest):
        yield score, score.taken_on


def _kept(
    session: Session, kind: type[R], wanted: sa.ColumnElement[bool]
) -> Sequence[R]:
    query = sa.select(kind).where(kind.binned_at.is_(None), wanted)
    return session.scalars(query.order_by(kind.id)).all()


def disposals(session: Session) -> Sequence[Disposal]:
    """The disposal log, newest first."""
    query = sa.select(Disposal).order_by(Disposal.erased_at.desc(), Disposal.id.desc())
    return session.scalars(query).all()


def carried_disposals(session: Session) -> Sequence[CarriedDisposal]:
    """Lines of the log from before a restore, newest first."""
    query = sa.select(CarriedDisposal).order_by(
        CarriedDisposal.erased_at.desc(), CarriedDisposal.id.desc()
    )
    return session.scalars(query).all()


def first_change_of(session: Session, uids: Collection[str]) -> int:
    """Number of the first change of some records."""
    query = sa.select(sa.func.min(Change.seq)).where(Change.uid.in_(list(uids)[:500]))
    return session.scalar(query) or 0


def change_of(session: Session, disposal: Disposal) -> Change | None:
    """The change that wrote a line of the disposal log."""
    query = sa.select(Change).where(Change.uid == disposal.uid)
    return session.scalar(query.order_by(Change.seq).limit(1))


def texts_holding(session: Session, forms: Collection[str]) -> Iterator[Text]:
    """Every text that holds one of some folded forms, as it is written.

    Private reflections are in no index, so they are read one by one; what was moved
    to the bin is found too.

    Yields:
        The record, the field, the language and the text.
    """
    some = sorted(forms)[:MOST_FORMS]
    if not some:
        return
    is_in = sa.or_(*(TextIndex.folded.contains(f, autoescape=True) for f in some))
    query = (
        sa.select(
            TextIndex.record, TextIndex.record_id, TextIndex.field, TextIndex.language
        )
        .where(is_in)
        .order_by(TextIndex.record, TextIndex.record_id, TextIndex.id)
    )
    found = session.execute(query).all()
    for kind, rows in itertools.groupby(found, key=lambda row: row.record):
        yield from _texts_of(session, kinds()[kind], list(rows))
    yield from _reflections(session)


def _texts_of(
    session: Session, kind: type[Record], rows: Sequence[sa.Row[*tuple[Any, ...]]]
) -> Iterator[Text]:
    """The texts that some rows of the index name; the records are read many at once."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        wanted = {row.record_id for row in some}
        query = sa.select(kind).where(kind.id.in_(wanted)).order_by(kind.id)
        records = {record.id: record for record in session.scalars(query)}
        for row in some:
            record = records.get(row.record_id)
            if record is not None:
                spoken = Language(row.language) if row.language else None
                value = getattr(record, row.field)
                yield record, row.field, spoken, _text(value, spoken)


def _reflections(session: Session) -> Iterator[Text]:
    query = sa.select(LearningRecord).order_by(LearningRecord.id)
    for record in session.scalars(query):
        for language in Language:
            if text := record.reflection.text(language):
                yield record, "reflection", language, text


def _text(value: Bilingual | str, language: Language | None) -> str:
    if isinstance(value, Bilingual):
        return value.text(language) if language else ""
    return str(value)


def counts(session: Session) -> Mapping[str, int]:
    """How many records there are of each kind, binned ones too."""
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0
        for name, kind in kinds().items()
    }
