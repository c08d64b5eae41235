"""Search follows the chain of changes, and catches up when somebody asks.

A save writes its texts and its change, which is all that may not be lost. The full-text
index costs as much again, and nobody needs it before the next search, which then brings
it up to the newest change. All of it is derived from the records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.storage.database import begin_writing, is_writing
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.texts import TextMark
from slo_desktop.storage.readable import parted, read_records
from slo_desktop.storage.search_index import KINDS, renew_record
from slo_desktop.storage.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

AT_ONCE = 500
MARK = sa.select(sa.func.coalesce(sa.func.max(TextMark.seq), 0))
NEWEST = sa.select(sa.func.coalesce(sa.func.max(Change.seq), 0))


def keep_up(session: Session) -> None:
    """Let search know every change so far, whoever asks.

    Args:
        session: of a reader the transaction so far is ended, and the index gets one of
            its own. Where the disk refuses that, or the index is damaged, search knows
            what it knew.
    """
    if is_writing(session):
        catch_up(session)
    elif session.scalar(MARK) != session.scalar(NEWEST):
        try:
            begin_writing(session)
            catch_up(session)
            session.commit()
        except sa.exc.DatabaseError:
            session.rollback()


def catch_up(session: Session) -> None:
    """Let search know every change so far, in the transaction of a writer."""
    session.flush()
    mark, newest = session.scalar(MARK), session.scalar(NEWEST)
    if mark == newest:
        return
    connection = session.connection()
    for name, uids in _changed_since(session, mark or 0).items():
        for start in range(0, len(uids), AT_ONCE):
            for record in _readable(session, name, uids[start : start + AT_ONCE]):
                renew_record(connection, record, list(texts_of(record)))
    connection.execute(sa.delete(TextMark))
    connection.execute(sa.insert(TextMark), {"seq": newest})


def behind(session: Session, kind: type[Record], ids: Collection[int]) -> set[str]:
    """Uids of those of some records of which search has a change to learn."""
    mine = sa.select(kind.uid).where(kind.id.in_(ids))
    newer = sa.select(Change.uid).where(
        Change.uid.in_(mine), Change.seq > MARK.scalar_subquery()
    )
    return set(session.scalars(newer))


def _changed_since(session: Session, seq: int) -> dict[str, list[str]]:
    """Uids of the records that changed after a change, by the name of their kind."""
    newer = sa.select(Change.record, Change.uid).where(Change.seq > seq)
    found: dict[str, list[str]] = {}
    for name, uid in session.execute(newer.distinct()):
        if name in KINDS:
            found.setdefault(name, []).append(uid)
    return found


def _readable(session: Session, name: str, uids: Collection[str]) -> Sequence[Record]:
    """Those of some records that are there still; a damaged one holds up no other."""
    kind = kinds()[name]
    query = sa.select(kind).where(kind.uid.in_(uids)).order_by(kind.id)
    readable, _others = parted(read_records(session, query, kind))
    return readable
