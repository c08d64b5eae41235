"""The references that people say aloud: E-2026-014, P2627-1.3, L-2026-003.

A reference from a file stays as it stands there; these are for records made here. A
number is never given twice, not even after its record went into the bin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.storage.models import Action, Evidence, LearningRecord, Priority

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import InstrumentedAttribute, Session


def next_evidence_ref(session: Session, happened_on: dt.date) -> str:
    """E-2026-014: the year of the event and a running number."""
    prefix = f"E-{happened_on.year}-"
    return f"{prefix}{_next(session, Evidence.ref, prefix):03d}"


def next_learning_ref(session: Session, starts_on: dt.date) -> str:
    """L-2026-003: the year it began and a running number."""
    prefix = f"L-{starts_on.year}-"
    return f"{prefix}{_next(session, LearningRecord.ref, prefix):03d}"


def next_priority_ref(session: Session, school_year: int) -> str:
    """P2627-1: the school year and a running number."""
    prefix = f"P{school_year % 100:02d}{(school_year + 1) % 100:02d}-"
    return f"{prefix}{_next(session, Priority.ref, prefix)}"


def next_action_ref(session: Session, priority: Priority) -> str:
    """P2627-1.3: the priority and a running number."""
    prefix = f"{priority.ref}."
    return f"{prefix}{_next(session, Action.ref, prefix)}"


def _next(session: Session, refs: InstrumentedAttribute[str], prefix: str) -> int:
    number = sa.cast(sa.func.substr(refs, len(prefix) + 1), sa.Integer)
    newest = sa.select(sa.func.max(number)).where(
        refs.startswith(prefix, autoescape=True)
    )
    return (session.scalar(newest) or 0) + 1
