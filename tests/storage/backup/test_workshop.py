from __future__ import annotations

import errno
import os
import shutil
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.domain.safety.errors import BackupFailedError, MakingFault, NoRoomError
from slo_desktop.storage.backup import workshop as module
from slo_desktop.storage.backup.workshop import alone, need_room, sweep, workshop
from tests.schools import SchoolFolder

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  as the system's own


def test_f9_room_is_asked_for_before_anything_begins(
    school: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = school.database.stat().st_size
    free = size * 5 // 2 - 1
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, free))
    with pytest.raises(NoRoomError) as caught:
        school.backed_up()
    assert (caught.value.needed, caught.value.free) == (size * 5 // 2, free)
    assert not school.backups.exists()


def test_f9_only_what_is_really_to_be_written_needs_room(
    school: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that lie beside the backups already are not written again."""
    school.backed_up()
    needed = school.database.stat().st_size * 5 // 2
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, needed))
    school.backed_up()


def test_room_is_measured_where_a_folder_will_be(tmp_path: Path) -> None:
    with pytest.raises(NoRoomError) as caught:
        need_room(tmp_path / "not" / "yet", 1 << 60)
    assert caught.value.folder == tmp_path / "not" / "yet"


def test_a_workshop_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    with workshop(tmp_path) as place:
        (place / "copy").write_bytes(b"everything")
        if sys.platform != "win32":
            assert place.stat().st_mode & 0o077 == 0
    assert not place.exists()


def test_f3_what_a_crash_left_is_swept_and_what_is_being_made_is_not(
    tmp_path: Path,
) -> None:
    left = tmp_path / "backups" / ".making" / "left"
    left.mkdir(parents=True)
    (left / "school.sqlite").write_bytes(b"half")
    partial = tmp_path / "backups" / "a.slobackup.partial"
    partial.write_bytes(b"half")
    copying = tmp_path / "backups" / "objects" / "ab" / "c.partial"
    copying.parent.mkdir(parents=True)
    copying.write_bytes(b"half")
    good = tmp_path / "backups" / "a.slobackup"
    good.write_bytes(b"whole")
    with workshop(tmp_path) as place, alone(tmp_path):
        sweep(tmp_path)
        assert place.exists()
        assert partial.exists()
        assert not left.exists()
    sweep(tmp_path)
    assert not partial.exists()
    assert not copying.exists()
    assert good.exists()


def test_sweeping_makes_nothing_in_a_folder_without_backups(tmp_path: Path) -> None:
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_who_change_the_backups_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with alone(tmp_path), pytest.raises(BackupFailedError) as caught, alone(tmp_path):
        pass
    assert caught.value.reason is MakingFault.BUSY


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_f13_a_folder_that_takes_nothing_is_backed_up_all_the_same(
    school: SchoolFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    mkdir = Path.mkdir

    def refuse(self: Path, *args: Any, **over: Any) -> None:
        if self.is_relative_to(school.folder):
            raise OSError(code, os.strerror(code))
        mkdir(self, *args, **over)

    monkeypatch.setattr(Path, "mkdir", refuse)
    target = tmp_path / "a.slobackup"
    kept = school.portable(target)
    assert kept.path == target
    assert not school.backups.exists()


def test_a_full_disk_is_not_taken_for_a_read_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_over: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(OSError, match="space"), workshop(tmp_path):
        pass
