"""Check the chain of changes, and that the journal files tell the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import CHAIN_START, chained, digest
from slo_desktop.domain.checking import Fault
from slo_desktop.services.checking.tally import Tally
from slo_desktop.storage.changes import body
from slo_desktop.storage.journal import head_of_table, line_of
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.storage.journal import Journal

BATCH = 500


@dataclass
class Told:
    """What the chain of changes says that every record holds.

    Attributes:
        kinds: table name of each record, by uid.
        values: the fields of each record, by uid.
        times: when each record was first and last written, by uid.
        seq: number of the last change that was read.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    times: dict[str, tuple[dt.datetime, dt.datetime]] = field(default_factory=dict)
    seq: int = 0

    def include(self, change: Change) -> None:
        """Go on to the next change."""
        self.kinds[change.uid] = change.record
        self.values.setdefault(change.uid, {}).update(change.after)
        first, _last = self.times.get(change.uid, (change.at, change.at))
        self.times[change.uid] = (first, change.at)
        self.seq = change.seq


def check_history(session: Session, journal: Journal, tally: Tally) -> Told:
    """Follow the chain from its start, with the journal beside it."""
    lines = _journal_lines(journal, tally)
    told, previous, missing = Told(), CHAIN_START, []
    for change in _changes(session):
        tally.changes += 1
        if not _follows(change, told.seq, previous):
            tally.add(Fault.CHAIN_BROKEN, name=change.seq)
        previous = change.hash
        told.include(change)
        line = lines.pop(change.seq, None)
        if line is None:
            missing.append(change.seq)
        elif line != digest(line_of(change)):
            tally.add(Fault.JOURNAL_DIFFERS, name=change.seq)
    _judge_missing(journal, missing, tally)
    _judge_left_over(session, lines, tally)
    return told


def _follows(change: Change, seq: int, previous: str) -> bool:
    return (
        change.seq == seq + 1
        and change.previous == previous
        and change.hash == chained(body(change), previous)
    )


def _changes(session: Session) -> Iterator[Change]:
    last = 0
    while True:
        query = sa.select(Change).where(Change.seq > last).order_by(Change.seq)
        some = session.scalars(query.limit(BATCH)).all()
        session.expunge_all()
        session.rollback()
        if not some:
            return
        yield from some
        last = some[-1].seq


def _journal_lines(journal: Journal, tally: Tally) -> dict[int, str]:
    """The hash of every line of the journal, by number of change."""
    found: dict[int, str] = {}
    for text in journal.texts():
        try:
            found[json.loads(text)["seq"]] = digest(text)
        except (ValueError, KeyError, TypeError):
            tally.add(Fault.JOURNAL_DIFFERS, name=text[:20])
    return found


def _judge_missing(journal: Journal, missing: list[int], tally: Tally) -> None:
    """At its end lines may be on their way; in the middle they are lost."""
    if not missing:
        return
    head, there = journal.head()[0], _journal_lines(journal, Tally())
    for seq in missing:
        if seq > head:
            tally.add(Fault.JOURNAL_BEHIND, name=seq)
            return
        if seq not in there:
            tally.add(Fault.JOURNAL_DIFFERS, name=seq)


def _judge_left_over(session: Session, lines: dict[int, str], tally: Tally) -> None:
    head = head_of_table(session)[0]
    session.rollback()
    for seq in sorted(lines):
        if seq > head:
            tally.add(Fault.JOURNAL_DIFFERS, name=seq)
            return
