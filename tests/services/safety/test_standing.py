from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Failure, Place, Reason
from slo_desktop.domain.safety.standing import Care, PlaceFault
from slo_desktop.services.safety.standing import instant, standing
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.preferences import SecondPlace
from tests.schools import NOW, SchoolFolder, school_folder

USB = SecondPlace(
    kind="device",
    path="/media/usb",
    token="t",
    newest_at=NOW.isoformat(),
    count=4,
    seen_at=NOW.isoformat(),
)


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "ysgol", migrated)


def test_everything_that_is_known_comes_together(school: SchoolFolder) -> None:
    backups = Backups(school.folder)
    kept = make(school.folder, school.database, reason=Reason.ASKED, now=NOW)
    backups.mark_proven(kept, NOW)
    away = replace(USB, kind="away", count=2, fault="gone", same_disk=True)
    found = standing(backups, [USB, away], {}, now=NOW, has_key=True)
    assert (found.here.count, found.here.newest_at) == (1, NOW)
    assert (found.device.count, found.device.path) == (4, "/media/usb")
    assert found.away.fault is PlaceFault.GONE
    assert found.proven_at == NOW
    assert found.keeps_the_rule


def test_a_copy_taken_by_hand_counts_where_it_is_the_newest(
    school: SchoolFolder,
) -> None:
    backups = Backups(school.folder)
    later = NOW + dt.timedelta(days=1)
    taken = {"device": later.isoformat(), "away": NOW.isoformat(), "here": "nonsense"}
    found = standing(backups, [USB], taken, now=later, has_key=False)
    assert (found.device.by_hand, found.device.count) == (True, 5)
    assert found.device.newest_at == later
    assert found.away == replace(
        found.away, place=Place.AWAY, count=1, newest_at=NOW, by_hand=True
    )
    older = {"device": (NOW - dt.timedelta(days=1)).isoformat()}
    assert not standing(backups, [USB], older, now=NOW, has_key=True).device.by_hand


def test_what_failed_is_said(school: SchoolFolder) -> None:
    backups = Backups(school.folder)
    backups.note_failure(Failure(at=NOW, fault="NoRoomError"))
    found = standing(backups, [], {}, now=NOW, has_key=True)
    assert found.cares()[0] is Care.BACKUP_FAILED


def test_times_that_make_no_sense_are_none() -> None:
    assert instant(None) is None
    assert instant("yesterday") is None
    assert instant("2026-11-22T18:00:00") == NOW
