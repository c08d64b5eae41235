"""Whether the disk is encrypted, with answers that stand in for each system's own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.storage import disk_lock as module
from slo_desktop.storage.disk_lock import disk_lock

Answer = Callable[[Mapping[str, str]], list[list[str]]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the system's programs answer; gives the list of what they are asked."""

    def by_name(said: Mapping[str, str]) -> list[list[str]]:
        asked: list[list[str]] = []

        def run(command: tuple[str, ...], **how: Any) -> SimpleNamespace:
            assert how["timeout"] == 5
            asked.append(list(command))
            name = re.split(r"[\\/]", command[0])[-1]
            if name not in said:
                raise FileNotFoundError(name)
            return SimpleNamespace(stdout=said[name])

        monkeypatch.setattr(subprocess, "run", run)
        return asked

    return by_name


def on(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(module, "sys", SimpleNamespace(platform=platform))


class WindowsFolder(PureWindowsPath):
    """A folder as Windows names it."""

    def absolute(self) -> WindowsFolder:
        return self


@pytest.mark.parametrize(
    ("said", "lock"),
    [
        ("1\r\n", DiskLock.ON),
        ("2\r\n", DiskLock.OFF),
        ("3\r\n", DiskLock.UNKNOWN),  # it is being encrypted
        ("5\r\n", DiskLock.OFF),
        ("", DiskLock.UNKNOWN),
        ("Cannot find type", DiskLock.UNKNOWN),
    ],
)
def test_windows_says_it_as_a_property_of_the_drive(
    said: str, lock: DiskLock, answers: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "win32")
    asked = answers({"powershell.exe": said})
    folder: Any = WindowsFolder(r"C:\Users\Mererid\AppData\Local\slo-desktop\school")
    assert disk_lock(folder) is lock
    assert "NameSpace('C:')" in asked[0][-1]
    assert "System.Volume.BitLockerProtection" in asked[0][-1]
    assert "Mererid" not in str(asked)


def test_a_folder_on_the_network_has_no_disk_here(
    answers: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "win32")
    asked = answers({})
    folder: Any = WindowsFolder(r"\\server\staff\school")
    assert disk_lock(folder) is DiskLock.UNKNOWN
    assert asked == []


@pytest.mark.parametrize(
    ("said", "lock"),
    [
        ("true\n", DiskLock.ON),
        ("false\n", DiskLock.OFF),
        ("Error\n", DiskLock.UNKNOWN),
    ],
)
def test_a_mac_says_whether_its_vault_is_on(
    said: str, lock: DiskLock, answers: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "darwin")
    answers({"fdesetup": said})
    assert disk_lock(Path("/Users/x")) is lock


@pytest.mark.parametrize(
    ("source", "layers", "lock"),
    [
        ("/dev/mapper/home\n", "lvm\ncrypt\npart\ndisk\n", DiskLock.ON),
        ("/dev/sda2[/@home]\n", "part\ndisk\n", DiskLock.OFF),
        ("/dev/sda2\n", "", DiskLock.UNKNOWN),
        ("overlay\n", "part\ndisk\n", DiskLock.UNKNOWN),
    ],
)
def test_linux_names_every_layer_below_the_folder(
    source: str,
    layers: str,
    lock: DiskLock,
    answers: Answer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    on(monkeypatch, "linux")
    asked = answers({"findmnt": source, "lsblk": layers})
    assert disk_lock(tmp_path) is lock
    assert asked[0][-1] == str(tmp_path)
    assert all("[" not in word for word in asked[-1])


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_system_that_cannot_be_asked_says_nothing(
    platform: str, answers: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, platform)
    answers({})
    folder: Any = WindowsFolder(r"C:\school") if platform == "win32" else Path("/")
    assert disk_lock(folder) is DiskLock.UNKNOWN


def test_a_system_that_takes_too_long_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(*_told: object, **_how: object) -> None:
        raise subprocess.TimeoutExpired("lsblk", 5)

    on(monkeypatch, "linux")
    monkeypatch.setattr(subprocess, "run", late)
    assert disk_lock(Path("/")) is DiskLock.UNKNOWN
