"""Open actions of every year that lack an owner or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.plan import standing
from slo_desktop.domain.plan_needs import LackingAction, LackingList
from slo_desktop.services.plan.years import names_of
from slo_desktop.storage import plan_needs as storage
from slo_desktop.storage.readable import parted

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from slo_desktop.domain.plan_needs import Need
    from slo_desktop.storage.models.plan import Action


def lacking(session: Session, need: Need, *, today: dt.date) -> LackingList:
    """Everything that lacks something, the newest year's first."""
    readable, others = parted(storage.actions_lacking(session, need))
    rows = tuple(_row(action, today) for action in readable)
    return LackingList(need=need, rows=rows, unreadable=others)


def beside_lacking(
    session: Session, need: Need, number: int
) -> tuple[int | None, int | None]:
    """The actions of that list before and after one, which may lack nothing by now."""
    numbers = [None, *storage.lacking_with(session, need, number), None]
    place = numbers.index(number)
    return numbers[place - 1], numbers[place + 1]


def _row(action: Action, today: dt.date) -> LackingAction:
    return LackingAction(
        id=action.id,
        ref=action.ref,
        title=action.title,
        year=action.priority.school_year,
        status=action.status,
        standing=standing(action.status, action.due, today),
        owners=names_of(action.owners),
        due=action.due,
    )
