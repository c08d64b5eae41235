"""What the tests of every system's package share; `package --test` starts them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.package.installed import PACKAGE, Run, from_source, person


def pytest_ignore_collect() -> bool | None:
    """Nothing is installed, not even under Wine, unless `package --test` asks."""
    return None if os.environ.get(PACKAGE) else True


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


@pytest.fixture(scope="session")
def package() -> Path:
    """What was made: a package or a setup."""
    return Path(os.environ[PACKAGE])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A person of their own, with a name as people here have."""
    return person(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def source(home: dict[str, str]) -> Run:
    return from_source(home)
