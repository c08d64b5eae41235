"""The end of the story: these tests come last, for they remove the program."""

from __future__ import annotations

from pathlib import Path

from tests.package.conftest import as_root
from tests.package.installed import Run
from tests.package.linux.conftest import HOME, INSTALLED, is_installed


def test_the_school_stays_when_the_program_goes(
    frozen: Run, source: Run, school: Path
) -> None:
    done = as_root("apt-get", "purge", "-y", "slo-desktop")
    assert done.returncode == 0, done.stderr
    assert not is_installed()
    assert not HOME.exists()
    assert not INSTALLED.is_symlink()
    source.must("check", "--data", school)
