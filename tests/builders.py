"""Records for tests: what a test does not care about is filled in."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningRecord,
    Meeting,
    Person,
    Priority,
    Record,
)

NUMBERS = itertools.count(1)
DAY = dt.date(2026, 11, 10)


def both(cy: str = "", en: str = "") -> Bilingual:
    return Bilingual.of(cy=cy, en=en)


R = TypeVar("R", bound=Record)


def _kept(session: Session, record: R) -> R:
    session.add(record)
    session.flush()
    return record


def person(session: Session, **over: Any) -> Person:
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "name": f"Person {number}",
        "initials": f"P{number}",
        "groups": ["role-groups/teachers"],
    }
    return _kept(session, Person(**values | over))


def evidence(session: Session, **over: Any) -> Evidence:
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "ref": f"E-2026-{number:03}",
        "happened_on": DAY,
        "logged_at": dt.datetime(2026, 11, 10, 17, 0, tzinfo=dt.UTC),
        "title": both("Taith ddysgu", "Learning walk"),
    }
    return _kept(session, Evidence(**values | over))


def priority(session: Session, **over: Any) -> Priority:
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "ref": f"P2627-{number}",
        "school_year": 2026,
        "position": number,
        "title": both("Codi safonau darllen", "Raise standards of reading"),
    }
    return _kept(session, Priority(**values | over))


def action(session: Session, **over: Any) -> Action:
    number = next(NUMBERS)
    parent = over.pop("priority", None) or priority(session)
    values: dict[str, Any] = {
        "ref": f"{parent.ref}.{number}",
        "priority": parent,
        "position": number,
        "title": both("Arsylwi gwersi", "Observe lessons"),
    }
    return _kept(session, Action(**values | over))


def learning(session: Session, **over: Any) -> LearningRecord:
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "ref": f"L-2026-{number:03}",
        "starts_on": DAY,
        "title": both("Hyfforddiant darllen", "Reading training"),
    }
    return _kept(session, LearningRecord(**values | over))


def meeting(session: Session, **over: Any) -> Meeting:
    values: dict[str, Any] = {
        "held_on": dt.date(2026, 12, 1),
        "papers_due": dt.date(2026, 11, 24),
        "translation_due": dt.date(2026, 11, 18),
    }
    return _kept(session, Meeting(**values | over))
