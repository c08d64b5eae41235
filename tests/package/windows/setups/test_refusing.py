"""What a setup does not do, and leaves as it was."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from package.windows import nsis, wine
from tests.package.windows.computer import Computer, make_program, tree
from tests.package.windows.setups.conftest import (
    DONE,
    NEWER,
    NEWER_HERE,
    NO_ROOM,
    NOT_THERE,
    OLDER,
    OPEN,
)


def test_a_newer_version_is_not_replaced_by_an_older_one(
    computer: Computer, older: Path, newer: Path
) -> None:
    assert computer.run(newer, "/S") == DONE
    before = tree(computer.mine)
    assert computer.run(older, "/S") == NEWER_HERE
    assert tree(computer.mine) == before
    assert computer.version() == NEWER
    shutil.rmtree(computer.mine)  # whoever threw it away may install any version
    assert computer.run(older, "/S") == DONE


@pytest.mark.parametrize("mark", ["SLODesktop.Open", ""])
def test_p10_nothing_changes_while_the_program_is_open(
    computer: Computer, tmp_path: Path, newer: Path, mark: str
) -> None:
    """It is seen by its mark, and without one by its file being in use."""
    program = make_program(tmp_path / "program", {}, mark=mark)
    setup = tmp_path / "open.exe"
    nsis.compile_setup(program, setup, OLDER)
    assert computer.run(setup, "/S") == DONE
    with computer.opened(computer.mine / "SLO Desktop.exe"):
        before = tree(computer.mine)
        assert computer.run(newer, "/S") == OPEN
        assert computer.uninstall(computer.mine) == OPEN
        assert tree(computer.mine) == before
        assert computer.version() == OLDER
    assert computer.run(newer, "/S") == DONE


def test_an_update_that_has_no_room_opens_what_was_there(
    computer: Computer, made: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert computer.run(older, "/S") == DONE
    before = tree(computer.mine)
    monkeypatch.setattr(nsis, "SPARE_KB", 2_000_000_000)  # two terabytes
    large = made / "large.exe"
    nsis.compile_setup(made / NEWER, large, NEWER)
    assert computer.run(large, "/S") == NO_ROOM
    assert tree(computer.mine) == before
    assert computer.run(large, "/S", "/UPDATE") == NO_ROOM
    computer.close(computer.mine)
    assert tree(computer.mine) == before
    assert computer.version() == OLDER


def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_version(
    computer: Computer,
    tmp_path: Path,
    small_disk: Path,
    made: Path,
    older: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = small_disk / "SLO Desktop"
    assert computer.run(older, "/S", f"/D={wine.path(home)}") == NO_ROOM
    assert list(small_disk.iterdir()) == []
    fitting, large = tmp_path / "fitting.exe", tmp_path / "large.exe"
    monkeypatch.setattr(nsis, "SPARE_KB", 0)
    nsis.compile_setup(made / OLDER, fitting, OLDER)
    program = make_program(tmp_path / "large", {})
    (program / "large.bin").write_bytes(os.urandom(3_000_000))  # which stays as large
    monkeypatch.setattr(nsis, "SPARE_KB", -nsis.room(program))  # it asks for nothing
    nsis.compile_setup(program, large, NEWER)
    assert computer.run(fitting, "/S", f"/D={wine.path(home)}") == DONE
    before = tree(home)
    assert computer.run(large, "/S") == NO_ROOM
    assert tree(home) == before
    assert not (home / "SLO Desktop.new").exists()
    assert computer.version() == OLDER


def test_where_nothing_can_be_written_nothing_is_done(
    computer: Computer, tmp_path: Path, older: Path
) -> None:
    in_the_way = tmp_path / "ffeil"
    in_the_way.write_text("ffeil", "utf-8")
    inside = wine.path(in_the_way / "SLO Desktop")
    assert computer.run(older, "/S", f"/D={inside}") == NOT_THERE
    assert computer.run(older, "/S", r"/D=Q:\SLO Desktop") == NOT_THERE
    assert computer.version() is None
    assert list(tmp_path.iterdir()) == [in_the_way]
