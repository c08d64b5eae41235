"""F9: a disk too full for a backup is refused before anything begins.

Where it fills up all the same, the backups that were there stay, and nothing half made
is left or counts.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import NoRoomError
from slo_desktop.services.checking import check
from slo_desktop.services.safety.saver import Saver
from slo_desktop.storage.backup import making, workshop
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keeping import Backups
from tests.faults.proof import Proof
from tests.schools import NOW, SchoolFolder, pdf, school_folder

PERCENT = (10, 50, 95)


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("") + os.urandom(300_000))
    return made


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    place = tmp_path / "usb"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs a disk of its own: tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def portable(school: SchoolFolder, target: Path) -> None:
    school.portable(target)


def fill(disk: Path, percent: int, size: int) -> None:
    """Leave room for this share of what a backup writes."""
    usage = os.statvfs(disk)
    free = usage.f_bavail * usage.f_frsize
    (disk / "other").write_bytes(bytes(free - size * percent // 100))


def test_f9_a_disk_that_is_too_full_is_refused_with_the_figures(
    school: SchoolFolder, small_disk: Path, proof: Proof
) -> None:
    portable(school, small_disk / "a.slobackup")
    kept = (small_disk / "a.slobackup").read_bytes()
    fill(small_disk, 200, school.database.stat().st_size)
    with pytest.raises(NoRoomError) as caught:
        portable(school, small_disk / "a.slobackup")
    assert caught.value.free < caught.value.needed
    assert (small_disk / "a.slobackup").read_bytes() == kept
    assert sorted(path.name for path in small_disk.iterdir()) == [
        "a.slobackup",
        "other",
    ]
    proof.count("faults")


@pytest.mark.parametrize("percent", PERCENT)
def test_f9_a_disk_that_fills_up_on_the_way_leaves_the_old_file(
    school: SchoolFolder,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    proof: Proof,
) -> None:
    portable(school, small_disk / "a.slobackup")
    kept = (small_disk / "a.slobackup").read_bytes()
    fill(small_disk, percent, len(kept))
    monkeypatch.setattr(making, "need_room", lambda *_asked: None)
    with pytest.raises(OSError, match="space") as caught:
        portable(school, small_disk / "a.slobackup")
    assert caught.value.errno == errno.ENOSPC
    assert (small_disk / "a.slobackup").read_bytes() == kept
    assert list(small_disk.glob("*.partial")) == []
    assert list((school.backups / ".making").iterdir()) == []
    proof.count("faults")


@pytest.mark.parametrize("percent", PERCENT)
def test_f9_the_schools_own_disk_filling_up_touches_no_backup_and_no_work(
    tmp_path: Path,
    migrated: Path,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    proof: Proof,
) -> None:
    school = school_folder(small_disk / "ysgol", migrated)
    school.write(pdf("llun" * 20_000))
    saver = Saver(school.folder, school.database, lambda: NOW)
    first = saver.make(Reason.CHANGES)
    school.write(pdf("arall" * 20_000))
    needed = school.database.stat().st_size + first.bytes + 100_000
    fill(small_disk, percent, needed)
    monkeypatch.setattr(making, "need_room", lambda *_asked: None)
    monkeypatch.setattr(
        "slo_desktop.storage.backup.gathering.need_room", lambda *_asked: None
    )
    assert saver.before(Reason.CHANGES) is None
    assert saver.failure is not None
    (small_disk / "other").unlink()
    found = Backups(school.folder)
    assert [one.path for one in found.all()] == [first.path]
    assert found.broken() == []
    with opened(first.path) as container:
        container.verify()
    assert list(school.backups.rglob("*.partial")) == []
    assert check(school.folder, school.database).is_whole
    assert saver.before(Reason.CHANGES) is not None
    assert saver.failure is None
    proof.count("faults")


def test_f9_two_and_a_half_times_the_size_is_asked_for() -> None:
    assert workshop.ROOM_TENTHS == 25
