"""What a quick note may be tied to at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.school_year import school_year_of
from slo_desktop.storage.evidence import actions_of
from slo_desktop.storage.kept import KeptAnswers

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from slo_desktop.domain.evidence import PlanItem

_kept: KeptAnswers[tuple[PlanItem, ...]] = KeptAnswers()


def actions_now(session: Session, today: dt.date) -> tuple[PlanItem, ...]:
    """Actions of this school year, in the order of the plan.

    Where this year has none yet, those of the year before.
    """
    year = school_year_of(today)

    def found() -> tuple[PlanItem, ...]:
        return actions_of(session, year) or actions_of(session, year - 1)

    return _kept.get(session, year, found)
