"""What lies in the bin, and the way back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.domain.changes import Op
from slo_desktop.domain.errors import RecordNotFoundError, UndoRefusedError
from slo_desktop.domain.history import BinnedThing
from slo_desktop.services.history.undoing import undo
from slo_desktop.storage.bin import above, binned_records, thrown_away_with
from slo_desktop.storage.history import changes_of_step, newest_change_of
from slo_desktop.storage.links import kinds
from slo_desktop.storage.names import named, writers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record


def binned(session: Session) -> tuple[BinnedThing, ...]:
    """Everything in the bin, newest first; parts that went along are not listed."""
    records = binned_records(session)
    heads = [record for record in records if _is_head(record)]
    last = {
        record.uid: newest_change_of(session, record.uid, Op.BIN) for record in heads
    }
    who = writers(session, (change.actor for change in last.values() if change))
    return tuple(
        BinnedThing(
            record=named(record),
            rev=record.rev,
            binned_at=record.binned_at,
            who=who.get((change.actor if change else None) or ""),
            with_it=len(thrown_away_with(session, record)),
        )
        for record in heads
        if record.binned_at is not None
        for change in [last[record.uid]]
    )


def restore(session: Session, kind: str, number: int) -> Record:
    """Bring something back from the bin, with what went into it at the same time.

    A file that was taken off its evidence is put beside it again. What a thing cannot
    be seen without, such as the priority of an action, comes back too.

    Raises:
        RecordNotFoundError: there is no such thing in the bin.
    """
    model = kinds().get(kind)
    record = session.get(model, number) if model else None
    if record is None or record.binned_at is None:
        raise RecordNotFoundError(kind, number)
    parts = thrown_away_with(session, record)
    _undo_step(session, record, parts)
    for each in [*above(record), record, *parts]:
        each.binned_at = None
    session.flush()
    return record


def _is_head(record: Record) -> bool:
    return all(each.binned_at != record.binned_at for each in above(record))


def _undo_step(session: Session, record: Record, parts: list[Record]) -> None:
    """Take back the whole step, when it threw away this one thing and nothing else."""
    thrown = newest_change_of(session, record.uid, Op.BIN)
    if thrown is None:
        return
    changes = changes_of_step(session, thrown.step)
    binned_then = {change.uid for change in changes if change.op is Op.BIN}
    if binned_then == {record.uid, *(part.uid for part in parts)}:
        with suppress(UndoRefusedError):
            undo(session, thrown.step)
