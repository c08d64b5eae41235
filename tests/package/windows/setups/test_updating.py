"""A newer version in the place of an older one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from package.windows import nsis, wine
from tests.package.windows.computer import (
    UNINSTALL,
    Computer,
    make_program,
    stand_in,
    tree,
)
from tests.package.windows.setups.conftest import (
    DONE,
    NEWER,
    NOT_WORKING,
    OLDER,
    OPEN,
    installed_files,
    program_files,
)


def test_a_newer_version_takes_the_place_of_all_of_the_older_one(
    computer: Computer, made: Path, older: Path, newer: Path
) -> None:
    assert computer.run(older, "/S", "/LANG=cy") == DONE
    ours = computer.mine / "nodiadau.txt"
    ours.write_text("fy ffeil i", "utf-8")
    assert computer.run(newer, "/S") == DONE
    expected = program_files(made, NEWER) | {"nodiadau.txt": b"fy ffeil i"}
    assert installed_files(computer.mine) == expected
    assert computer.version() == NEWER
    assert computer.keys(rf"HKCU\{UNINSTALL}")["Language"] == "cy"
    assert not (computer.mine / "_internal" / "hen").exists()


def test_p10_an_update_waits_for_the_program_and_opens_it_again(
    computer: Computer, made: Path, older: Path, newer: Path
) -> None:
    assert computer.run(older, "/S") == DONE
    with computer.opened(computer.mine / "SLO Desktop.exe"):
        update = computer.begin(newer, "/S", "/UPDATE", "/LANG=en")
        with pytest.raises(subprocess.TimeoutExpired):
            update.wait(3)
        assert computer.version() == OLDER
    assert update.wait(60) == DONE
    computer.close(computer.mine)
    assert installed_files(computer.mine) == program_files(made, NEWER)


def test_another_folder_means_that_the_program_moves(
    computer: Computer, tmp_path: Path, made: Path, older: Path, newer: Path
) -> None:
    assert computer.run(older, "/S") == DONE
    home = tmp_path / "newydd"
    assert computer.run(newer, "/S", f"/D={wine.path(home)}") == DONE
    assert installed_files(home) == program_files(made, NEWER)
    assert not computer.mine.exists()
    assert computer.version() == NEWER


def test_a_version_that_does_not_start_replaces_nothing(
    computer: Computer, tmp_path: Path, older: Path
) -> None:
    assert computer.run(older, "/S") == DONE
    before = tree(computer.mine)
    program = make_program(tmp_path / "program", {}, answer=1)
    broken = tmp_path / "broken.exe"
    nsis.compile_setup(program, broken, NEWER)
    assert computer.run(broken, "/S") == NOT_WORKING
    assert tree(computer.mine) == before
    assert computer.version() == OLDER


def test_what_cannot_be_moved_brings_everything_back(
    computer: Computer, tmp_path: Path, older: Path, newer: Path
) -> None:
    """Something holds the last of the old files, when the others have moved."""
    assert computer.run(older, "/S") == DONE
    before = tree(computer.mine)
    holder = tmp_path / "holder.exe"
    stand_in(holder)
    held = wine.path(computer.mine / "uninstall.exe")
    with computer.opened(holder, "--hold", held):
        assert computer.run(newer, "/S") == OPEN
        assert tree(computer.mine) == before
    assert computer.version() == OLDER
    assert computer.run(newer, "/S") == DONE


def test_a_setup_that_was_switched_off_is_made_good_by_the_next(
    computer: Computer, made: Path, older: Path, newer: Path
) -> None:
    """Half of the old version has moved, and half of the new one is unpacked."""
    assert computer.run(older, "/S") == DONE
    draft, old = (computer.mine / f"SLO Desktop.{kind}" for kind in ("new", "old"))
    draft.mkdir()
    (draft / "hanner.txt").write_text("hanner", "utf-8")
    old.mkdir()
    for name in ("SLO Desktop.exe", "_internal", "installed.txt"):
        (computer.mine / name).rename(old / name)
    assert computer.run(newer, "/S") == DONE
    assert installed_files(computer.mine) == program_files(made, NEWER)
