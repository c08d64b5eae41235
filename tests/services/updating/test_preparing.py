"""The installer is written while it is proven, and is the one that is started."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from slo_desktop.domain.safety.errors import NoRoomError
from slo_desktop.domain.update_manifest import Ready
from slo_desktop.domain.updates import (
    UpdateFault,
    UpdateRefusedError,
    UpdateStoppedError,
)
from slo_desktop.services.updating.holding import held
from slo_desktop.services.updating.preparing import prepare
from tests.updates import HERE, KEYS, PACKAGE, Made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "updates" / "one"


@pytest.fixture
def ready(made: Made, folder: Path) -> Ready:
    return prepare(made.write(), here=HERE, keys=KEYS, folder=folder)


def is_changed(ready: Ready) -> bool:
    with pytest.raises(UpdateRefusedError) as caught, held(ready):
        pass
    return caught.value.fault is UpdateFault.CHANGED_INSTALLER


def test_the_installer_lies_alone_in_a_private_folder(
    ready: Ready, folder: Path
) -> None:
    assert ready.path.read_bytes() == PACKAGE
    assert list(folder.iterdir()) == [ready.path]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(ready.path.stat().st_mode) == 0o400


def test_progress_is_told_in_bytes(made: Made, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    prepare(
        made.write(),
        here=HERE,
        keys=KEYS,
        folder=folder,
        progress=lambda *bytes_: told.append(bytes_),
    )
    assert told[-1] == (len(PACKAGE), len(PACKAGE))


def test_a_bad_installer_leaves_nothing(made: Made, folder: Path) -> None:
    name = made.contents["debian-amd64"][0]
    path = made.write(contents={name: bytes(len(PACKAGE))})
    with pytest.raises(UpdateRefusedError):
        prepare(path, here=HERE, keys=KEYS, folder=folder)
    assert not folder.exists()


def test_who_stops_leaves_nothing(made: Made, folder: Path) -> None:
    with pytest.raises(UpdateStoppedError):
        prepare(
            made.write(), here=HERE, keys=KEYS, folder=folder, cancelled=lambda: True
        )
    assert not folder.exists()


def test_a_disk_that_is_too_full_is_refused_before_anything_is_written(
    made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 10})()
    monkeypatch.setattr("shutil.disk_usage", lambda _place: usage)
    with pytest.raises(NoRoomError) as caught:
        prepare(made.write(), here=HERE, keys=KEYS, folder=folder)
    assert caught.value.needed > len(PACKAGE)
    assert not folder.exists()


def test_the_installer_that_was_proven_is_handed_out(ready: Ready) -> None:
    with held(ready) as path:
        assert path == ready.path


def test_an_installer_that_was_written_to_since_is_not_started(ready: Ready) -> None:
    ready.path.chmod(0o600)
    ready.path.write_bytes(bytes(len(PACKAGE)))
    assert is_changed(ready)


def test_a_link_in_place_of_the_installer_is_not_followed(
    ready: Ready, tmp_path: Path
) -> None:
    (tmp_path / "same.deb").write_bytes(PACKAGE)
    ready.path.unlink()
    ready.path.symlink_to(tmp_path / "same.deb")
    with pytest.raises(OSError, match="symbolic"), held(ready):
        pass


def test_an_installer_that_somebody_else_could_change_is_not_started(
    ready: Ready, tmp_path: Path
) -> None:
    os.link(ready.path, tmp_path / "other.deb")
    assert is_changed(ready)
    (tmp_path / "other.deb").unlink()
    ready.path.parent.chmod(0o777)
    assert is_changed(ready)


def test_an_installer_that_is_gone_is_not_started(ready: Ready) -> None:
    ready.path.unlink()
    with pytest.raises(FileNotFoundError), held(ready):
        pass
