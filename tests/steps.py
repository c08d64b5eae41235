"""Steps of history, one request after the other."""

from __future__ import annotations

import datetime as dt
import itertools

from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models.base import Record
from tests.conftest import NOW

NUMBERS = itertools.count(2)


def begin(session: Session) -> str:
    """Begin a new step, as the next request does."""
    session.flush()
    number = next(NUMBERS)
    step = f"step-{number}"
    write_as(session, Authorship(NOW + dt.timedelta(minutes=number), step))
    return step


def edited(session: Session, record: Record, **values: object) -> str:
    step = begin(session)
    with session.no_autoflush:
        for name, value in values.items():
            setattr(record, name, value)
    session.flush()
    return step
