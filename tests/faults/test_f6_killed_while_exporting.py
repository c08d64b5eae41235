from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.storage.opening import open_folder
from tests.faults.frozen import SCHEMAS, thaw
from tests.faults.looking import head, restarted
from tests.faults.proof import Proof
from tests.faults.sweeping import Sweep, fail_everywhere, kill_everywhere
from tests.faults.watching import Ending, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]
NAME, BEFORE = "popeth.zip", b"what was here before"
MODULES = ("slo_desktop.cli.exporting", "slo_desktop.services.privacy.exporting")


@pytest.fixture
def sweep(tmp_path: Path) -> Iterator[Sweep]:
    """An export over a file that is there already."""
    start, world, out = tmp_path / "start", tmp_path / "school", tmp_path / "usb"
    thaw(SCHEMAS[-1], start)
    open_folder(start, start / "school.sqlite")

    def prepare() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        (out / NAME).write_bytes(BEFORE)

    asked = ["command", "--data", str(world), "export", "--out", str(out / NAME)]
    with staged(tmp_path / "stage", *MODULES) as stage:
        sweep = Sweep(stage, asked, world, start, outside=[out])
        yield replace(sweep, prepare=prepare)


class OldOrNew:
    """The file is the old one or a whole new one, and the school is untouched."""

    def __init__(self, sweep: Sweep) -> None:
        self.world, self.out = sweep.world, sweep.outside[0]
        self.head = head(sweep.start)
        self.seen: set[bool] = set()

    def __call__(self, where: str, ending: Ending) -> None:
        there = self.out / NAME
        is_old = there.read_bytes() == BEFORE
        if not is_old:
            with zipfile.ZipFile(there) as made:
                assert made.testzip() is None, where
                assert "README-DARLLENWCHFI.txt" in made.namelist(), where
        assert not (is_old and ending.code == 0), where
        restarted(self.world)
        assert head(self.world) == self.head, where
        self.seen.add(is_old)


def test_f6_an_export_is_whole_or_the_old_file_stays(
    sweep: Sweep, proof: Proof
) -> None:
    look = OldOrNew(sweep)
    proof.count("kills", kill_everywhere(sweep, look, most=50))
    assert True in look.seen
    assert sweep.run().code == 0
    assert [path.name for path in look.out.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("error", "calls"), [("ENOSPC", ("write",)), ("EIO", ("fsync",))]
)
def test_f6_a_disk_that_refuses_an_export_leaves_the_old_file_and_says_so(
    sweep: Sweep, proof: Proof, error: str, calls: tuple[str, ...]
) -> None:
    keeps = OldOrNew(sweep)

    def look(where: str, ending: Ending) -> None:
        keeps(where, ending)
        assert ending.said.strip(), f"{where}: nothing was said"

    faults = fail_everywhere(sweep, look, error=error, calls=calls, most=15)
    proof.count("faults", faults)
