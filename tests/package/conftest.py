"""The package on this computer: installed by apt, used, removed again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installed import PACKAGE, Run, from_source, person
from tests.package.screen import Screen, screen

ROOT = Path(__file__).resolve().parents[2]
HOME = Path("/opt/slo-desktop")
INSTALLED = Path("/usr/bin/slo-desktop")


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


@pytest.fixture(scope="session")
def package() -> Path:
    return Path(os.environ[PACKAGE])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A person of their own, with a name as people here have."""
    return person(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def source(home: dict[str, str]) -> Run:
    return from_source(home)


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
