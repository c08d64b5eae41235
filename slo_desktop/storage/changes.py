"""Every change to a record is recorded in the transaction that makes it.

A session that writes carries an `Authorship` in `session.info["author"]`
(`web/saving.py` and `services/writing.py` put it there). Before each flush the
fields that differ become `Change` rows, chained by hash; `rev`, `content_hash` and
`updated_at` follow; after it the text index is brought up to date.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import (
    CHAIN_START,
    SCHEMA,
    Authorship,
    Op,
    canonical,
    chained,
    digest,
)
from slo_desktop.storage.database import run, serialised
from slo_desktop.storage.links import place_in_order, settle_links
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.plain_edits import are_plain, write_edits
from slo_desktop.storage.snapshots import changed, current
from slo_desktop.storage.texts import index_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import SessionTransaction, UOWTransaction

    from slo_desktop.storage.snapshots import Snapshot

AUTHOR = "author"
UNDOES = "undoes"
TOLD = "told"
INDEXED = "to_index"
FRESH = "fresh_changes"
FRESH_KEPT = 500
MUCH = 50
HASH_DIGITS = 64
NEWEST = "SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1"
WRITE = """
    INSERT INTO change
        (seq, at, actor, step, op, record, uid, before, after, undoes, schema,
         previous, hash)
    VALUES
        (:seq, :at, :actor, :step, :op, :record, :uid, :before, :after, :undoes,
         :schema, :previous, :hash)
"""

Line = dict[str, Any]
"""A change as the journal keeps it."""

Written = tuple[Record, frozenset[str] | None]
"""A record that changes, with its fields that do; None where it is new."""


class UnsignedChangeError(RuntimeError):
    """A record was changed in a session that does not say who writes (a mistake)."""


class DeletedRecordError(RuntimeError):
    """A record was deleted instead of put in the bin (a mistake)."""


class AppendOnlyError(RuntimeError):
    """A line of a log was changed (a mistake)."""


def write_as(session: Session, author: Authorship) -> None:
    """Sign everything this session writes from now on."""
    session.info[AUTHOR] = author


@contextmanager
def undoing(session: Session, step: str | None) -> Iterator[None]:
    """Say of every change inside the block that it takes back a step."""
    session.info[UNDOES] = step
    try:
        yield
        session.flush()
    finally:
        session.info.pop(UNDOES, None)


@contextmanager
def told(session: Session, change: Change) -> Iterator[None]:
    """Record this very change in place of what the block changes.

    An emptied change no longer says what its hash was made of, so a rebuilding takes
    it as it stands.
    """
    session.info[TOLD] = change
    try:
        yield
        session.flush()
    finally:
        session.info.pop(TOLD, None)


def body(change: Change) -> Line:
    """The part of a change that its hash covers."""
    said = {
        "seq": change.seq,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "step": change.step,
        "op": change.op.value,
        "record": change.record,
        "uid": change.uid,
        "before": change.before,
        "after": change.after,
        "undoes": change.undoes,
    }
    return said | ({"schema": change.schema} if change.schema else {})


def content_hash(snapshot: Mapping[str, Any]) -> str:
    """Fingerprint of everything a person can change about a record.

    Each field has a fingerprint of its own and all of them are combined (XOR), so that
    a change of one field needs none of the others.
    """
    return f"{_combined(snapshot):0{HASH_DIGITS}x}"


def _combined(snapshot: Mapping[str, Any]) -> int:
    prints = (int(digest(canonical({f: v})), 16) for f, v in snapshot.items())
    return functools.reduce(operator.xor, prints, 0)


def _changed_hash(record: Record, before: Snapshot, after: Snapshot) -> str:
    """The fingerprint after some fields changed.

    A record that was tampered with keeps a wrong fingerprint, and is found out.
    """
    try:
        kept = int(record.content_hash, 16)
    except ValueError:
        return content_hash(current(record))
    return f"{kept ^ _combined(before) ^ _combined(after):0{HASH_DIGITS}x}"


def _records(items: Iterable[object]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def _refuse_deletion(deleted: Iterable[object]) -> None:
    if records := _records(deleted):
        raise DeletedRecordError([type(item).__name__ for item in records])


def _op(after: Snapshot) -> Op:
    if "binned_at" not in after:
        return Op.EDIT
    return Op.BIN if after["binned_at"] else Op.RESTORE


class _Chain:
    """Adds changes to the end of the chain of one session's database."""

    def __init__(self, session: Session) -> None:
        self.session, self.connection = session, session.connection()
        last: tuple[int, str] | None = run(self.connection, NEWEST).fetchone()
        self.seq, self.hash = last or (0, CHAIN_START)

    def add(self, record: Record, op: Op, before: Snapshot, after: Snapshot) -> None:
        if TOLD in self.session.info:
            self.session.add(self.session.info[TOLD])
            return
        author: Authorship = self.session.info[AUTHOR]
        at = author.at.astimezone(dt.UTC)
        line = {
            "seq": self.seq + 1,
            "at": at.isoformat(),
            "actor": author.actor,
            "step": author.step,
            "op": op.value,
            "record": record.__tablename__,
            "uid": record.uid,
            "before": before,
            "after": after,
            "undoes": self.session.info.get(UNDOES),
            "schema": SCHEMA,
        }
        line |= {"previous": self.hash, "hash": chained(line, self.hash)}
        self._write(line, at)
        self.seq, self.hash = line["seq"], line["hash"]

    def _write(self, line: Line, at: dt.datetime) -> None:
        stored = {
            "at": f"{at:%Y-%m-%d %H:%M:%S.%f}",
            "before": serialised(line["before"]),
            "after": serialised(line["after"]),
        }
        run(self.connection, WRITE, line | stored)
        fresh = self.session.info.setdefault(FRESH, deque(maxlen=FRESH_KEPT))
        fresh.append(line)


