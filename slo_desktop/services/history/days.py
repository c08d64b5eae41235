"""What happened on a day, from the recorded changes."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.changes import Op
from slo_desktop.domain.history import Day, DayEvent
from slo_desktop.services.history.reading import UNSAID
from slo_desktop.settings import WALES
from slo_desktop.storage.history import changes_between, days_beside
from slo_desktop.storage.links import kinds
from slo_desktop.storage.names import names_of, writers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named
    from slo_desktop.storage.models.changes import Change


def day_of(session: Session, on: dt.date) -> Day:
    """Everything that happened on a day in Wales, in order."""
    start, end = _midnight(on), _midnight(on + dt.timedelta(days=1))
    changes = changes_between(session, start, end)
    names = _names(session, changes)
    who = writers(session, (change.actor for change in changes))
    before, after = days_beside(session, start, end)
    together = itertools.groupby(changes, key=lambda change: (change.step, change.uid))
    return Day(
        on=on,
        events=tuple(_event(list(group), names, who) for _key, group in together),
        changes=len(changes),
        before=_day(before),
        after=_day(after),
    )


def _midnight(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(), WALES).astimezone(dt.UTC)


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.astimezone(WALES).date() if at else None


def _names(session: Session, changes: Iterable[Change]) -> dict[str, Named]:
    uids: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        uids[change.record].add(change.uid)
    found: dict[str, Named] = {}
    for kind, wanted in uids.items():
        if kind in kinds():
            found |= names_of(session, kinds()[kind], wanted)
    return found


def _event(
    changes: list[Change], names: dict[str, Named], who: dict[str, str]
) -> DayEvent:
    first, last = changes[0], changes[-1]
    touched = {
        field: None
        for change in changes
        for field in change.after
        if field not in UNSAID and change.after[field] != change.before.get(field)
    }
    return DayEvent(
        at=last.at,
        who=who.get(first.actor or ""),
        op=Op.ADD if first.op is Op.ADD else last.op,
        kind=first.record,
        uid=first.uid,
        record=names.get(first.uid),
        fields=tuple(touched) if first.op is not Op.ADD else (),
        undoes=first.undoes,
        is_erased=any(change.erased for change in changes),
    )
