"""Check the chain of changes, and that the journal files tell the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import CHAIN_START, Op, chained, digest
from slo_desktop.domain.checking import Fault
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.privacy.disposal import uids_of
from slo_desktop.services.checking.tally import Tally
from slo_desktop.storage.changes import body
from slo_desktop.storage.journal import head_of_table, line_of
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import Disposal
from slo_desktop.storage.readable import UNREADABLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.journal import Journal

BATCH = 200


@dataclass
class Told:
    """What the chain of changes says that every record holds.

    Attributes:
        kinds: table name of each record, by uid.
        values: the fields of each record, by uid.
        times: when each record was first and last written, by uid.
        seq: number of the last change that was read.
        emptied: the disposal that emptied a change, by its number.
        allowed: numbers of the changes that each disposal emptied.
        erased: uids of the records that were erased for good.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    times: dict[str, tuple[dt.datetime, dt.datetime]] = field(default_factory=dict)
    seq: int = 0
    emptied: dict[int, str] = field(default_factory=dict)
    allowed: dict[str, set[int]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def include(self, change: Change) -> None:
        """Go on to the next change."""
        self.kinds[change.uid] = change.record
        self.values.setdefault(change.uid, {}).update(change.became)
        first, _last = self.times.get(change.uid, (change.at, change.at))
        self.times[change.uid] = (first, change.at)
        self.seq = change.seq
        if change.erased:
            self.emptied[change.seq] = change.erased
        if change.record == Disposal.__tablename__ and change.op is Op.ADD:
            self.allowed[change.uid] = set(change.after["changes"])
            self.erased |= uids_of(change.after["records"])


def check_history(session: Session, journal: Journal, tally: Tally) -> Told:
    """Follow the chain from its start, with the journal beside it."""
    lines = _journal_lines(journal, tally)
    told, previous, missing = Told(), CHAIN_START, []
    for change in _changes(session, tally):
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
    _judge_emptied(told, tally)
    return told


def _judge_emptied(told: Told, tally: Tally) -> None:
    """A change is empty by right only where the disposal log says so."""
    for seq, disposal in told.emptied.items():
        if seq in told.allowed.get(disposal, ()):
            tally.erased += 1
        else:
            tally.add(Fault.CHAIN_BROKEN, name=seq)
    for uid in told.erased:
        told.kinds.pop(uid, None)


def _follows(change: Change, seq: int, previous: str) -> bool:
    return (
        change.seq == seq + 1
        and change.previous == previous
        and (bool(change.erased) or change.hash == chained(body(change), previous))
    )


def _changes(session: Session, tally: Tally) -> Iterator[Change]:
    last = 0
    while True:
        query = sa.select(Change.seq).where(Change.seq > last).order_by(Change.seq)
        numbers = session.scalars(query.limit(BATCH)).all()
        some = _read(session, numbers, tally)
        session.expunge_all()
        session.rollback()
        if not numbers:
            return
        yield from some
        last = numbers[-1]
        tally.rest()


def _read(session: Session, numbers: Sequence[int], tally: Tally) -> Sequence[Change]:
    """Some changes; one by one where one of them cannot be read."""
    query = sa.select(Change).where(Change.seq.in_(numbers)).order_by(Change.seq)
    try:
        return session.scalars(query).all()
    except UNREADABLE:
        session.expunge_all()
    if len(numbers) > 1:
        return [one for seq in numbers for one in _read(session, [seq], tally)]
    tally.add(Fault.CHAIN_BROKEN, name=numbers[0])
    return []


def _journal_lines(journal: Journal, tally: Tally) -> dict[int, str]:
    """The hash of every line of the journal, by number of change."""
    found: dict[int, str] = {}
    for text in journal.texts():
        try:
            found[_seq(text)] = digest(text)
        except (ValueError, KeyError):
            tally.add(Fault.JOURNAL_DIFFERS, name=text[:20])
    return found


def _seq(text: str) -> int:
    seq = parsed_object(text)["seq"]
    if type(seq) is not int:
        raise ValueError(seq)
    return seq


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
