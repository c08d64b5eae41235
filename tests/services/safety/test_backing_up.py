from __future__ import annotations

import datetime as dt
import shutil
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.domain.checking import Fault
from slo_desktop.domain.safety.backups import Failure, Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupStoppedError,
    NoRoomError,
)
from slo_desktop.domain.safety.standing import Care
from slo_desktop.services.safety.backing_up import back_up, save_to
from slo_desktop.services.safety.saver import Saver
from slo_desktop.services.safety.standing import standing
from slo_desktop.storage.backup.container import check_file, opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.writing import Watch
from slo_desktop.storage.driver import dbapi2
from tests.schools import NOW, SchoolFolder, pdf, school_folder

DAY = dt.timedelta(days=1)
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  as the system's own


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "ysgol", migrated)


@pytest.fixture
def saver(folder: SchoolFolder) -> Saver:
    return Saver(folder.folder, folder.database, lambda: NOW)


def backed_up(folder: SchoolFolder, at: dt.datetime) -> Path:
    kept = back_up(folder.folder, folder.database, reason=Reason.CHANGES, now=at)
    return kept.path


def test_backing_up_also_lets_old_backups_go(folder: SchoolFolder) -> None:
    paths = []
    for hours in (3, 2, 1):
        folder.write(at=NOW - 9 * DAY)
        paths.append(backed_up(folder, NOW - 9 * DAY - dt.timedelta(hours=hours)))
    folder.write(at=NOW)
    last = backed_up(folder, NOW)
    assert [one.path for one in Backups(folder.folder).all()] == [last, paths[2]]


def test_an_old_backup_that_cannot_be_removed_is_no_failure_of_a_new_one(
    folder: SchoolFolder,
    saver: Saver,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_asked: object) -> None:
        raise OSError(5, "refused")

    monkeypatch.setattr(Backups, "thin", refuse)
    assert saver.before(Reason.CHANGES) is not None
    assert saver.failure is None
    assert [record.getMessage() for record in caplog.records] == ["thinning: OSError"]


def test_f16_a_clock_set_back_a_year_makes_backups_and_lets_none_go(
    folder: SchoolFolder,
) -> None:
    for hours in range(4):
        folder.write(at=NOW)
        backed_up(folder, NOW - 9 * DAY - dt.timedelta(hours=hours))
    folder.write(at=NOW)
    last = backed_up(folder, NOW - 365 * DAY)
    found = Backups(folder.folder).all()
    assert len(found) == 5
    assert found[0].path == last


def test_f16_a_clock_that_looks_wrong_is_told(folder: SchoolFolder) -> None:
    backed_up(folder, NOW)
    backups = Backups(folder.folder)

    def told(now: dt.datetime) -> bool:
        found = standing(backups, (), {}, now=now, has_key=True)
        return Care.CLOCK_ODD in found.cares()

    assert told(NOW - DAY)
    assert not told(NOW)


def test_f16_a_clock_ahead_and_back_again_loses_no_day(folder: SchoolFolder) -> None:
    for days in range(5, 0, -1):
        folder.write(at=NOW - days * DAY)
        backed_up(folder, NOW - days * DAY)
    folder.write(at=NOW + 365 * DAY)
    backed_up(folder, NOW + 365 * DAY)
    folder.write(at=NOW)
    backed_up(folder, NOW)
    found = {one.manifest.made_at.date() for one in Backups(folder.folder).all()}
    assert {(NOW - days * DAY).date() for days in range(6)} < found


def test_a_folder_nobody_wrote_in_has_nothing_to_back_up(
    tmp_path: Path, migrated: Path
) -> None:
    (tmp_path / "new").mkdir()
    database = Path(shutil.copyfile(migrated, tmp_path / "new" / "school.sqlite"))
    assert not Saver(tmp_path / "new", database, lambda: NOW).is_changed()


def test_work_is_unsaved_until_it_is_backed_up(
    folder: SchoolFolder, saver: Saver
) -> None:
    assert saver.is_changed()
    kept = saver.make(Reason.CLOSING)
    assert kept.manifest.reason is Reason.CLOSING
    assert not saver.is_changed()
    folder.write(at=NOW)
    assert saver.is_changed()


