"""Check every record against its hash, its history and what search knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from slo_desktop.domain.changes import canonical
from slo_desktop.domain.checking import Fault
from slo_desktop.storage.changes import content_hash
from slo_desktop.storage.history import newest_change_of
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.texts import TextIndex, TextRow
from slo_desktop.storage.search_index import KINDS, row_number
from slo_desktop.storage.snapshots import current
from slo_desktop.storage.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.services.checking.history import Told
    from slo_desktop.services.checking.tally import Tally
    from slo_desktop.storage.models.base import Record

BATCH = 200
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)


def check_records(session: Session, told: Told, tally: Tally) -> None:
    """Compare what each record holds with what was recorded of it."""
    missing = dict(told.kinds)
    for kind in kinds().values():
        for ids in _batches(session, kind):
            for record in _read(session, kind, ids, tally):
                missing.pop(record.uid, None)
                _check_record(session, record, told, tally)
            session.expunge_all()
            session.rollback()
    unreadable = any(f.fault is Fault.RECORD_UNREADABLE for f in tally.findings)
    if not unreadable:
        for uid, name in missing.items():
            tally.add(Fault.RECORD_MISSING, kind=name, name=uid)


def _batches(session: Session, kind: type[Record]) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        query = sa.select(kind.id).where(kind.id > last).order_by(kind.id).limit(BATCH)
        ids = session.scalars(query).all()
        if not ids:
            return
        yield ids
        last = ids[-1]


def _read(
    session: Session, kind: type[Record], ids: Sequence[int], tally: Tally
) -> Sequence[Record]:
    """Some records with everything they link to; one by one where one is damaged."""
    query = sa.select(kind).where(kind.id.in_(ids)).order_by(kind.id)
    try:
        return session.scalars(query.options(selectinload("*"))).all()
    except UNREADABLE:
        session.expunge_all()
    if len(ids) > 1:
        return [one for number in ids for one in _read(session, kind, [number], tally)]
    tally.add(Fault.RECORD_UNREADABLE, kind=kind.__tablename__, name=ids[0])
    return []


def _check_record(session: Session, record: Record, told: Told, tally: Tally) -> None:
    tally.records += 1
    kind, name = record.__tablename__, getattr(record, "ref", record.uid)
    snapshot = current(record)
    if not _as_recorded(record, snapshot, told):
        newest = newest_change_of(session, record.uid)
        if newest is None or newest.seq <= told.seq:
            tally.add(Fault.RECORD_CHANGED, kind=kind, name=name)
    elif not _is_indexed(session, record):
        tally.add(Fault.TEXTS_OUT_OF_DATE, kind=kind, name=name)


def _as_recorded(record: Record, snapshot: Mapping[str, Any], told: Told) -> bool:
    values = told.values.get(record.uid)
    if values is None or record.content_hash != content_hash(snapshot):
        return False
    if told.times[record.uid] != (record.created_at, record.updated_at):
        return False
    both = values.keys() & snapshot.keys()
    return canonical({f: values[f] for f in both}) == canonical(
        {f: snapshot[f] for f in both}
    )


def _is_indexed(session: Session, record: Record) -> bool:
    """Whether search knows the record as it is."""
    kind = record.__tablename__
    columns = TextIndex.__table__.columns
    stored = session.execute(
        sa.select(*(c for c in columns if c.key != "id")).where(
            TextIndex.record == kind, TextIndex.record_id == record.id
        )
    )
    texts = list(texts_of(record))
    if sorted(map(_as_row, texts)) != sorted(_as_row(row._asdict()) for row in stored):
        return False
    rows = sa.select(TextRow.id).where(
        TextRow.record == kind, TextRow.record_id == record.id
    )
    is_found = kind in KINDS and texts and record.binned_at is None
    expected = [row_number(record)] if is_found else []
    return session.scalars(rows).all() == expected


def _as_row(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in sorted(values))
