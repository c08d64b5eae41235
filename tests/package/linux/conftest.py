"""The package on this computer: installed by apt, used, removed again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.package.conftest import as_root
from tests.package.installed import Run
from tests.package.screen import Screen, screen

HOME = Path("/opt/slo-desktop")
INSTALLED = Path("/usr/bin/slo-desktop")


def is_installed() -> bool:
    return not subprocess.run(
        ["dpkg-query", "-W", "slo-desktop"], capture_output=True, check=False
    ).returncode


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
