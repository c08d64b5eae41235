"""Termly updates: what was said about an action, and how it stood then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.domain.errors import CollisionError
from slo_desktop.services import records
from slo_desktop.settings import WALES
from slo_desktop.storage import plan as storage
from slo_desktop.storage.changes import AUTHOR
from slo_desktop.storage.models.plan import Action, TermUpdate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.school_year import TermKey

NOT_THERE_YET = 0
"""The revision of an update that nobody has begun."""


def write_update(
    session: Session,
    action: int,
    term: TermKey,
    *,
    rev: int | None,
    changes: Mapping[str, Any],
) -> TermUpdate:
    """Write, or go on writing, what is said about an action in a term.

    The first word of it keeps the status the action has at that moment, unless the
    person says another.

    Args:
        session: a signed session.
        action: number of the action.
        term: which term of its year.
        rev: revision the person saw, `NOT_THERE_YET` when they saw none; None skips
            the check.
        changes: new values by field.

    Raises:
        CollisionError: somebody wrote it, or changed it, since it was opened.
    """
    parent = records.find(session, Action, action)
    update = storage.update_for(session, parent.id, term)
    if update is None:
        return _begin(session, parent, term, changes)
    if rev == NOT_THERE_YET:
        raise CollisionError(
            TermUpdate.__tablename__, update.id, opened=rev, current=update.rev
        )
    return records.edit(session, update, rev=rev, changes=changes)


def bin_update(session: Session, number: int) -> TermUpdate:
    """Put an update in the bin."""
    update = records.find(session, TermUpdate, number)
    records.put_in_bin(session, update)
    return update


def _begin(
    session: Session,
    action: Action,
    term: TermKey,
    changes: Mapping[str, Any],
) -> TermUpdate:
    values = {"status": action.status} | records.with_texts(TermUpdate, changes)
    update = TermUpdate(action=action, term=term, written_on=_today(session), **values)
    session.add(update)
    session.flush()
    return update


def _today(session: Session) -> dt.date:
    """The day in Wales on which the session was signed."""
    at: dt.datetime = session.info[AUTHOR].at
    return at.astimezone(WALES).date()
