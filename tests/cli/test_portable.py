"""A copy that keeps everything beside itself."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.desktop import crash
from slo_desktop.desktop import main as desktop
from slo_desktop.settings import Settings
from slo_desktop.storage.writable import may_write
from tests.cli.conftest import Run


def packaged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packaged program in a folder; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "SLO Desktop.exe"))
    return folder


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with a portable copy on it."""
    folder = packaged(tmp_path / "stick", monkeypatch)
    (folder / "portable.flag").touch()
    return folder


@pytest.fixture
def locked(stick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with its switch on read-only."""

    def refuse(**_how: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    return stick


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    seen: list[Settings] = []
    monkeypatch.setattr(desktop, "run", lambda settings, **_: seen.append(settings))
    return seen


def test_everything_lies_beside_a_portable_copy(
    stick: Path, run: Run, opened: list[Settings]
) -> None:
    assert run().code == 0
    home = stick / "SLO Desktop data"
    assert opened[0].data_dir == home / "school"
    assert opened[0].cache_dir.parent == home / "cache"
    assert paths.config_dir() == home / "settings"


def test_another_folder_may_be_named_all_the_same(
    stick: Path, tmp_path: Path, run: Run, opened: list[Settings]
) -> None:
    assert run("--data", tmp_path / "ysgol").code == 0
    assert opened[0].data_dir == tmp_path / "ysgol"
    assert opened[0].cache_dir.is_relative_to(stick)


def test_a_stick_with_another_letter_finds_its_cache_again(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = [paths.cache_of(paths.default_data_dir()).name]
    other = packaged(tmp_path / "other", monkeypatch)
    (other / "portable.flag").touch()
    assert paths.cache_of(paths.default_data_dir()).name == before
    assert paths.cache_of(stick / "school").name != before


def test_a_copy_that_was_set_up_keeps_nothing_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = packaged(tmp_path / "program", monkeypatch)
    places = (paths.default_data_dir(), paths.cache_dir(), paths.config_dir())
    assert not any(place.is_relative_to(folder) for place in places)


def test_data_and_cache_are_this_computers_and_never_roam(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def place(_name: str, *, appauthor: bool, roaming: bool = False) -> Path:
        asked.append(appauthor or roaming)
        return Path("local")

    for name in ("user_data_path", "user_config_path", "user_cache_path"):
        monkeypatch.setattr(paths, name, place)
    assert paths.default_data_dir() == Path("local/school")
    assert paths.config_dir() == paths.cache_dir() == Path("local")
    assert asked == [False] * 3


def test_a_stick_that_is_read_only_says_what_to_do(
    locked: Path, run: Run, opened: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(crash, "show", shown.append)
    assert run().code == 2
    assert "yn cadw ei ddata wrth ei ymyl" in shown[0]
    assert "nothing can be written there" in shown[0]
    assert str(locked / "SLO Desktop data" / "school") in shown[0]
    assert opened == []


def test_a_school_on_a_stick_that_is_read_only_can_be_read(
    locked: Path, run: Run, opened: list[Settings]
) -> None:
    school = locked / "SLO Desktop data" / "school"
    school.mkdir(parents=True)
    (school / "school.sqlite").touch()
    assert run().code == 0
    assert not opened[0].cache_dir.is_relative_to(locked)


def test_windows_is_asked_by_trying(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert may_write(locked, locked / "school.sqlite")
    monkeypatch.setattr(sys, "platform", "win32")
    assert not may_write(locked, locked / "school.sqlite")
    assert may_write(tmp_path / "none", tmp_path / "none" / "school.sqlite")
