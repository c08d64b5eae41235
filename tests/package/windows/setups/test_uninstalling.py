"""What the uninstaller takes away, and what it leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.package.windows.computer import CLASSES, TYPES, Computer, tree, wait_for
from tests.package.windows.setups.conftest import DONE


def test_uninstalling_takes_away_what_was_installed_and_nothing_else(
    computer: Computer, older: Path, newer: Path
) -> None:
    school = computer.person / "Local" / "slo-desktop" / "school"
    school.mkdir(parents=True, exist_ok=True)
    (school / "school.sqlite").write_bytes(b"gwaith")
    assert computer.run(older, "/S") == DONE
    assert computer.run(newer, "/S") == DONE
    ours = computer.mine / "_internal" / "fy ffeil.txt"
    ours.write_text("fy ffeil i", "utf-8")
    # As Windows does it: the uninstaller goes on in a copy, and takes itself away.
    assert computer.run(computer.mine / "uninstall.exe", "/S") == DONE
    wait_for(lambda: computer.version() is None, "it was not uninstalled")
    assert tree(computer.mine) == {"_internal/fy ffeil.txt": b"fy ffeil i"}
    assert tree(school) == {"school.sqlite": b"gwaith"}
    assert computer.links() == []
    for name in TYPES:
        assert computer.keys(rf"HKCU\{CLASSES}\{name}") == {}
    shutil.rmtree(school.parent)


def test_another_program_keeps_the_file_type_it_has_taken_over(
    computer: Computer, older: Path
) -> None:
    assert computer.run(older, "/S") == DONE
    ending = rf"HKCU\{CLASSES}\.slobackup"
    theirs = ("add", ending, "/ve", "/d", "Other.Program", "/f")
    assert computer.run(computer.reg, *theirs) == DONE
    assert computer.uninstall(computer.mine) == DONE
    assert list(computer.keys(ending).values()) == ["Other.Program"]
