"""What dpkg does with our package in a system of its own, where nothing is at stake."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.package.conftest import as_root

NEWER = "99.0"
PROGRAM = "opt/slo-desktop"
ROOM = 1.5
"""Room on the small disk, in programs: one fits on it, and its successor does not."""


@dataclass(frozen=True)
class System:
    """A folder that dpkg takes for a whole system; our scripts run beside it."""

    folder: Path

    def dpkg(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        here = (f"--root={self.folder}", "--force-script-chrootless", "--force-depends")
        return as_root("dpkg", *here, *arguments)

    def state(self) -> str:
        """What dpkg believes to be installed."""
        database = f"--admindir={self.folder}/var/lib/dpkg"
        shown = "-f=${db:Status-Status} ${Version}"
        return as_root("dpkg-query", database, "-W", shown, "slo-desktop").stdout

    def files(self) -> dict[str, int]:
        """Every file of the program, and its size."""
        home = self.folder / PROGRAM
        return {
            path.relative_to(home).as_posix(): path.lstat().st_size
            for path in home.rglob("*")
            if not path.is_dir()
        }


@pytest.fixture
def system(tmp_path: Path) -> System:
    database = tmp_path / "system" / "var" / "lib" / "dpkg"
    for folder in ("info", "updates"):
        (database / folder).mkdir(parents=True)
    (database / "status").touch()
    return System(tmp_path / "system")


def named(package: Path) -> str:
    field = ["dpkg-deb", "--field", str(package), "Architecture"]
    return subprocess.run(field, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def newer(package: Path, tmp_path: Path) -> Path:
    """A package of a version that does not exist yet."""
    tree = tmp_path / "newer"
    program = tree / PROGRAM / "slo-desktop"
    for path in (program, tree / "DEBIAN" / "control"):
        path.parent.mkdir(parents=True)
    program.write_text("newer", "utf-8")
    about = {
        "Package": "slo-desktop",
        "Version": NEWER,
        "Architecture": named(package).strip(),
        "Maintainer": "The SLO Desktop authors",
        "Description": "a newer one",
    }
    lines = "".join(f"{name}: {text}\n" for name, text in about.items())
    (tree / "DEBIAN" / "control").write_text(lines, "utf-8")
    made = tmp_path / "newer.deb"
    build = ["dpkg-deb", "--root-owner-group", "--build", str(tree), str(made)]
    subprocess.run(build, capture_output=True, check=True)
    return made


def test_an_older_version_is_not_put_over_a_newer_one(
    system: System, newer: Path, package: Path
) -> None:
    assert system.dpkg("--install", str(newer)).returncode == 0
    before = system.files()
    done = system.dpkg("--install", str(package))
    assert done.returncode != 0
    assert (
        f"Mae fersiwn fwy newydd yma: {NEWER}. Nid oes dim wedi newid." in done.stderr
    )
    assert f"A newer version is here: {NEWER}. Nothing was changed." in done.stderr
    assert system.state() == f"installed {NEWER}"
    assert system.files() == before


def test_a_newer_version_is_put_over_an_older_one(
    system: System, newer: Path, package: Path
) -> None:
    assert system.dpkg("--install", str(package)).returncode == 0
    done = system.dpkg("--install", str(newer))
    assert done.returncode == 0, done.stderr
    assert system.state() == f"installed {NEWER}"
    assert list(system.files()) == ["slo-desktop"]


@pytest.fixture
def small_disk(system: System, package: Path) -> Iterator[Path]:
    """A disk for the program alone that holds it once, and not twice."""
    place = system.folder / PROGRAM
    place.mkdir(parents=True)
    field = ["dpkg-deb", "--field", str(package), "Installed-Size"]
    told = subprocess.run(field, capture_output=True, text=True, check=True).stdout
    size = f"size={int(int(told) * ROOM)}k"
    if as_root("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)).returncode:
        pytest.skip("no disk can be put there")
    try:
        yield place
    finally:
        as_root("umount", str(place))


def test_a_full_disk_leaves_the_version_that_was_there(
    system: System, package: Path, small_disk: Path, home: dict[str, str]
) -> None:
    assert system.dpkg("--install", str(package)).returncode == 0
    state, before = system.state(), system.files()
    done = system.dpkg("--install", str(package))
    assert done.returncode != 0
    assert os.strerror(28) in done.stderr
    assert system.state() == state
    assert system.files() == before
    start = [str(small_disk / "slo-desktop"), "selftest", "--lang", "en"]
    tried = subprocess.run(start, env=home, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout
