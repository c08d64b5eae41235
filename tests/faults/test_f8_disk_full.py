from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.services.checking import check
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Change, Evidence
from tests import builders
from tests.conftest import NOW


def test_f8_a_full_disk_saves_nothing_by_halves(
    session: Session, settings: Settings
) -> None:
    journal = Journal(settings.data_dir)
    with writing(session, journal=journal, now=NOW):
        kept = builders.evidence(session).ref
    pages = session.scalar(sa.text("PRAGMA page_count"))
    session.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
    session.rollback()
    with (
        pytest.raises(sa.exc.OperationalError, match="full"),
        writing(session, journal=journal, now=NOW),
    ):
        builders.evidence(session, note=builders.both(cy="ŵ" * 90_000))
    assert session.scalars(sa.select(Evidence.ref)).all() == [kept]
    assert session.scalar(sa.select(sa.func.count()).select_from(Change)) == 1
    session.rollback()
    assert check(settings.data_dir, settings.database).findings == ()
    session.execute(sa.text("PRAGMA max_page_count = 1000000"))
    session.rollback()
    with writing(session, journal=journal, now=NOW):
        builders.evidence(session, note=builders.both(cy="ŵ" * 90_000))
    assert check(settings.data_dir, settings.database).findings == ()
