from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.backed_up import a_school, backups_of, is_good, portable, work_on
from tests.faults.looking import head, restarted
from tests.faults.power import unsafe_renames
from tests.faults.proof import Proof
from tests.faults.recording import recorded
from tests.faults.sweeping import Sweep, fail_everywhere, kill_everywhere
from tests.faults.watching import Ending, Stage, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]
REFUSALS = pytest.mark.parametrize(
    ("error", "calls"),
    [("ENOSPC", ("write", "pwrite64", "mkdir")), ("EIO", ("fsync", "fdatasync"))],
)
NAME = "copi.slobackup"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path / "stage", "slo_desktop.cli.backing_up") as stage:
        yield stage


@pytest.fixture
def by_itself(stage: Stage, tmp_path: Path) -> Sweep:
    """A backup of new work beside an older one, made by the program itself."""
    start, world = a_school(tmp_path / "start"), tmp_path / "school"
    work_on(start, "newer")
    return Sweep(stage, ["back-up", str(world)], world, start)


@pytest.fixture
def asked_for(by_itself: Sweep, tmp_path: Path) -> Sweep:
    """A complete file, asked for where an earlier one of the same name lies."""
    out, earlier = tmp_path / "usb", tmp_path / "earlier.slobackup"
    portable(by_itself.start, earlier)

    def prepare() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        shutil.copyfile(earlier, out / NAME)

    world = by_itself.world
    asked = ["command", "--data", str(world), "backup", "--out", str(out / NAME)]
    return replace(by_itself, asked=asked, outside=[out], prepare=prepare)


class Kept:
    """Whatever happened: the data is whole, and no backup became a worse one."""

    def __init__(self, sweep: Sweep) -> None:
        self.world = sweep.world
        self.before, self.head = backups_of(sweep.start), head(sweep.start)

    def __call__(self, where: str, ending: Ending) -> None:
        restarted(self.world)
        assert head(self.world) == self.head, where
        now = backups_of(self.world)
        assert now.items() >= self.before.items(), where
        assert len(now) <= len(self.before) + 1, where
        if "backed-up" in ending.said:
            assert len(now) == len(self.before) + 1, where
        left = [path for path in self.world.rglob("*.partial") if path.is_file()]
        assert left == [], where


class KeptOutside(Kept):
    """The same, and where the file was to be there is the old one or the new one."""

    def __init__(self, sweep: Sweep, earlier: Path) -> None:
        super().__init__(sweep)
        self.out, self.earlier = sweep.outside[0], earlier.read_bytes()
        self.found: set[bool] = set()

    def __call__(self, where: str, ending: Ending) -> None:
        super().__call__(where, ending)
        there = self.out / NAME
        is_old = there.read_bytes() == self.earlier
        assert is_old or is_good(there), where
        assert not (is_old and ending.code == 0), where
        assert [path for path in self.out.glob("*.slobackup") if path != there] == []
        self.found.add(is_old)


def test_f3_a_backup_killed_anywhere_leaves_the_older_ones_and_no_half_one(
    by_itself: Sweep, proof: Proof
) -> None:
    proof.count("kills", kill_everywhere(by_itself, Kept(by_itself), most=30))


def test_f3_a_file_asked_for_is_the_old_one_or_the_new_one_wherever_it_is_killed(
    asked_for: Sweep, tmp_path: Path, proof: Proof
) -> None:
    look = KeptOutside(asked_for, tmp_path / "earlier.slobackup")
    proof.count("kills", kill_everywhere(asked_for, look, most=30))
    assert look.found == {True, False}
    ending = asked_for.stage.act(*asked_for.asked)
    assert ending.code == 0, ending.said
    assert [path.name for path in look.out.iterdir()] == [NAME], "tidied by the next"


@REFUSALS
def test_f9_f12_a_backup_the_disk_refuses_leaves_the_older_ones_and_says_so(
    asked_for: Sweep, tmp_path: Path, proof: Proof, error: str, calls: tuple[str, ...]
) -> None:
    keeps = KeptOutside(asked_for, tmp_path / "earlier.slobackup")

    def look(where: str, ending: Ending) -> None:
        keeps(where, ending)
        assert ending.said.strip(), f"{where}: nothing was said"

    faults = fail_everywhere(asked_for, look, error=error, calls=calls, most=16)
    proof.count("faults", faults)


def test_f7_a_backup_is_synced_before_it_gets_its_name(by_itself: Sweep) -> None:
    assert unsafe_renames(by_itself.start, recorded(by_itself)) == []
