"""Which meeting the report is for, and the time it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.errors import BadDatesError
from slo_desktop.domain.school_year import Span, school_year_of, school_year_span
from slo_desktop.domain.values import dataclass
from slo_desktop.storage import governors as queries
from slo_desktop.storage.school import next_meeting

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The meeting, if one is planned, and the first and last day told of."""

    meeting: dt.date | None
    during: Span

    @property
    def year(self) -> int:
        """School year of the plan that is reported on."""
        return school_year_of(self.during.end)


def period_for(
    session: Session,
    *,
    today: dt.date,
    meeting: dt.date | None = None,
    since: dt.date | None = None,
) -> Period:
    """The next meeting unless one is given; since the one before it unless given.

    Raises:
        BadDatesError: the period would end before it starts.
    """
    if meeting is None:
        planned = next_meeting(session, today)
        meeting = planned.held_on if planned else None
    until = min(today, meeting) if meeting else today
    if since is None:
        before = queries.meeting_before(session, meeting or today)
        since = (
            before.held_on if before else school_year_span(school_year_of(until)).start
        )
    if since > until:
        raise BadDatesError(since, until)
    return Period(meeting=meeting, during=Span(since, until))
