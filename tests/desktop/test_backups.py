from __future__ import annotations

import shutil
import threading
import time
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.desktop.backups import (
    CHANGES_SECONDS,
    PROVE_SECONDS,
    Rounds,
    back_up,
    back_up_on_closing,
)
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.services.safety import copying
from slo_desktop.services.safety.saver import Saver
from slo_desktop.settings import Settings
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.preferences import PreferenceStore
from tests.desktop.conftest import Start
from tests.schools import NOW, SchoolFolder, school_folder

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  as the system's own


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "ysgol", migrated)


@pytest.fixture
def folder(school: SchoolFolder, tmp_path: Path) -> Any:
    """What the pages know of the open folder, as far as backups need it."""
    settings = Settings(
        data_dir=school.folder, cache_dir=tmp_path / "cache", clock=lambda: NOW
    )
    return SimpleNamespace(
        settings=settings,
        backups=Saver(school.folder, school.database, settings.now),
        preferences=PreferenceStore(school.folder),
    )


class Ticks:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def rounds(folder: Any, ticks: Ticks) -> Iterator[Rounds]:
    """Rounds that are made only when a test asks for one."""
    made = Rounds(folder, first=3600, look=3600, ticks=ticks)
    yield made
    made.stop()


def reasons(school: SchoolFolder) -> list[Reason]:
    return [one.manifest.reason for one in Backups(school.folder).all()]


def test_what_a_crash_left_without_a_backup_gets_one_in_the_first_round(
    rounds: Rounds, school: SchoolFolder
) -> None:
    rounds.round()
    assert reasons(school) == [Reason.CHANGES]


def test_work_is_backed_up_after_half_an_hour_of_changes(
    rounds: Rounds, school: SchoolFolder, ticks: Ticks
) -> None:
    rounds.round()
    ticks.now += 10 * CHANGES_SECONDS
    rounds.round()
    assert len(reasons(school)) == 1
    school.write()
    rounds.round()
    ticks.now += CHANGES_SECONDS - 1
    school.write()
    rounds.round()
    assert len(reasons(school)) == 1
    ticks.now += 1
    rounds.round()
    assert len(reasons(school)) == 2
    school.write()
    rounds.round()
    assert len(reasons(school)) == 2


def test_after_a_failure_the_next_half_hour_brings_another_try(
    rounds: Rounds, school: SchoolFolder, ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 0))
        rounds.round()
    assert Backups(school.folder).failure is not None
    rounds.round()
    assert reasons(school) == []
    ticks.now += CHANGES_SECONDS
    rounds.round()
    assert reasons(school) == [Reason.CHANGES]
    assert Backups(school.folder).failure is None


def test_the_newest_backup_is_proven_once_a_month_after_a_while(
    rounds: Rounds, school: SchoolFolder, ticks: Ticks
) -> None:
    rounds.round()
    assert Backups(school.folder).newest_proven() is None
    ticks.now += PROVE_SECONDS
    rounds.round()
    assert Backups(school.folder).newest_proven() is not None


def test_whatever_goes_wrong_in_a_round_the_next_one_comes(
    rounds: Rounds,
    folder: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fall_over() -> bool:
        raise RuntimeError("Siân Eira, 3 Heol y Bryn")

    monkeypatch.setattr(folder.backups, "is_changed", fall_over)
    rounds.round()
    assert [record.getMessage() for record in caplog.records] == [
        "backups: RuntimeError"
    ]


def test_rounds_come_by_themselves_and_end_at_once(
    folder: Any, school: SchoolFolder
) -> None:
    rounds = Rounds(folder, first=0.01, look=0.01)
    deadline = time.monotonic() + 20
    while not reasons(school) and time.monotonic() < deadline:
        time.sleep(0.02)
    begun = time.monotonic()
    rounds.stop()
    assert time.monotonic() - begun < 5
    assert reasons(school) == [Reason.CHANGES]


def test_a_page_saves_while_a_backup_is_made(folder: Any, school: SchoolFolder) -> None:
    for _ in range(10):
        school.write(note="Nodyn hir. " * 5000)
    thread = threading.Thread(target=back_up, args=(folder, Reason.CHANGES))
    thread.start()
    slowest = 0.0
    while thread.is_alive():
        begun = time.monotonic()
        school.write()
        slowest = max(slowest, time.monotonic() - begun)
    thread.join()
    assert slowest < 3
    assert len(reasons(school)) == 1


def test_closing_backs_up_only_what_is_new(folder: Any, school: SchoolFolder) -> None:
    back_up_on_closing(folder)
    back_up_on_closing(folder)
    assert reasons(school) == [Reason.CLOSING]
    school.write()
    back_up_on_closing(folder)
    assert reasons(school) == [Reason.CLOSING] * 2


def test_f9_a_full_disk_keeps_nobody_from_closing(
    folder: Any, school: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 0))
    back_up_on_closing(folder)
    failure = Backups(school.folder).failure
    assert failure is not None
    assert failure.fault == "NoRoomError"


def test_d1_a_data_file_that_cannot_be_read_keeps_nobody_from_closing(
    folder: Any, school: SchoolFolder, caplog: pytest.LogCaptureFixture
) -> None:
    school.database.write_bytes(b"no database at all" * 300)
    back_up_on_closing(folder)
    assert [record.getMessage() for record in caplog.records] == [
        "backups: BackupFailedError"
    ]


@pytest.mark.parametrize(
    ("error", "logged"),
    [
        (BackupStoppedError(), []),
        (OSError(5, "Siân Eira"), ["copying: OSError"]),
    ],
)
def test_copies_that_fail_elsewhere_stop_nothing_and_name_nobody(
    folder: Any,
    school: SchoolFolder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    logged: list[str],
) -> None:
    def fail(*_args: object, **_over: object) -> None:
        raise error

    monkeypatch.setattr(copying, "copy_to_places", fail)
    back_up(folder, Reason.CHANGES)
    assert [record.getMessage() for record in caplog.records] == logged
    assert reasons(school) == [Reason.CHANGES]


def test_a_program_that_closes_leaves_a_backup_of_its_work(
    start: Start, school: SchoolFolder
) -> None:
    program = start("serve", "--data", school.folder)
    program.url()
    assert program.stop() == 0
    assert reasons(school) == [Reason.CLOSING]
    again = start("serve", "--data", school.folder)
    again.url()
    assert again.stop() == 0
    assert reasons(school) == [Reason.CLOSING]
