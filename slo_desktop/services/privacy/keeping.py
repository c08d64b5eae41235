"""How long things are kept, what is due to be looked at, and the disposal log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.errors import TextTooLongError
from slo_desktop.domain.privacy.disposal import DisposalEntry, Grounds
from slo_desktop.domain.privacy.retention import MOST_YEARS, years_later
from slo_desktop.services.privacy.planning import find_subject, held_in
from slo_desktop.services.privacy.returning import carried_over
from slo_desktop.storage.models.privacy import RetentionHold, RetentionPeriod
from slo_desktop.storage.names import writers
from slo_desktop.storage.privacy import change_of, disposals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.domain.privacy.retention import Category
    from slo_desktop.storage.models.changes import Change
    from slo_desktop.storage.models.privacy import Disposal

REASON_CHARACTERS = 200


def set_periods(session: Session, years: Mapping[Category, int]) -> None:
    """Have some categories kept for another number of years."""
    rows = session.scalars(sa.select(RetentionPeriod).order_by(RetentionPeriod.id))
    known = {row.category: row for row in rows}
    for category, number in years.items():
        wanted = min(max(number, 0), MOST_YEARS)
        if category in known:
            if known[category].years != wanted:
                known[category].years = wanted
        else:
            session.add(RetentionPeriod(category=category, years=wanted))
    session.flush()


def keep_longer(
    session: Session,
    asked: Iterable[tuple[str, int]],
    *,
    years: int,
    reason: str,
    today: dt.date,
) -> int:
    """Keep some records for some more years; they are shown again after that.

    Raises:
        NotErasableError: records of this kind have no time of their own.
        RecordNotFoundError: one of them does not exist.
        TextTooLongError: the reason is too long.
    """
    if len(reason) > REASON_CHARACTERS:
        raise TextTooLongError(len(reason), REASON_CHARACTERS)
    until = years_later(today, min(max(years, 1), MOST_YEARS))
    count = 0
    for kind, number in asked:
        record = find_subject(session, kind, number)
        held = sa.select(RetentionHold).where(RetentionHold.subject == record.uid)
        hold = session.scalars(held.order_by(RetentionHold.id).limit(1)).first()
        if hold is None:
            hold = RetentionHold(kind=kind, subject=record.uid)
            session.add(hold)
        hold.until, hold.reason = until, reason.strip()
        count += 1
    session.flush()
    return count


def disposal_log(session: Session, data_dir: Path) -> tuple[DisposalEntry, ...]:
    """Everything that was erased for good, newest first, and where it still is.

    A restore takes no line away: those that it did not know are carried over.
    """
    log = disposals(session)
    changes = {line.uid: change_of(session, line) for line in log}
    who = writers(session, (c.actor for c in changes.values() if c is not None))
    entries = [_entry(data_dir, line, changes[line.uid], who) for line in log]
    entries += carried_over(session)
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def _entry(
    data_dir: Path,
    line: Disposal,
    change: Change | None,
    who: Mapping[str, str],
) -> DisposalEntry:
    since = min(line.changes, default=0)
    held = tuple(held_in(data_dir, since, change.seq)) if change else ()
    untils = [each.until for each in held if each.until is not None]
    return DisposalEntry(
        uid=line.uid,
        kind=line.kind,
        ref=line.ref,
        subject=line.subject,
        at=line.erased_at,
        grounds=Grounds(reason=line.reason, asker=line.asker, case=line.case),
        records=len(line.records),
        redacted=len(line.redacted),
        changes=len(line.changes),
        files=line.files,
        who=who.get((change.actor if change else None) or ""),
        backups=tuple(each.name for each in held),
        last_backup_until=max(untils, default=None),
    )