def fresh_lines(session: Session) -> Sequence[Line]:
    """The newest changes that this session wrote, and that are still as it made them.

    They are handed out once, and only so many of them: the table has them all.
    """
    return tuple(session.info.pop(FRESH, ()))


def is_much(session: Session) -> bool:
    """Whether this session has written so much that search should learn it at once."""
    return len(session.info.get(FRESH, ())) >= MUCH


def _record_new(chain: _Chain, record: Record) -> None:
    author: Authorship = chain.session.info[AUTHOR]
    after = current(record)
    record.created_at = record.updated_at = author.at
    record.content_hash = content_hash(after)
    chain.add(record, Op.ADD, {}, after)


def _record_edit(chain: _Chain, record: Record) -> Snapshot:
    """What is different about a record now; nothing where it is as it was."""
    before, after = changed(record)
    if after and record.append_only:
        raise AppendOnlyError(type(record).__name__)
    if after:
        author: Authorship = chain.session.info[AUTHOR]
        record.updated_at = author.at
        record.content_hash = _changed_hash(record, before, after)
        chain.add(record, _op(after), before, after)
    return after


def _record(
    chain: _Chain, new: Iterable[Record], edited: Iterable[Record]
) -> Iterator[Written]:
    """Every record that really changes, each after the new ones that it points to."""
    for record in sorted(new, key=place_in_order):
        _record_new(chain, record)
        yield record, None
    for record in sorted(edited, key=place_in_order):
        if after := _record_edit(chain, record):
            yield record, frozenset(after)


@event.listens_for(Session, "before_flush")
def record_changes(session: Session, _context: UOWTransaction, _items: object) -> None:
    """Write a `Change` for every record that this flush is about to change."""
    session.info[INDEXED] = []
    _refuse_deletion(session.deleted)
    dirty = session.dirty
    if any(isinstance(item, Change) for item in dirty):
        session.info.pop(FRESH, None)  # one that is emptied is not as it was made
    new, edited = _records(session.new), _records(dirty)
    if not (new or edited):
        return
    if AUTHOR not in session.info:
        raise UnsignedChangeError([type(item).__name__ for item in (*new, *edited)])
    with session.no_autoflush:
        for record in (*new, *edited):
            settle_links(session, record)
        chain = _Chain(session)
        written = list(_record(chain, new, edited))
        if are_plain(session, [record for record, _fields in written]):
            write_edits(session, chain.connection, edited)
            _index(chain.connection, written)
        else:
            session.info[INDEXED] = written


@event.listens_for(Session, "after_flush")
def index_changes(session: Session, _context: UOWTransaction) -> None:
    """Bring the text index up to date with what was just written."""
    if written := session.info.pop(INDEXED, ()):
        _index(session.connection(), written)


def _index(connection: Connection, written: Iterable[Written]) -> None:
    for record, fields in written:
        index_texts(connection, record, fields)


@event.listens_for(Session, "after_soft_rollback")
def forget_changes(session: Session, _back: SessionTransaction) -> None:
    """What was taken back is nowhere to be told."""
    session.info.pop(FRESH, None)
