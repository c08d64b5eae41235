from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.storage.journal import Journal
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD
from tests.faults.doing import SAVES
from tests.faults.frozen import Upgraded, thaw
from tests.faults.looking import whole_after
from tests.faults.power import Op, Rename, Said, cuts, lay_out, unsafe_renames
from tests.faults.proof import Proof
from tests.faults.recording import recorded
from tests.faults.sweeping import EVERY_POINT, Sweep
from tests.faults.watching import Ending, Stage, needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]
Found = tuple[str, list[str]]
IMAGES = 160


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path / "stage") as stage:
        yield stage


@pytest.fixture
def saving(stage: Stage, tmp_path: Path, migrated: Path) -> Sweep:
    start, world = tmp_path / "start", tmp_path / "school"
    start.mkdir()
    shutil.copyfile(migrated, start / "school.sqlite")
    return Sweep(stage, ["save", str(world)], world, start)


def after_cuts(
    sweep: Sweep, ops: Sequence[Op], found: Path, *, images: int = IMAGES
) -> Iterator[Found]:
    """Every folder that may be found, laid out; where, and what was acknowledged."""
    luck = random.Random(20261122)  # noqa: S311  only what arrives
    images = images * 20 if EVERY_POINT else images
    for where, said, files in cuts(sweep.start, ops, images=images, luck=luck):
        lay_out(files, found)
        yield where, said


def test_f7_a_power_cut_while_saving_takes_nothing_that_was_acknowledged(
    saving: Sweep, tmp_path: Path, proof: Proof
) -> None:
    ops = recorded(saving)
    assert sum(isinstance(op, Said) for op in ops) == SAVES
    found = tmp_path / "found"
    for where, said in after_cuts(saving, ops, found):
        journal = "".join(Journal(found).texts())
        assert all(ref in journal for ref in said), f"{where}: no second copy"
        whole_after(found, said, where)
        proof.count("power")


def test_f7_a_power_cut_while_upgrading_leaves_the_old_schema_or_the_new(
    stage: Stage, tmp_path: Path, proof: Proof
) -> None:
    start, world = thaw(1, tmp_path / "start"), tmp_path / "school"
    upgrading = Sweep(stage, ["open", str(world)], world, start)
    ops = recorded(upgrading)
    look = Upgraded(tmp_path / "found", 1)
    for where, said in after_cuts(upgrading, ops, look.world, images=24):
        look(where, Ending(0 if said else 1, ""))
        proof.count("power")
    assert look.found == {1, HEAD}


def test_f7_preferences_are_the_old_ones_or_the_new_ones(
    stage: Stage, tmp_path: Path, proof: Proof
) -> None:
    start, world = tmp_path / "start", tmp_path / "school"
    start.mkdir()
    PreferenceStore(start).update(zoom=80, language="cy")
    changing = Sweep(stage, ["prefer", str(world)], world, start)
    found, zooms = tmp_path / "found", [80, 90, 100, 110]
    for where, said in after_cuts(changing, recorded(changing), found):
        kept = PreferenceStore(found).load()
        assert kept.language == "cy", where
        assert zooms.index(kept.zoom) - len(said) in {0, 1}, where
        proof.count("power")


@pytest.mark.parametrize("name", ["save", "prefer"])
def test_f7_every_rename_is_of_synced_bytes_in_a_folder_synced_after(
    saving: Sweep, name: str
) -> None:
    sweep = replace(saving, asked=[name, str(saving.world)])
    ops = recorded(sweep)
    assert any(isinstance(op, Rename) for op in ops)
    assert unsafe_renames(sweep.start, ops) == []
