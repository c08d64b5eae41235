from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import JournalBehindError
from slo_desktop.services.checking import check
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Change, Evidence
from tests import builders
from tests.conftest import NOW
from tests.faults import doing
from tests.faults.looking import whole_after
from tests.faults.places import mounted, remount
from tests.faults.proof import Proof

FULL = (OSError, JournalBehindError, sa.exc.OperationalError)


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


def save_without_end(folder: Path) -> None:
    for number in itertools.count():
        doing.save(str(folder), f"save-{number}")


def test_f8_a_disk_that_fills_up_keeps_all_that_was_acknowledged(
    migrated: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof
) -> None:
    acknowledged: list[str] = []
    monkeypatch.setattr(doing, "acknowledge", acknowledged.append)
    with mounted("2m") as disk:
        folder = disk / "school"
        folder.mkdir()
        shutil.copyfile(migrated, folder / "school.sqlite")
        with pytest.raises(FULL):
            save_without_end(folder)
        assert len(acknowledged) > 4
        remount(disk, "size=16m")
        whole_after(folder, acknowledged, "after room was made")
        doing.save(str(folder), "later")
        whole_after(folder, acknowledged, "after the next save")
    proof.count("faults")
