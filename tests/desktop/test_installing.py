"""An installer is started in each system's own way, and the program closes for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.desktop import installing
from slo_desktop.desktop.installing import Setups, is_for_everybody
from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.updates import SetupRefusedError, UpdateEnding
from slo_desktop.settings import Settings
from tests.desktop.installers import (
    PATIENCE_SECONDS,
    Started,
    commands,
    hand_over,
    installer,
    setups,
    wait_for,
)

# pytest finds these here.
__all__ = ["commands", "installer"]


def windows(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", program)
    for name in installing.PROGRAMS:
        monkeypatch.setenv(name, "/Program Files")


def test_windows_starts_the_setup_and_the_program_closes(
    tmp_path: Path,
    installer: Path,
    commands: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows(monkeypatch, "/Users/sian/Programs/SLO Desktop.exe")
    left: list[bool] = []
    assert hand_over(setups(tmp_path, left), installer) is UpdateEnding.CLOSING
    assert commands == [(str(installer), "/UPDATE", "/LANG=cy")]
    wait_for(lambda: left)


def test_windows_has_the_setup_ask_where_the_program_is_for_everybody(
    tmp_path: Path,
    installer: Path,
    commands: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows(monkeypatch, "/Program Files/SLO Desktop/SLO Desktop.exe")
    assert hand_over(setups(tmp_path, []), installer) is UpdateEnding.CLOSING
    assert commands == [(str(installer), "/UPDATE", "/LANG=cy", "/ALLUSERS")]


def test_a_person_who_does_not_allow_it_keeps_the_program_open(
    tmp_path: Path, installer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows(monkeypatch, "/Program Files/SLO Desktop.exe")
    monkeypatch.setattr(installing, "_begin", lambda _command: Started(6))
    left: list[bool] = []
    with pytest.raises(SetupRefusedError):
        hand_over(setups(tmp_path, left), installer)
    assert left == []


@pytest.mark.parametrize("code", [4, 5])
def test_a_setup_that_ends_at_once_has_not_started(
    tmp_path: Path, installer: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    windows(monkeypatch, "/Users/sian/SLO Desktop.exe")
    monkeypatch.setattr(installing, "_begin", lambda _command: Started(code))
    with pytest.raises(SetupRefusedError):
        hand_over(setups(tmp_path, []), installer)


def test_a_computer_that_blocks_the_setup_is_told_apart_from_a_fault(
    tmp_path: Path, installer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows(monkeypatch, "/Users/sian/SLO Desktop.exe")

    def blocks(_command: object) -> None:
        raise OSError(1260, "blocked by group policy")

    monkeypatch.setattr(installing, "_begin", blocks)
    with pytest.raises(SetupRefusedError):
        hand_over(setups(tmp_path, []), installer)


def test_only_the_programs_of_everybody_are_for_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in installing.PROGRAMS:
        monkeypatch.delenv(name, raising=False)
    assert not is_for_everybody(Path("/Program Files/SLO Desktop.exe"))
    monkeypatch.setenv("ProgramFiles", "/Program Files")
    assert is_for_everybody(Path("/Program Files/SLO Desktop/SLO Desktop.exe"))
    assert not is_for_everybody(Path("/Program Files 2/SLO Desktop.exe"))


def test_a_mac_opens_the_image_and_the_program_stays(
    tmp_path: Path, installer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    ran: list[Any] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_how: ran.append(command))
    left: list[bool] = []
    assert hand_over(setups(tmp_path, left), installer) is UpdateEnding.OPENED
    assert ran == [("open", str(installer))]
    assert left == []


def test_who_starts_it_is_outlived(tmp_path: Path) -> None:
    marker = tmp_path / "there"
    process = installing._begin(("/usr/bin/touch", str(marker)))
    assert process.wait(PATIENCE_SECONDS) == 0
    assert marker.exists()


def test_the_program_closes_as_if_its_window_had_been_closed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(settings, None)
    pages.start()
    install = pages.running().folder.install
    assert isinstance(install, Setups)
    monkeypatch.setattr(installing, "CLOSE_SECONDS", 0.1)
    monkeypatch.setattr(Setups, "_start", lambda *_told: UpdateEnding.CLOSING)
    assert hand_over(install, Path("x")) is UpdateEnding.CLOSING
    pages.join(PATIENCE_SECONDS)
    assert not pages.is_alive()
    pages.finish()
    assert not (settings.data_dir / "instance.json").exists()


def test_a_window_is_closed_and_the_pages_after_it(settings: Settings) -> None:
    pages = Pages(settings, None)
    pages.start()
    pages.running()
    closed: list[bool] = []

    class Window:
        def close(self) -> None:
            closed.append(True)

    pages._window = Window()  # type: ignore[assignment]
    pages._leave()
    assert closed == [True]
    assert pages.is_alive()
    pages.finish()
