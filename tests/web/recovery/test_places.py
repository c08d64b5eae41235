from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.domain.safety.whereabouts import (
    Ground,
    UnsafePlaceError,
    Whereabouts,
)
from slo_desktop.settings import Settings
from slo_desktop.storage import moving
from slo_desktop.storage.moving import moved_to
from slo_desktop.storage.preferences import PreferenceStore
from tests.services.safety.damaging import Folder
from tests.web.recovery.conftest import Enter, Ordered
from tests.web.recovery.test_recovery import finished


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer with nothing on it."""
    monkeypatch.setattr(paths, "local_data_dir", lambda: tmp_path / "local" / "school")
    monkeypatch.setattr(paths, "config_dir", lambda: tmp_path / "config")
    return tmp_path / "local" / "school"


def unsafe(settings: Settings, ground: Ground = Ground.SYNCED) -> UnsafePlaceError:
    service = "OneDrive" if ground is Ground.SYNCED else "cifs"
    return UnsafePlaceError(
        Whereabouts(folder=settings.data_dir, ground=ground, service=service)
    )


def test_p3_a_synced_folder_is_explained_before_anything_is_opened(
    folder: Folder, enter: Enter, settings: Settings, home: Path
) -> None:
    before = folder.database.read_bytes()
    page = enter(unsafe(settings)).get("/recovery").text
    assert "y tu mewn i ffolder sy’n cysoni: OneDrive" in page
    assert "inside a synced folder: OneDrive" in page
    assert str(home) in page
    assert folder.database.read_bytes() == before


def test_p4_a_network_drive_is_explained_in_its_own_words(
    folder: Folder, enter: Enter, settings: Settings
) -> None:
    page = enter(unsafe(settings, Ground.NETWORK)).get("/recovery").text
    assert "The data folder is on a network drive: cifs" in page


def test_p3_one_click_moves_the_folder_and_proves_the_copy(
    folder: Folder, enter: Enter, settings: Settings, home: Path, reopened: Ordered
) -> None:
    before, files = folder.hashes(), _files(folder.place)
    client = enter(unsafe(settings))
    page = finished(client, client.post("/recovery/move")).text
    assert "The school is on this computer now" in page
    assert moved_to(settings.data_dir) == home
    moved = Folder(home)
    assert moved.hashes() == before
    assert moved.is_whole()
    assert {
        name: content for name, content in _files(folder.place).items() if name in files
    } == files
    client.post("/recovery/open", data={"language": "cy"})
    assert reopened.times == 1


def _files(place: Path) -> dict[str, bytes]:
    files = (path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


def test_a_place_that_is_taken_is_not_written_over(
    folder: Folder, enter: Enter, settings: Settings, home: Path
) -> None:
    home.mkdir(parents=True)
    (home / "school.sqlite").write_text("somebody else's")
    client = enter(unsafe(settings))
    finished(client, client.post("/recovery/move"))
    assert (home / "school.sqlite").read_text() == "somebody else's"
    assert moved_to(settings.data_dir) == home.with_name("school-2")


def test_a_copy_that_fails_leaves_everything_as_it_was(
    folder: Folder,
    enter: Enter,
    settings: Settings,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_told: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(moving, "_copy", full)
    client = enter(unsafe(settings))
    answer = finished(client, client.post("/recovery/move"))
    assert "The folder could not be copied." in answer.text
    assert not home.exists()
    assert moved_to(settings.data_dir) == settings.data_dir


def test_who_wants_to_stay_is_not_asked_again(
    folder: Folder, enter: Enter, settings: Settings, reopened: Ordered
) -> None:
    client = enter(unsafe(settings))
    client.post("/recovery/stay")
    stays = PreferenceStore(settings.data_dir).load().stays_in
    assert stays == str(settings.data_dir)
    assert reopened.times == 1


def test_only_a_folder_in_such_a_place_is_moved(folder: Folder, enter: Enter) -> None:
    folder.database.write_bytes(b"")
    client = enter(folder.trouble())
    assert client.post("/recovery/move").status_code == 409


def test_a_note_that_makes_no_sense_moves_nobody(tmp_path: Path) -> None:
    note = tmp_path / "config" / moving.NOTE
    note.parent.mkdir()
    for text in ("", "[]", json.dumps({"moved": {"a": 1}}), "{"):
        note.write_text(text)
        assert moved_to(tmp_path / "x") == tmp_path / "x"


def test_a_folder_that_is_gone_again_is_not_followed(tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    moving.note_move(tmp_path / "old", new)
    assert moved_to(tmp_path / "old") == new
    shutil.rmtree(new)
    assert moved_to(tmp_path / "old") == tmp_path / "old"
