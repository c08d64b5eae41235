from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.governors import GovernorsReport
from slo_desktop.services.governors import (
    governors_report,
)
from slo_desktop.storage.models import (
    School,
)
from slo_desktop.storage.objects import ObjectStore
from tests import builders as make

TODAY = dt.date(2026, 11, 22)
LAST_MEETING = dt.date(2026, 10, 13)


@pytest.fixture
def meetings(session: Session, school: School) -> None:
    del school
    for day in (LAST_MEETING, dt.date(2026, 12, 1), dt.date(2027, 3, 9)):
        make.meeting(session, held_on=day)


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "school")


def report(session: Session, objects: ObjectStore, **over: object) -> GovernorsReport:
    session.flush()
    session.expire_all()
    return governors_report(session, objects, today=TODAY, **over)  # type: ignore[arg-type]
