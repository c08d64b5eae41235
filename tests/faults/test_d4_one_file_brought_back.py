"""A damaged or missing file comes back from the newest backup that has it whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Kept, Reason
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.services.checking import check
from slo_desktop.services.safety.backing_up import back_up
from slo_desktop.services.safety.bringing_back import bring_file_back, newest_copy
from slo_desktop.storage.backup.keeping import Backups
from tests.faults.proof import Proof
from tests.schools import NOW, SchoolFolder, pdf, school_folder


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "school", migrated)


def backed_up(school: SchoolFolder, days: int) -> Kept:
    return back_up(
        school.folder,
        school.database,
        reason=Reason.CHANGES,
        now=NOW + dt.timedelta(days=days),
    )


def flip(path: Path) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [flip, cut, remove])
def test_d4_a_spoilt_file_is_found_and_comes_back_whole(
    spoil: object, school: SchoolFolder, proof: Proof
) -> None:
    sha256 = school.write(pdf("photo"))[0]
    backed_up(school, 0)
    school.write()
    newest = backed_up(school, 1)
    spoil(school.object(sha256))  # type: ignore[operator]
    assert not check(school.folder, school.database).is_whole
    backups = Backups(school.folder)
    copy = newest_copy(backups, sha256)
    assert copy is not None
    assert copy.path == newest.path
    assert bring_file_back(school.folder, backups, sha256).path == newest.path
    assert check(school.folder, school.database).findings == ()
    proof.count("faults")


def test_d4_a_spoilt_copy_is_never_taken(school: SchoolFolder) -> None:
    sha256 = school.write(pdf("photo"))[0]
    backed_up(school, 0)
    flip(school.object(sha256))
    flip(school.backups / "objects" / sha256[:2] / sha256[2:])
    before = school.object(sha256).read_bytes()
    with pytest.raises(BackupRefusedError):
        bring_file_back(school.folder, Backups(school.folder), sha256)
    assert school.object(sha256).read_bytes() == before
    assert not (school.folder / ".restoring").exists()


def test_d4_a_file_that_no_backup_has_is_said_to_be_in_none(
    school: SchoolFolder,
) -> None:
    backed_up(school, 0)
    sha256 = school.write(pdf("photo"))[0]
    school.object(sha256).unlink()
    backups = Backups(school.folder)
    assert newest_copy(backups, sha256) is None
    with pytest.raises(BackupRefusedError):
        bring_file_back(school.folder, backups, sha256)
