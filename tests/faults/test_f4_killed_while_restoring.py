from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.domain.safety.restoring import Ending as Restored
from slo_desktop.services.checking import check
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.swapping import last_note
from slo_desktop.storage.journal import Head
from tests.faults.backed_up import a_school, backups_of, is_good, portable, work_on
from tests.faults.looking import HARMLESS, head, restarted
from tests.faults.power import unsafe_renames
from tests.faults.proof import Proof
from tests.faults.recording import recorded
from tests.faults.sweeping import Sweep, fail_everywhere, kill_everywhere
from tests.faults.test_f7_power_cut import after_cuts
from tests.faults.watching import Ending, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]


@pytest.fixture
def restoring(tmp_path: Path) -> Iterator[Sweep]:
    """An older backup, brought back over newer work."""
    start, world = a_school(tmp_path / "start"), tmp_path / "school"
    work_on(start, "older")
    backup = tmp_path / "copi.slobackup"
    portable(start, backup)
    work_on(start, "newer")
    asked = ["command", "--data", str(world), "restore", str(backup), "--yes"]
    with staged(tmp_path / "stage", "slo_desktop.cli.restoring") as stage:
        yield Sweep(stage, asked, world, start)


class Swapped:
    """The old data or the new, whole, and nothing gone that is not in a backup."""

    def __init__(self, sweep: Sweep, world: Path) -> None:
        self.world, self.before = world, backups_of(sweep.start)
        self.old, self.new = head(sweep.start), self._new(sweep)
        self.found: set[bool] = set()

    def _new(self, sweep: Sweep) -> Head:
        ending = sweep.run()
        assert ending.code == 0, ending.said
        return head(sweep.world)

    def __call__(self, where: str, ending: Ending) -> None:
        restarted(self.world)
        now = head(self.world)
        is_new = now == self.new
        assert is_new or now == self.old, where
        assert ending.code != 0 or is_new, where
        self.found.add(is_new)
        answer = check(self.world, self.world / "school.sqlite")
        assert {finding.fault for finding in answer.findings} <= HARMLESS, where
        assert backups_of(self.world).items() >= self.before.items(), where
        if is_new:
            self.can_be_taken_back(where)
        assert not (self.world / ".restoring").exists(), where
        assert not (self.world / "restoring.json").exists(), where

    def can_be_taken_back(self, where: str) -> None:
        """What was replaced is in a whole backup, and the note names it."""
        note = last_note(self.world)
        assert note is not None, where
        assert note.ending in {Restored.RESTORED, Restored.FINISHED}, where
        kept = {kept.path.name: kept for kept in Backups(self.world).all()}
        safety = kept[note.safety or ""]
        assert is_good(safety.path), where
        assert (safety.manifest.seq, safety.manifest.chain) == self.old, where


def test_f4_a_restore_killed_anywhere_starts_on_the_old_data_or_on_the_new(
    restoring: Sweep, proof: Proof
) -> None:
    look = Swapped(restoring, restoring.world)
    proof.count("kills", kill_everywhere(restoring, look, most=24))
    assert look.found == {True, False}


def test_f4_a_swap_killed_anywhere_is_ended_by_the_next_start(
    restoring: Sweep, proof: Proof
) -> None:
    look = Swapped(restoring, restoring.world)
    swapping = replace(restoring, since="restoring.json.partial")
    proof.count("kills", kill_everywhere(swapping, look, most=40))
    assert look.found == {True, False}


@pytest.mark.parametrize(
    ("error", "calls"),
    [("ENOSPC", ("write", "pwrite64", "mkdir")), ("EIO", ("fsync", "fdatasync"))],
)
def test_f9_f12_a_restore_the_disk_refuses_leaves_old_data_or_new_and_says_so(
    restoring: Sweep, proof: Proof, error: str, calls: tuple[str, ...]
) -> None:
    swapped = Swapped(restoring, restoring.world)

    def look(where: str, ending: Ending) -> None:
        swapped(where, ending)
        assert ending.said.strip(), f"{where}: nothing was said"

    faults = fail_everywhere(restoring, look, error=error, calls=calls, most=12)
    proof.count("faults", faults)


def test_f7_a_power_cut_while_restoring_leaves_the_old_data_or_the_new(
    restoring: Sweep, tmp_path: Path, proof: Proof
) -> None:
    look = Swapped(restoring, tmp_path / "found")
    ops = recorded(restoring)
    assert unsafe_renames(restoring.start, ops) == []
    for where, _said in after_cuts(restoring, ops, look.world, images=36):
        look(where, Ending(1, ""))
        proof.count("power")
    assert look.found == {True, False}
