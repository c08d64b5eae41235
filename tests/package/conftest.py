"""The package on this computer: installed by apt, used, removed again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.package.screen import Screen, screen

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "SLO_PACKAGE"
HOME = Path("/opt/slo-desktop")
INSTALLED = Path("/usr/bin/slo-desktop")
PATIENCE_SECONDS = 300


def pytest_ignore_collect() -> bool | None:
    """Nothing is installed on anybody's computer unless `package --test` asks."""
    return None if os.environ.get(PACKAGE) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.package)


def as_root(*command: str) -> subprocess.CompletedProcess[str]:
    """Run one of the system's programs as root."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    return subprocess.run(
        [*sudo, *command],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def is_installed() -> bool:
    return not subprocess.run(
        ["dpkg-query", "-W", "slo-desktop"], capture_output=True, check=False
    ).returncode


@dataclass(frozen=True)
class Run:
    """One way to start the program: frozen, or from the source."""

    name: str
    command: tuple[str, ...]
    surroundings: dict[str, str] = field(repr=False)

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Do what a command line asks."""
        return subprocess.run(
            [*self.command, *map(str, arguments)],
            env=self.surroundings,
            cwd=self.surroundings["HOME"],
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def must(self, *arguments: object) -> str:
        """The same, and it has to succeed."""
        done = self(*arguments)
        assert done.returncode == 0, f"{self.name}: {done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture(scope="session")
def package() -> Path:
    return Path(os.environ[PACKAGE])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A person of their own, with a name as people here have."""
    folder = tmp_path_factory.mktemp("package") / "Siân Tŷ Gŵyn"
    folder.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "COV", "SLO_", "PYTHON", "LANG"))
        and name not in {"DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV"}
    }
    return kept | {"HOME": str(folder), "NO_AT_BRIDGE": "1", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="session")
def source(home: dict[str, str]) -> Run:
    surroundings = home | {"PYTHONPATH": str(ROOT)}
    return Run("source", (sys.executable, "-m", "slo_desktop"), surroundings)


@pytest.fixture(scope="session")
def frozen(package: Path, home: dict[str, str]) -> Iterator[Run]:
    """The program that apt has installed from our package."""
    if is_installed():
        pytest.fail("slo-desktop is installed here already: remove it first")
    done = as_root("apt-get", "install", "-y", "--no-install-recommends", str(package))
    assert done.returncode == 0, done.stdout + done.stderr
    try:
        yield Run("frozen", (str(INSTALLED),), home)
    finally:
        if is_installed():
            as_root("dpkg", "--purge", "slo-desktop")


@pytest.fixture(scope="session")
def school(frozen: Run, home: dict[str, str]) -> Path:
    """The sample school, in a folder with a space and a ŵ, made by the package."""
    folder = Path(home["HOME"]) / "Ysgol y Gŵyl"
    frozen.must("sample", "--data", folder, "--lang", "cy")
    return folder


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A virtual screen that can be looked at."""
    assert shutil.which("Xvfb"), "needs Xvfb"
    with screen(tmp_path_factory.mktemp("screen")) as here:
        yield here
