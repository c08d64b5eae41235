from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.standing import PlaceFault
from slo_desktop.storage.backup.container import is_sealed
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.backup.places import (
    FOLDER,
    MARK,
    BackupPlace,
    PlaceRefusedError,
    fault_of,
    on_one_disk,
)
from tests.keys import keys
from tests.schools import NOW, SchoolFolder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_a_place_is_known_again_by_its_mark(stick: Path) -> None:
    place = BackupPlace.prepare(stick)
    assert BackupPlace.prepare(stick).token == place.token
    place.check()
    (stick / FOLDER / MARK).write_text("another\n")
    with pytest.raises(PlaceRefusedError) as caught:
        place.check()
    assert caught.value.fault is PlaceFault.OTHER


def test_an_empty_folder_where_a_stick_was_is_not_the_stick(stick: Path) -> None:
    place = BackupPlace.prepare(stick)
    for path in (stick / FOLDER / MARK, stick / FOLDER):
        path.unlink() if path.is_file() else path.rmdir()
    with pytest.raises(PlaceRefusedError) as caught:
        place.check()
    assert caught.value.fault is PlaceFault.GONE
    with pytest.raises(FileNotFoundError):
        BackupPlace.prepare(stick / "no-such-folder")


def test_a_copy_is_taken_whole_and_read_back(
    school: SchoolFolder, stick: Path, tmp_path: Path
) -> None:
    keys().give_to(school.folder)
    kept = make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=tmp_path / "ysgol-20261122T180000Z-3.slobackup",
        inside=True,
        sealed=True,
    )
    place = BackupPlace.prepare(stick)
    taken = place.take(kept.path)
    assert taken.read_bytes() == kept.path.read_bytes()
    assert is_sealed(taken)
    assert [(one.made_at, one.number) for one in place.copies()] == [(NOW, 3)]


def test_a_plain_or_broken_file_is_not_left_in_a_place(
    school: SchoolFolder, stick: Path, tmp_path: Path
) -> None:
    plain = make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=tmp_path / "ysgol-20261122T180000Z-1.slobackup",
        inside=True,
    )
    broken = tmp_path / "ysgol-20261122T190000Z-2.slobackup"
    broken.write_bytes(plain.path.read_bytes()[:-30])
    place = BackupPlace.prepare(stick)
    for path in (plain.path, broken):
        with pytest.raises(BackupRefusedError):
            place.take(path)
    assert [path.name for path in place.folder.iterdir()] == [MARK]


def test_a_place_is_thinned_as_this_computer_is(stick: Path) -> None:
    place = BackupPlace.prepare(stick)
    other = place.folder / "lluniau.zip"
    left = place.folder / "a-20261122T180000Z-9.slobackup.partial"
    for path in (other, left):
        path.write_bytes(b"x")
    for number in range(40):
        at = NOW - dt.timedelta(hours=6 * number)
        name = f"ysgol-{at:%Y%m%dT%H%M%SZ}-{40 - number}.slobackup"
        (place.folder / name).write_bytes(b"x")
    place.thin(NOW)
    ages = [(NOW - one.made_at) / dt.timedelta(days=1) for one in place.copies()]
    assert sum(age <= 2 for age in ages) == 9
    assert 14 <= len(ages) < 25
    assert other.exists()
    assert not left.exists()


def test_a_disk_says_why_it_refused() -> None:
    words = {
        errno.ENOSPC: PlaceFault.FULL,
        errno.ENOENT: PlaceFault.GONE,
        errno.EIO: PlaceFault.GONE,
        errno.EROFS: PlaceFault.REFUSED,
        errno.EACCES: PlaceFault.REFUSED,
    }
    assert {n: fault_of(OSError(n, "")) for n in words} == words


def test_a_folder_that_is_gone_is_on_no_disk(stick: Path) -> None:
    assert on_one_disk(stick, stick)
    assert not on_one_disk(stick, stick / "gone")
