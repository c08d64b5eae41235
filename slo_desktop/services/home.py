"""Gather what the first page tells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.evidence import EvidenceFilter, Gap
from slo_desktop.domain.home import Check, CheckKind, Home, Stop
from slo_desktop.domain.learning import DUE_SOON as REVIEW_SOON
from slo_desktop.domain.plan_needs import Need
from slo_desktop.domain.school import writing_stops
from slo_desktop.storage import home as queries
from slo_desktop.storage.evidence import matching_count
from slo_desktop.storage.kept import KeptAnswers
from slo_desktop.storage.models import Evidence, Priority
from slo_desktop.storage.plan_needs import lacking_count
from slo_desktop.storage.school import next_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.school import Meeting

DUE_SOON = dt.timedelta(days=28)
DUE_SHOWN = 5
DONE_SHOWN = 5
EVIDENCE = {
    CheckKind.PHOTOS_WITHOUT_CONSENT: EvidenceFilter(unconsented=True),
    CheckKind.TEXTS_MISSING: EvidenceFilter(gap=Gap.ANY),
    CheckKind.EVIDENCE_WITHOUT_ELEMENT: EvidenceFilter(unlinked=True),
}
ACTIONS = {
    CheckKind.ACTIONS_WITHOUT_DATE: Need.DATE,
    CheckKind.ACTIONS_WITHOUT_OWNER: Need.OWNER,
}
"""What a check counts, as the list that it leads to is asked for."""


_kept: KeptAnswers[Home] = KeptAnswers()


def first_page(session: Session, today: dt.date) -> Home:
    """What is due, what is missing and what was done last."""
    return _kept.get(session, today, lambda: _gathered(session, today))


def _gathered(session: Session, today: dt.date) -> Home:
    meeting = next_meeting(session, today)
    return Home(
        inbox=matching_count(session, EvidenceFilter(inbox=True)),
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
    for kind in CheckKind:
        if count := _count(session, kind, today):
            yield Check(kind=kind, count=count)


def _count(session: Session, kind: CheckKind, today: dt.date) -> int:
    """The length of the list that a check leads to, asked for as the list asks."""
    if kind in EVIDENCE:
        return matching_count(session, EVIDENCE[kind])
    if kind in ACTIONS:
        return lacking_count(session, ACTIONS[kind])
    return queries.reviews_due(session, today + REVIEW_SOON)
