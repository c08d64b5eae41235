"""Make everything that search knows again, from the records, in small steps.

What search knows is derived from the records, so nothing of anybody's is touched. Each
step is a short transaction, and saves go on between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.storage.database import begin_writing
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.texts import TextIndex, TextMark, TextRow, TextWord
from slo_desktop.storage.readable import parted, read_records
from slo_desktop.storage.search_index import EMPTY, renew_record
from slo_desktop.storage.search_upkeep import NEWEST
from slo_desktop.storage.texts import index_texts, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

AT_ONCE = 100


def make_again(session: Session) -> Iterator[int]:
    """Empty what search knows and learn every record anew.

    Yields:
        After each step, how many records it was; nothing is held meanwhile.
    """
    begin_writing(session)
    _empty(session)
    session.commit()
    yield 0
    for kind in kinds().values():
        for numbers in _batches(session, kind):
            begin_writing(session)
            _learn(session, kind, numbers)
            session.commit()
            session.expunge_all()
            yield len(numbers)


def _empty(session: Session) -> None:
    """What comes later is learnt as ever, by the next search."""
    connection = session.connection()
    connection.execute(EMPTY)
    for table in (TextMark, TextRow, TextWord):
        connection.execute(sa.delete(table))
    connection.execute(sa.insert(TextMark).from_select(["seq"], NEWEST))
    known = sa.select(TextIndex.record).distinct()
    for name in connection.scalars(known).all():
        mine = TextIndex.record == name
        if name in kinds():
            mine &= TextIndex.record_id.not_in(sa.select(kinds()[name].id))
        connection.execute(sa.delete(TextIndex).where(mine))


def _batches(session: Session, kind: type[Record]) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        query = sa.select(kind.id).where(kind.id > last).order_by(kind.id)
        numbers = session.scalars(query.limit(AT_ONCE)).all()
        session.rollback()
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def _learn(session: Session, kind: type[Record], numbers: Sequence[int]) -> None:
    """Put some records in; of one that cannot be read there is nothing to know."""
    query = sa.select(kind).where(kind.id.in_(numbers)).order_by(kind.id)
    records, _others = parted(read_records(session, query, kind))
    mine = (TextIndex.record == kind.__tablename__) & TextIndex.record_id.in_(numbers)
    connection = session.connection()
    connection.execute(sa.delete(TextIndex).where(mine))
    for record in records:
        index_texts(connection, record)
        renew_record(connection, record, list(texts_of(record)))
