"""The end of the story: this comes last, for it removes the program."""

from __future__ import annotations

from pathlib import Path

from tests.package.installed import Run
from tests.package.windows.computer import Computer, tree, wait_for


def test_the_school_stays_when_the_program_goes(
    pc: Computer, place: Path, source: Run, school: Path
) -> None:
    before = tree(school)
    assert pc.run(place / "uninstall.exe", "/S") == 0
    wait_for(lambda: pc.version() is None, "it was not uninstalled")
    wait_for(lambda: not place.exists(), f"{place} stays")
    assert tree(school) == before
    source.must("check", "--data", school)
