from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.doing import SAVES
from tests.faults.looking import whole_after
from tests.faults.proof import Proof
from tests.faults.sweeping import Sweep, fail_everywhere, kill_everywhere
from tests.faults.watching import Ending, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]


@pytest.fixture
def saving(tmp_path: Path, migrated: Path) -> Iterator[Sweep]:
    """Four saves, two with a file, on an empty school."""
    start, world = tmp_path / "start", tmp_path / "school"
    start.mkdir()
    shutil.copyfile(migrated, start / "school.sqlite")
    with staged(tmp_path / "stage") as stage:
        yield Sweep(stage, ["save", str(world)], world, start)


def test_f1_f2_a_save_killed_at_any_system_call_is_whole_or_not_there(
    saving: Sweep, proof: Proof
) -> None:
    def look(where: str, ending: Ending) -> None:
        whole_after(saving.world, ending.said.split(), where)

    proof.count("kills", kill_everywhere(saving, look, most=80))


@pytest.mark.parametrize(
    ("error", "calls"),
    [("ENOSPC", ("write", "pwrite64", "mkdir")), ("EIO", ("fsync", "fdatasync"))],
)
def test_f8_f12_what_the_disk_refuses_is_not_acknowledged_and_leaves_no_half(
    saving: Sweep, proof: Proof, error: str, calls: tuple[str, ...]
) -> None:
    def look(where: str, ending: Ending) -> None:
        acknowledged = [
            word for word in ending.said.split() if word.startswith("saved-")
        ]
        whole_after(saving.world, acknowledged, where)
        assert ending.code != 0 or len(acknowledged) == SAVES, where

    faults = fail_everywhere(saving, look, error=error, calls=calls, most=30)
    proof.count("faults", faults)
