"""Check every record against its hash, its history and what search knows of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload, selectinload

from slo_desktop.domain.changes import canonical
from slo_desktop.domain.checking import Fault
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.changes import content_hash
from slo_desktop.storage.history import newest_change_of
from slo_desktop.storage.links import kinds, links_of
from slo_desktop.storage.models.texts import TextIndex, TextRow
from slo_desktop.storage.readable import UNREADABLE
from slo_desktop.storage.search_index import KINDS, row_number
from slo_desktop.storage.search_upkeep import behind
from slo_desktop.storage.snapshots import current
from slo_desktop.storage.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy.orm import Session

    from slo_desktop.services.checking.history import Told
    from slo_desktop.services.checking.tally import Tally
    from slo_desktop.storage.models.base import Record

BATCH = 50


def check_records(session: Session, told: Told, tally: Tally) -> None:
    """Compare what each record holds with what was recorded of it."""
    missing = dict(told.kinds)
    for kind in kinds().values():
        for ids in _batches(session, kind):
            records = _read(session, kind, ids, tally)
            known = _indexed(session, kind, ids)
            # Let go of the data file before the slow part: nobody waits for a sum.
            session.expunge_all()
            session.rollback()
            for record in records:
                missing.pop(record.uid, None)
                _check_record(session, record, told, known, tally)
            session.rollback()
            tally.rest()
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
        records = session.scalars(query.options(selectinload("*"))).all()
        for record in records:
            for link in sa.inspect(kind).relationships:
                getattr(record, link.key)  # what leads to its own kind is not read yet
    except UNREADABLE:
        session.expunge_all()
    else:
        return records
    if len(ids) > 1:
        return [one for number in ids for one in _read(session, kind, [number], tally)]
    if not _reads_by_itself(session, kind, ids[0]):
        tally.add(Fault.RECORD_UNREADABLE, kind=kind.__tablename__, name=ids[0])
    return []


def _reads_by_itself(session: Session, kind: type[Record], number: int) -> bool:
    """Whether only a record that it links to is damaged, which is told of that one."""
    elsewhere = {link.key for link in links_of(kind)}
    try:
        record = session.get_one(kind, number, options=[lazyload("*")])
        for link in sa.inspect(kind).relationships:
            if link.key not in elsewhere:
                getattr(record, link.key)
    except UNREADABLE:
        return False
    finally:
        session.expunge_all()
    return True


def _check_record(
    session: Session, record: Record, told: Told, known: _Known, tally: Tally
) -> None:
    tally.records += 1
    kind, name = record.__tablename__, getattr(record, "ref", record.uid)
    snapshot = current(record)
    if not _as_recorded(record, snapshot, told):
        if not _is_newer(session, record, told):
            tally.add(Fault.RECORD_CHANGED, kind=kind, name=name)
    elif not known.holds(record):
        tally.add(Fault.TEXTS_OUT_OF_DATE, kind=kind, name=name)


def _is_newer(session: Session, record: Record, told: Told) -> bool:
    """Whether somebody saved the record while the check went on."""
    try:
        newest = newest_change_of(session, record.uid)
    except UNREADABLE:
        return False
    return newest is not None and newest.seq > told.seq


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


@dataclass(frozen=True, slots=True)
class _Known:
    """What search knows of some records of one kind.

    Attributes:
        texts: the rows of the text index, by record.
        rows: numbers of the rows of the full-text search, by record.
        behind: uids of those of which search has a change to learn yet.
    """

    texts: Mapping[int, list[tuple[Any, ...]]]
    rows: Mapping[int, list[int]]
    behind: AbstractSet[str] = frozenset()

    def holds(self, record: Record) -> bool:
        """Whether search knows a record as it is."""
        # Counted and not sorted: in a damaged row anything may stand in any column.
        texts = Counter(map(_as_row, texts_of(record)))
        if texts != Counter(self.texts.get(record.id, ())):
            return False
        if record.uid in self.behind:
            return True
        is_found = record.__tablename__ in KINDS and texts and record.binned_at is None
        expected = [row_number(record)] if is_found else []
        return self.rows.get(record.id, []) == expected


def _indexed(session: Session, kind: type[Record], ids: Sequence[int]) -> _Known:
    """What search knows of these records, in two questions; nothing it cannot read."""
    try:
        return _read_index(session, kind, ids)
    except UNREADABLE:
        return _Known({}, {})


def _read_index(session: Session, kind: type[Record], ids: Sequence[int]) -> _Known:
    name = kind.__tablename__
    columns = [c for c in TextIndex.__table__.columns if c.key != "id"]
    about = (TextIndex.record == name, TextIndex.record_id.in_(ids))
    texts: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for text in session.execute(sa.select(*columns).where(*about)):
        texts[text.record_id].append(_as_row(text._asdict()))
    found = sa.select(TextRow.record_id, TextRow.id).where(
        TextRow.record == name, TextRow.record_id.in_(ids)
    )
    rows: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(found):
        rows[row.record_id].append(row.id)
    return _Known(texts, rows, behind(session, kind, ids))


def _as_row(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in sorted(values))
