from __future__ import annotations

import errno
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.domain.limits import BACKUP_BYTES
from slo_desktop.domain.safety.keys import LockFailedError
from slo_desktop.services.privacy.finishing import CACHED
from slo_desktop.services.safety import unlocking
from slo_desktop.settings import Settings
from slo_desktop.web.recovery.files import FOLDER
from tests.faults.attacking import kept_files
from tests.faults.forging import forged, plain
from tests.faults.proof import Proof
from tests.restored import sealed
from tests.schools import school_folder
from tests.services.safety.damaging import Folder
from tests.web.recovery.conftest import Enter

HOSTILE: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda _place: b"",
    "a letter": lambda _place: b"Dear governors",
    "a zip": lambda _place: b"PK\x03\x04" + bytes(5_000),
    "made up": lambda place: forged(
        place / "x", [*plain(), ("../x", b"")]
    ).read_bytes(),
}


def sent(window: FlaskClient, content: bytes, passphrase: str = "") -> Any:
    file = (io.BytesIO(content), "a.slobackup")
    return window.post("/recovery/file", data={"file": file, "passphrase": passphrase})


def left(settings: Settings) -> list[Path]:
    return list((settings.cache_dir / FOLDER).rglob("*"))


@pytest.fixture
def window(enter: Enter, folder: Folder) -> FlaskClient:
    folder.database.write_bytes(folder.database.read_bytes()[:-1])
    return enter(DataDamagedError(folder.database, "truncated"))


@pytest.mark.parametrize("what", HOSTILE)
def test_s12_a_bad_file_is_refused_and_leaves_nothing(
    window: FlaskClient,
    settings: Settings,
    tmp_path: Path,
    what: str,
    proof: Proof,
) -> None:
    before = kept_files(settings.data_dir)
    assert sent(window, HOSTILE[what](tmp_path)).status_code == 422
    assert left(settings) == []
    assert kept_files(settings.data_dir) == before
    proof.count("files")


@pytest.fixture
def locked(tmp_path: Path, migrated: Path) -> bytes:
    """A sealed backup of another computer."""
    path = tmp_path / "sealed.slobackup"
    sealed(school_folder(tmp_path / "other", migrated), path)
    return path.read_bytes()


def test_a_computer_that_cannot_unlock_now_says_so_and_leaves_nothing(
    window: FlaskClient,
    settings: Settings,
    locked: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_asked: object) -> None:
        raise LockFailedError

    monkeypatch.setattr(unlocking, "unlocked", fail)
    assert sent(window, locked, "gair").status_code == 422
    assert left(settings) == []


def test_s5_a_wrong_passphrase_opens_nothing(
    window: FlaskClient, settings: Settings, locked: bytes
) -> None:
    assert sent(window, locked, "gair arall").status_code == 422
    assert left(settings) == []


def test_f10_a_disk_that_fills_up_meanwhile_leaves_nothing(
    window: FlaskClient,
    settings: Settings,
    locked: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_file: FileStorage, place: Path) -> None:
        place.write_bytes(b"PK")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(FileStorage, "save", fail)
    assert sent(window, locked).status_code == 422
    assert left(settings) == []


def test_a_whole_backup_may_be_sent_and_not_only_a_file(window: FlaskClient) -> None:
    view = window.application.view_functions["recovery.file"]
    assert getattr(view, "most_bytes", 0) == BACKUP_BYTES


def test_s24_what_an_earlier_program_received_is_gone(
    settings: Settings, folder: Folder, enter: Enter
) -> None:
    place = settings.cache_dir / FOLDER
    place.mkdir(parents=True)
    (place / "old.slobackup").write_bytes(b"Ann")
    enter(DataDamagedError(folder.database, "truncated"))
    assert left(settings) == []


def test_s24_an_erasure_reaches_what_was_sent_to_be_looked_at() -> None:
    assert {FOLDER, "restores"} <= set(CACHED)
