"""What changed since the chosen date: recorded changes, and the dates of records."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.governors import Move, News, Standing
from slo_desktop.domain.plan import ActionStatus, is_late
from slo_desktop.settings import WALES
from slo_desktop.storage import governors as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import Span
    from slo_desktop.storage.governors import StatusChange
    from slo_desktop.storage.models import Action, TermUpdate


def news(
    session: Session,
    during: Span,
    actions: Sequence[Action],
    notes: Mapping[int, Sequence[TermUpdate]],
    *,
    learning: int,
) -> News:
    """What a governor who was at the last meeting does not know yet."""
    counts = queries.evidence_by_worked(session, during)
    changed = _first_changes(session, during)
    moves = (
        _move(action, during, changed.get(action.uid), notes.get(action.id, ()))
        for action in actions
    )
    return News(
        moves=tuple(move for move in moves if move),
        evidence=sum(counts.values()),
        worked=tuple((each, counts[each]) for each in Worked if each in counts),
        learning=learning,
    )


def standing_of(action: Action, day: dt.date) -> Standing:
    """How an action stands on a day."""
    late = is_late(action.status, action.due, day)
    return Standing.of(action.status, late=late)


def _first_changes(session: Session, during: Span) -> dict[str, StatusChange]:
    start = dt.datetime.combine(during.start, dt.time.min, WALES)
    end = dt.datetime.combine(during.end, dt.time.max, WALES)
    first: dict[str, StatusChange] = {}
    for change in queries.status_changes(session, start, end):
        first.setdefault(change.uid, change)
    return first


def _move(
    action: Action,
    during: Span,
    changed: StatusChange | None,
    notes: Sequence[TermUpdate],
) -> Move | None:
    if changed:
        before, day = changed.before, changed.at.astimezone(WALES).date()
    elif _is_new(action, during.start):
        return _moved(action, during, action.created_at.astimezone(WALES).date(), None)
    else:
        # Records that came from a file have no recorded changes, but dated notes.
        written = [note for note in notes if note.written_on in during]
        if not written:
            return None
        before, day = _status_before(notes, during.start), written[-1].written_on
    if before is action.status:
        return None
    return _moved(action, during, day, Standing.of(before))


def _moved(action: Action, during: Span, day: dt.date, before: Standing | None) -> Move:
    return Move(
        ref=action.ref,
        day=day,
        before=before,
        after=standing_of(action, during.end),
    )


def _is_new(action: Action, start: dt.date) -> bool:
    """Whether it was added to a plan that governors had seen already."""
    added = action.created_at.astimezone(WALES).date()
    planned = action.priority.created_at.astimezone(WALES).date()
    return planned < start <= added


def _status_before(notes: Sequence[TermUpdate], start: dt.date) -> ActionStatus:
    earlier = [note.status for note in notes if note.written_on < start]
    return earlier[-1] if earlier else ActionStatus.NOT_STARTED
