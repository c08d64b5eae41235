"""Two versions of a small program, their setups, and computers to try them on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from package.windows import nsis
from tests.package.conftest import as_root
from tests.package.screen import screen
from tests.package.windows.computer import Computer, make_program, set_up, tree

OLDER, NEWER = "0.9.0", "0.10.0"
DONE, CANCELLED, NOT_WORKING, OPEN, NEWER_HERE, NO_ROOM, NOT_THERE = range(7)
"""How a setup ends."""


def pytest_ignore_collect() -> bool | None:
    """They are tried under Wine, and never in the registry that a person uses."""
    return True if sys.platform == "win32" else None


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two versions of a program and their setups."""
    folder = tmp_path_factory.mktemp("setups")
    files = {
        OLDER: {"_internal/fersiwn.txt": OLDER, "_internal/hen/dŵr.txt": "hen"},
        NEWER: {"_internal/fersiwn.txt": NEWER, "newydd.txt": "newydd"},
    }
    for number, more in files.items():
        program = make_program(folder / number, more)
        nsis.compile_setup(program, folder / f"{number}.exe", number)
    return folder


@pytest.fixture(scope="session")
def older(made: Path) -> Path:
    return made / f"{OLDER}.exe"


@pytest.fixture(scope="session")
def newer(made: Path) -> Path:
    return made / f"{NEWER}.exe"


@pytest.fixture(scope="session")
def windows() -> Iterator[Computer]:
    computer = set_up()
    yield computer
    computer.switch_off()


@pytest.fixture
def computer(windows: Computer) -> Iterator[Computer]:
    """A computer on which nothing of ours is left afterwards."""
    yield windows
    windows.clean()


@pytest.fixture
def seen(computer: Computer, tmp_path: Path) -> Iterator[Computer]:
    """A computer with a screen and a keyboard."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb and xdotool")
    computer.switch_off()  # it looks for its screen when it is switched on
    with screen(tmp_path) as display:
        yield computer.seen_on(display.name)
        computer.switch_off()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disg fach"
    disk.mkdir()
    if as_root("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)).returncode:
        pytest.skip("nobody may add a disk here")
    yield disk
    as_root("umount", "--lazy", str(disk))


def program_files(made: Path, number: str) -> dict[str, bytes]:
    return tree(made / number)


def installed_files(folder: Path) -> dict[str, bytes]:
    """What is installed, without what the setup has added."""
    return {k: v for k, v in tree(folder).items() if k not in nsis.OWN_FILES}
