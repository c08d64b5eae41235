from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
    MakingFault,
)
from slo_desktop.domain.safety.keys import NoKeyError, PublicKeys
from slo_desktop.storage.backup import sealing
from slo_desktop.storage.backup.container import (
    is_sealed,
    key_file,
    opened,
    read_manifest,
)
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey
from slo_desktop.storage.backup.making import make
from tests.schools import NOW, SchoolFolder


@pytest.fixture
def keys(school: SchoolFolder) -> Sequence[OpeningKey]:
    """The school's key and the one on paper."""
    both = OpeningKey.new(), OpeningKey.new()
    public = PublicKeys(school=both[0].public, recovery=both[1].public)
    Keyring(school.folder).keep(public, b"the school's key, locked")
    return both


@pytest.fixture
def sealed(school: SchoolFolder, keys: object, tmp_path: Path) -> Path:
    target = tmp_path / "usb" / "sealed.slobackup"
    return seal(school, target)


def seal(school: SchoolFolder, target: Path) -> Path:
    kept = make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=target,
        inside=True,
        sealed=True,
    )
    assert kept.sealed
    return kept.path


def test_looking_at_everything_tells_how_far_it_is(
    school: SchoolFolder, tmp_path: Path
) -> None:
    kept = school.portable(tmp_path / "a.slobackup")
    steps: list[tuple[int, int]] = []
    with opened(kept.path) as container:
        container.verify(lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1] == (kept.manifest.size, kept.manifest.size)


def test_looking_at_everything_can_be_stopped(
    school: SchoolFolder, tmp_path: Path
) -> None:
    kept = school.portable(tmp_path / "a.slobackup")
    with opened(kept.path) as container, pytest.raises(BackupStoppedError):
        container.verify(cancelled=lambda: True)


def test_either_key_opens_a_sealed_backup_and_nothing_plain_is_left(
    sealed: Path, keys: Sequence[OpeningKey], tmp_path: Path
) -> None:
    assert is_sealed(sealed)
    for key in keys:
        with opened(sealed, key=key.secret, scratch=tmp_path) as container:
            container.verify()
            assert container.sealed
            assert len(container.manifest.objects) == 2
    assert list(tmp_path.glob("open-*")) == []
    assert [path.name for path in sealed.parent.iterdir()] == [sealed.name]


def test_another_key_does_not(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupRefusedError) as caught:
        read_manifest(sealed, key=OpeningKey.new().secret, scratch=tmp_path)
    assert caught.value.fault is BackupFault.WRONG_KEY
    assert list(tmp_path.glob("open-*")) == []


def test_a_sealed_backup_carries_the_locked_key_and_a_plain_one_does_not(
    school: SchoolFolder, sealed: Path, tmp_path: Path
) -> None:
    assert key_file(sealed) == b"the school's key, locked"
    plain = school.portable(tmp_path / "a.slobackup")
    with pytest.raises(BackupRefusedError) as caught:
        key_file(plain.path)
    assert caught.value.fault is BackupFault.NOT_A_BACKUP
    assert not is_sealed(plain.path)


def test_without_a_key_nothing_is_sealed_and_nothing_left(
    school: SchoolFolder, tmp_path: Path
) -> None:
    with pytest.raises(NoKeyError):
        seal(school, tmp_path / "usb" / "a.slobackup")
    assert list((tmp_path / "usb").iterdir()) == []


def test_what_does_not_open_as_it_was_sealed_is_not_kept(
    school: SchoolFolder,
    keys: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealing, "opened_hash", lambda *_asked: "0" * 64)
    with pytest.raises(BackupFailedError) as caught:
        seal(school, tmp_path / "usb" / "a.slobackup")
    assert caught.value.reason is MakingFault.DIFFERENT
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_name_with_the_wrong_bytes_behind_it_is_never_read_as_a_link(
    school: SchoolFolder,
) -> None:
    kept = school.backed_up()
    part = kept.manifest.objects[0]
    copy = kept.path.parent / part.path
    copy.unlink()
    copy.symlink_to(school.object(part.sha256))
    with opened(kept.path) as container, pytest.raises(BackupRefusedError) as caught:
        container.verify()
    assert caught.value.fault is BackupFault.MISSING_PART
