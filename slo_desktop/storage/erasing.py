"""Take a record out of the data file for good, and leave a chain that still holds.

The one place that deletes. A recorded change that tells of an erased record loses its
body and keeps its hash (a tombstone); `disposal` says which, why and at whose wish. The
same happens again when a journal is replayed over a copy from before the erasure.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.privacy.disposal import uids_of
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.bin import below
from slo_desktop.storage.links import TO_ONE, kinds, links_of, place_in_order
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.evidence import (
    Attachment,
    Evidence,
    evidence_attachment,
)
from slo_desktop.storage.models.privacy import Disposal, RetentionHold
from slo_desktop.storage.models.texts import TextIndex, TextRow, TextWord
from slo_desktop.storage.search_index import TAKE, WORD
from slo_desktop.storage.search_upkeep import catch_up
from slo_desktop.storage.snapshots import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import RelationshipProperty, Session

AT_ONCE = 500
UNSYNCHRONISED = {"synchronize_session": False}
IS_SAID = sa.text("SELECT 1 FROM text_search WHERE text_search MATCH :question LIMIT 1")
TIDY = sa.text("INSERT INTO text_search (text_search) VALUES ('optimize')")
"""Deleted words stay in the index until its parts are merged."""


def whole(session: Session, record: Record) -> list[Record]:
    """A record, what is part of it, and what nothing else would show then."""
    found = [record, *below(session, record)]
    if isinstance(record, Evidence):
        found += [f for f in record.attachments if _is_only_of(session, f, record)]
    uids = [each.uid for each in found]
    holds = sa.select(RetentionHold).where(RetentionHold.subject.in_(uids))
    return [*found, *session.scalars(holds.order_by(RetentionHold.id))]


def _is_only_of(session: Session, file: Attachment, evidence: Evidence) -> bool:
    link = evidence_attachment.c
    others = sa.select(link.evidence_id).where(
        link.attachment_id == file.id, link.evidence_id != evidence.id
    )
    return session.scalar(others.limit(1)) is None


def unlink(session: Session, records: Sequence[Record]) -> None:
    """Take some records out of every other one that points to them, as edits."""
    gone = {record.uid for record in records}
    for record in records:
        for link, other in pointing_to(session, record):
            if other.uid in gone:
                continue
            if link.uselist:
                getattr(other, link.key).discard(record)
            elif getattr(other, link.key) is not None:
                setattr(other, link.key, None)
    session.flush()


def pointing_to(
    session: Session, record: Record
) -> Iterator[tuple[RelationshipProperty[Any], Record]]:
    """Every record that points to this one, binned ones too, and by which link."""
    for kind in kinds().values():
        for link in links_of(kind):
            if link.mapper.class_ is not type(record):
                continue
            field = getattr(kind, link.key)
            points = field == record if not link.uselist else field.contains(record)
            for other in session.scalars(sa.select(kind).where(points)).all():
                yield link, other


def changes_about(session: Session, uids: Iterable[str]) -> list[Change]:
    """Every recorded change of some records, in order."""
    wanted, found = sorted(set(uids)), list[Change]()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        query = sa.select(Change).where(Change.uid.in_(some)).order_by(Change.seq)
        found += session.scalars(query)
    return sorted(found, key=lambda change: change.seq)


def structure(kind: type[Record]) -> frozenset[str]:
    """Links that a record of this kind cannot be without; they hold no word."""
    return frozenset(
        link.key
        for link in links_of(kind)
        if link.direction is TO_ONE and not all(c.nullable for c in link.local_columns)
    )


def empty(change: Change, disposal: str, gone: frozenset[str] | None = None) -> None:
    """Turn a recorded change into a tombstone.

    Args:
        change: keeps its hash and its place in the chain.
        disposal: uid of the line of the log that says why.
        gone: fields that lose their value; None empties all that hold words.
    """
    kept = structure(kinds()[change.record])
    change.before = _left(change.before, gone, kept)
    change.after = _left(change.after, gone, kept)
    change.erased = disposal


def _left(
    snapshot: Mapping[str, Any], gone: frozenset[str] | None, kept: frozenset[str]
) -> dict[str, Any]:
    if gone is None:
        return {name: value for name, value in snapshot.items() if name in kept}
    return {name: value for name, value in snapshot.items() if name not in gone}


def carry_out(session: Session, disposal: Disposal) -> None:
    """Do what a line of the disposal log says.

    What was erased is emptied and deleted. A change of a record that only lost a name
    has been emptied already when somebody erases; when a journal is replayed over an
    older copy, it loses the fields that the same step wrote anew.
    """
    uids = uids_of(disposal.records)
    records = [r for uid in sorted(uids) for r in _found(session, uid)]
    words: set[str] = set()
    for change in _changes_named(session, disposal):
        if change.erased is None:
            words |= words_of((change.before, change.after))
            is_gone = change.uid in uids
            fields = None if is_gone else _rewritten(session, disposal, change.uid)
            empty(change, disposal.uid, fields)
    session.flush()
    delete(session, records, words)
    session.expire_all()


def _found(session: Session, uid: str) -> Iterator[Record]:
    for kind in kinds().values():
        yield from session.scalars(sa.select(kind).where(kind.uid == uid))


def _changes_named(session: Session, disposal: Disposal) -> Iterator[Change]:
    numbers = disposal.changes
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        yield from session.scalars(sa.select(Change).where(Change.seq.in_(some))).all()


def _rewritten(session: Session, disposal: Disposal, uid: str) -> frozenset[str]:
    query = sa.select(Change.after).where(
        Change.step == disposal.step, Change.uid == uid
    )
    return frozenset(name for after in session.scalars(query) for name in after)


def delete(
    session: Session, records: Iterable[Record], words: Iterable[str] = ()
) -> None:
    """Delete rows, index entries and words that no other text holds.

    Args:
        session: nothing points to the records any more.
        records: what goes.
        words: folded words that were said of them and may be said nowhere else.
    """
    said = set(words)
    for record in sorted(records, key=place_in_order, reverse=True):
        said |= words_of(current(record))
        _delete_texts(session, record)
        _delete_row(session, record)
    forget_words(session, said)


def _delete_texts(session: Session, record: Record) -> None:
    kind, number = record.__tablename__, record.id
    for table in (TextIndex, TextRow):
        mine = (table.record == kind) & (table.record_id == number)
        if table is TextRow:
            for row in session.scalars(sa.select(TextRow.id).where(mine)).all():
                session.execute(TAKE, {"id": row})
        _run(session, sa.delete(table).where(mine))


def _let_go(session: Session, record: Record) -> None:
    """Cut the last links to a row, which only rows that go as well still have."""
    for kind in kinds().values():
        for link in links_of(kind):
            if link.mapper.class_ is not type(record):
                continue
            if isinstance(link.secondary, sa.Table):
                _local, column = (link.secondary_synchronize_pairs or ())[0]
                _run(session, sa.delete(link.secondary).where(column == record.id))
            elif link.direction is TO_ONE and link.key not in structure(kind):
                (column,) = link.local_columns
                points = sa.update(kind).where(column == record.id)
                session.execute(
                    points.values({column.key: None}), execution_options=UNSYNCHRONISED
                )


def _delete_row(session: Session, record: Record) -> None:
    _let_go(session, record)
    mapper = sa.inspect(type(record))
    for link in mapper.relationships:
        if isinstance(link.secondary, sa.Table):
            column = next(remote for _local, remote in link.synchronize_pairs)
            _run(session, sa.delete(link.secondary).where(column == record.id))
        elif not issubclass(link.mapper.class_, Record):
            column = next(remote for _local, remote in link.synchronize_pairs)
            _run(session, sa.delete(link.mapper.class_).where(column == record.id))
    _run(session, sa.delete(type(record)).where(type(record).id == record.id))
    session.expunge(record)


def _run(session: Session, statement: sa.Delete | sa.Update) -> None:
    session.execute(statement, execution_options=UNSYNCHRONISED)


def words_of(value: Any) -> set[str]:  # noqa: ANN401  any JSON value
    """Every folded word in a recorded value."""
    if isinstance(value, str):
        return set(WORD.findall(fold(value)))
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple | set):
        return set()
    return {word for each in value for word in words_of(each)}


def forget_words(session: Session, words: Iterable[str], *, tidy: bool = True) -> None:
    """Drop words that no text holds any more.

    Args:
        session: the one writer.
        words: folded; those that a text still holds stay.
        tidy: have the index merge its parts, which keep deleted words until then.
    """
    catch_up(session)
    for word in sorted(words):
        if session.execute(IS_SAID, {"question": f'"{word}"'}).first() is None:
            _run(session, sa.delete(TextWord).where(TextWord.word == word))
    if tidy:
        session.execute(TIDY)


EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def stand_in(kind: type[Record], uid: str) -> Record:
    """An empty record in the place of one that was erased, while a journal is replayed.

    It holds what the table insists on and goes with the disposal that comes later.
    """
    record = kind(uid=uid)
    for column in sa.inspect(kind).columns:
        is_needed = not (column.nullable or column.primary_key or column.foreign_keys)
        if is_needed and column.key and getattr(record, column.key) is None:
            setattr(record, column.key, _filler(column.type, uid))
    return record


def _filler(kind: sa.types.TypeEngine[Any], uid: str) -> Any:  # noqa: ANN401
    match kind:
        case sa.Enum(enum_class=choices) if choices is not None:
            return next(iter(choices))
        case sa.Date():
            return EPOCH.date()
        case sa.String():
            return uid
        case sa.Boolean():
            return False
        case sa.Integer() | sa.Float():
            return 0
        case _:
            return EPOCH
