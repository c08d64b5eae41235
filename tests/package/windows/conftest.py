"""The setup for Windows, run under Wine: installed, used, replaced, removed again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from package.windows import wine
from places import OUT
from tests.package.installed import Run
from tests.package.windows.computer import Computer, set_up

PREFIX = OUT / "windows" / "wine-test"
"""A disk and a registry made anew, where nothing is left of earlier tests."""
PERSON = "Siân Tŷ Gŵyn"
FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))  # as those of a real window


@pytest.fixture(scope="session")
def pc(home: dict[str, str]) -> Iterator[Computer]:
    """A computer with Windows, for a person whose name has letters of our own."""
    shutil.rmtree(PREFIX, ignore_errors=True)
    computer = set_up(PREFIX)
    place = ("/v", "Local AppData", "/d", rf"C:\users\{PERSON}\AppData\Local", "/f")
    subprocess.run(
        wine.command(computer.reg, "add", FOLDERS, *place),
        env=computer.surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    computer.surroundings["HOME"] = home["HOME"]
    yield computer
    subprocess.run(["wineserver", "-k"], env=computer.surroundings, check=False)
    shutil.rmtree(PREFIX, ignore_errors=True)


@pytest.fixture(scope="session")
def place(pc: Computer) -> Path:
    """Where the setup puts the program for one person."""
    return pc.disk / "users" / PERSON / "AppData" / "Local" / "Programs" / "SLO Desktop"


@pytest.fixture(scope="session")
def frozen(pc: Computer, place: Path) -> Run:
    """The program that the setup has installed."""
    command = wine.command(place / "slo-desktop.exe")
    return Run("windows", tuple(command), pc.surroundings, wine.path)


@pytest.fixture(scope="session")
def school(home: dict[str, str]) -> Path:
    """A folder with a space and a ŵ, for the sample school."""
    return Path(home["HOME"]) / "Ysgol y Gŵyl"
