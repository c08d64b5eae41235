"""Debian's package waits until the program has closed, and opens it again."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.desktop import web_view
from slo_desktop.desktop.installing import AFTERWARDS
from slo_desktop.domain.updates import UpdateEnding
from tests.desktop.installers import (
    PACKAGE,
    PATIENCE_SECONDS,
    SHA256,
    commands,
    hand_over,
    installer,
    setups,
    wait_for,
)

# pytest finds these here.
__all__ = ["commands", "installer"]


def tools(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian whose `pkexec` only writes down what it was asked for."""
    asked = folder / "asked"
    folder.mkdir()
    for name in ("pkexec", "apt-get", "again"):
        place = folder / name
        place.write_text(f'#!/bin/sh\necho {name} "$@" >>{asked}\n')
        place.chmod(place.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return asked


def test_debian_without_a_way_to_ask_leaves_it_to_the_person(
    tmp_path: Path,
    installer: Path,
    commands: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    tools(tmp_path / "bin", monkeypatch)
    monkeypatch.setattr(web_view, "has_display", lambda: False)
    assert hand_over(setups(tmp_path, []), installer) is UpdateEnding.BY_HAND
    monkeypatch.setattr(web_view, "has_display", lambda: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hand_over(setups(tmp_path, []), installer) is UpdateEnding.BY_HAND
    assert commands == []


def test_debian_waits_for_the_program_to_close_and_opens_it_again(
    tmp_path: Path,
    installer: Path,
    commands: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    tools(tmp_path / "bin", monkeypatch)
    monkeypatch.setattr(web_view, "has_display", lambda: True)
    left: list[bool] = []
    assert hand_over(setups(tmp_path, left), installer) is UpdateEnding.CLOSING
    (command,) = commands
    assert command[:4] == ("/bin/sh", "-c", AFTERWARDS, "sh")
    assert command[4:7] == (str(installer), SHA256, str(os.getpid()))
    assert command[-2:] == ("--data", str(tmp_path / "ysgol"))
    wait_for(lambda: left)


@pytest.fixture
def open_program() -> Any:
    process = subprocess.Popen(("sleep", "60"))
    yield process
    process.kill()
    process.wait()


def afterwards(installer: Path, sha256: str, pid: int, again: Path) -> Any:
    told = (str(installer), sha256, str(pid), str(again), "--data", "/y s g o l")
    return subprocess.Popen(("/bin/sh", "-c", AFTERWARDS, "sh", *told))


@pytest.mark.parametrize("name", ["a.deb", "a b'; touch pwned; '.deb"])
def test_nothing_is_installed_before_the_program_has_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_program: Any, name: str
) -> None:
    asked = tools(tmp_path / "bin", monkeypatch)
    installer = tmp_path / name
    installer.write_bytes(PACKAGE)
    again = tmp_path / "bin" / "again"
    waiter = afterwards(installer, SHA256, open_program.pid, again)
    time.sleep(0.5)
    assert not asked.exists()
    open_program.kill()
    open_program.wait()
    assert waiter.wait(PATIENCE_SECONDS) == 0
    assert asked.read_text().splitlines() == [
        f"pkexec apt-get install --yes {installer}",
        "again --data /y s g o l",
    ]
    assert not Path("pwned").exists()


def test_another_file_in_its_place_is_not_installed_and_the_program_opens_again(
    tmp_path: Path, installer: Path, monkeypatch: pytest.MonkeyPatch, open_program: Any
) -> None:
    asked = tools(tmp_path / "bin", monkeypatch)
    open_program.kill()
    open_program.wait()
    installer.write_bytes(b"another")
    again = tmp_path / "bin" / "again"
    waiter = afterwards(installer, SHA256, open_program.pid, again)
    assert waiter.wait(PATIENCE_SECONDS) == 0
    assert asked.read_text().splitlines() == ["again --data /y s g o l"]
