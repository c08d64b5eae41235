"""Gather what the first page tells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.home import Check, CheckKind, Home, Stop
from slo_desktop.domain.learning import DUE_SOON as REVIEW_SOON
from slo_desktop.domain.school import writing_stops
from slo_desktop.storage import home as queries
from slo_desktop.storage.kept import KeptAnswers
from slo_desktop.storage.models import Evidence, Priority
from slo_desktop.storage.school import next_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.school import Meeting

DUE_SOON = dt.timedelta(days=28)
DUE_SHOWN = 5
DONE_SHOWN = 5


_kept: KeptAnswers[Home] = KeptAnswers()


def first_page(session: Session, today: dt.date) -> Home:
    """What is due, what is missing and what was done last."""
    return _kept.get(session, today, lambda: _gathered(session, today))


def _gathered(session: Session, today: dt.date) -> Home:
    meeting = next_meeting(session, today)
    return Home(
        inbox=queries.inbox_count(session),
        stops=tuple(_stops(meeting, today)) if meeting else (),
        words=queries.words_to_translate(session),
        due=tuple(queries.due_actions(session, today, today + DUE_SOON, DUE_SHOWN)),
        checks=tuple(checks(session, today)),
        done=tuple(queries.last_done(session, DONE_SHOWN)),
        has_evidence=queries.holds_any(session, Evidence),
        has_plan=queries.holds_any(session, Priority),
    )


def _stops(meeting: Meeting, today: dt.date) -> Iterator[Stop]:
    days = {
        "writing": writing_stops(meeting.translation_due),
        "translator": meeting.translation_due,
        "papers": meeting.papers_due,
        "meeting": meeting.held_on,
    }
    ahead = [key for key, day in days.items() if day >= today]
    for key, day in days.items():
        left = (day - today).days
        yield Stop(key=key, day=day, days_left=left, is_next=key == ahead[0])


def checks(session: Session, today: dt.date) -> Iterator[Check]:
    """Every kind of fault that was found, with how often."""
    found = {
        CheckKind.PHOTOS_WITHOUT_CONSENT: queries.photos_without_consent(session),
        CheckKind.REVIEWS_DUE: (
            queries.reviews_due(session, today + REVIEW_SOON),
            None,
        ),
        CheckKind.TEXTS_MISSING: (queries.evidence_with_gaps(session), None),
        CheckKind.EVIDENCE_WITHOUT_ELEMENT: queries.evidence_without_element(session),
        CheckKind.ACTIONS_WITHOUT_DATE: queries.actions_without_date(session),
        CheckKind.ACTIONS_WITHOUT_OWNER: queries.actions_without_owner(session),
    }
    for kind, (count, first) in found.items():
        if count:
            yield Check(kind=kind, count=count, first=first)
