from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from slo_desktop.storage.opening import open_folder
from tests.faults.frozen import SCHEMAS, thaw
from tests.faults.looking import head, restarted
from tests.faults.proof import Proof
from tests.faults.sweeping import Sweep, kill_everywhere
from tests.faults.watching import Ending, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]
NAME, BEFORE = "adroddiad.pdf", b"what was here before"
MODULES = ("slo_desktop.cli.reporting", "slo_desktop.app")


@pytest.fixture
def printing(tmp_path: Path) -> Iterator[Sweep]:
    """The report to governors, over a file that is there already."""
    start, world, out = tmp_path / "start", tmp_path / "school", tmp_path / "usb"
    thaw(SCHEMAS[-1], start)
    open_folder(start, start / "school.sqlite")

    def prepare() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        (out / NAME).write_bytes(BEFORE)

    asked = ["command", "--data", str(world), "report", "governors"]
    asked += ["--layout", "cy", "--out", str(out / NAME)]
    with staged(tmp_path / "stage", *MODULES) as stage:
        yield Sweep(stage, asked, world, start, outside=[out], prepare=prepare)


def test_f6_a_report_killed_anywhere_is_the_old_file_or_a_whole_new_one(
    printing: Sweep, proof: Proof
) -> None:
    before, out, seen = head(printing.start), printing.outside[0], set()

    def look(where: str, ending: Ending) -> None:
        is_old = (out / NAME).read_bytes() == BEFORE
        if not is_old:
            with pikepdf.open(out / NAME) as made:
                assert len(made.pages) > 0, where
        assert not (is_old and ending.code == 0), where
        left = {path.name for path in out.iterdir()} - {NAME}
        assert left <= {f"{NAME}.partial"}, where
        restarted(printing.world)
        assert head(printing.world) == before, where
        seen.add(is_old)

    proof.count("kills", kill_everywhere(printing, look, most=8))
    assert True in seen
