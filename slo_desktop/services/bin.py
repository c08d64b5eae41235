"""What lies in the bin, and the way back."""

from __future__ import annotations

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
    """Everything in the bin, newest first; what went along with something is not
    listed apart from it.
    """
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
    if not _restored_by_undo(session, record):
        for each in [*above(record), record, *thrown_away_with(session, record)]:
            each.binned_at = None
    session.flush()
    return record


def _is_head(record: Record) -> bool:
    return all(each.binned_at != record.binned_at for each in above(record))


def _restored_by_undo(session: Session, record: Record) -> bool:
    """Take back the whole step, when it threw away this one thing and nothing else."""
    thrown = newest_change_of(session, record.uid, Op.BIN)
    if thrown is None:
        return False
    binned_then = {
        change.uid
        for change in changes_of_step(session, thrown.step)
        if change.op is Op.BIN
    }
    belonging = {each.uid for each in thrown_away_with(session, record)}
    if binned_then != {record.uid, *belonging}:
        return False
    try:
        undo(session, thrown.step)
    except UndoRefusedError:
        return False
    return record.binned_at is None