def test_f14_a_data_file_that_is_gone_does_not_come_to_be_by_looking(
    folder: SchoolFolder, saver: Saver
) -> None:
    folder.database.unlink()
    with pytest.raises(BackupFailedError):
        saver.is_changed()
    assert saver.before(Reason.CLOSING) is None
    assert not folder.database.exists()


def test_before_something_large_there_is_a_backup_and_not_a_second_one(
    folder: SchoolFolder, saver: Saver
) -> None:
    first = saver.before(Reason.IMPORT)
    again = saver.before(Reason.BULK)
    assert first is not None
    assert again is not None
    assert first.path == again.path
    assert first.manifest.reason is Reason.IMPORT
    assert saver.failure is None


def test_f9_a_backup_that_cannot_be_made_is_noted_and_stops_nobody(
    folder: SchoolFolder,
    saver: Saver,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 0))
        assert saver.before(Reason.BULK) is None
        with pytest.raises(NoRoomError):
            saver.make(Reason.RESTORE)
    assert saver.failure == Failure(at=NOW, fault="NoRoomError")
    assert [record.getMessage() for record in caplog.records] == [
        "backup bulk: NoRoomError"
    ]
    assert saver.before(Reason.BULK) is not None
    assert saver.failure is None


def test_a_backup_that_was_broken_off_is_no_failure(saver: Saver) -> None:
    assert saver.before(Reason.CHANGES, cancelled=lambda: True) is None
    assert saver.failure is None
    assert saver.kept.all() == []


def test_a_file_to_take_away_is_complete_and_was_restored_for_trial(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    folder.write(pdf("llun"))
    target = tmp_path / "away.slobackup"
    done = save_to(
        target,
        data_dir=folder.folder,
        database=folder.database,
        scratch=tmp_path / "cache",
        now=NOW,
        sealed=False,
    )
    assert done.proof.is_good
    assert (done.proof.records, done.proof.files) == (3, 1)
    assert done.proof.changes == done.kept.manifest.seq
    with opened(target) as container:
        container.verify()
    assert list((tmp_path / "cache").iterdir()) == []
    assert Backups(folder.folder).all() == []


def test_a_folder_that_is_damaged_itself_can_be_taken_away_and_is_told(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    folder.write(pdf("llun"))
    (sha256,) = folder.write(pdf("ar goll"))
    folder.object(sha256).unlink()
    done = save_to(
        tmp_path / "away.slobackup",
        data_dir=folder.folder,
        database=folder.database,
        scratch=tmp_path / "cache",
        now=NOW,
        sealed=False,
    )
    assert done.kept.manifest.missing == (sha256,)
    assert done.proof.is_good
    assert done.proof.files == 1


def test_taking_away_can_be_stopped_at_any_moment(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    folder.write(pdf("llun"))
    target = tmp_path / "usb" / "away.slobackup"
    asked = 0
    while True:
        left = asked

        def stop() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        try:
            save_to(
                target,
                data_dir=folder.folder,
                database=folder.database,
                scratch=tmp_path / "cache",
                now=NOW,
                sealed=False,
                watch=Watch(cancelled=stop),
            )
        except BackupStoppedError:
            assert not list(target.parent.glob("*"))
            asked += 3
        else:
            break
    assert asked > 3
    check_file(target)


def test_what_was_found_is_told_apart_from_what_is_wrong_with_the_backup(
    folder: SchoolFolder, tmp_path: Path
) -> None:
    folder.write()
    with closing(dbapi2.connect(str(folder.database))) as connection:
        connection.execute("UPDATE evidence SET ref = 'by somebody'")
        connection.commit()
    done = save_to(
        tmp_path / "away.slobackup",
        data_dir=folder.folder,
        database=folder.database,
        scratch=tmp_path / "cache",
        now=NOW,
        sealed=False,
    )
    assert done.proof.faults == done.proof.damaged == ()
    assert done.proof.found == (Fault.RECORD_CHANGED.value,)
    assert not done.proof.is_good
