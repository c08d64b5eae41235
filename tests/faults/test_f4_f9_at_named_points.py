"""A restore that ends at any point leaves the old data or the new, and says which.

Every change to a file goes through a few calls of the system; here the n-th of them,
and every one after it, does nothing, as if the power had gone. The calls of SQLite
itself are met by the sweep that kills whole processes.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.safety.errors import NoRoomError
from slo_desktop.domain.safety.restoring import Ending, Prepared
from slo_desktop.services.checking import check
from slo_desktop.services.safety import restoring
from slo_desktop.services.safety.restoring import doing
from slo_desktop.storage.backup import staging, swapping, workshop
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.opening import open_folder
from tests.faults.proof import Proof
from tests.restored import everything, files, packed, restore, rows
from tests.schools import NOW, SchoolFolder, pdf, school_folder

CALLS = ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "chmod")
LATER = NOW + dt.timedelta(hours=1)
EVERY = 1 if os.environ.get("SLO_LONG") else 4
"""The preparation has many points that are all alike: before anything is decided."""

State = tuple[dict[str, list[Any]], dict[str, str]]


class PowerGoneError(BaseException):
    """Nothing more is done from here on; no handler may catch it."""


@contextmanager
def power_goes(at: int) -> Iterator[list[int]]:
    """Let the n-th call, and all after it, do nothing."""
    count = [0]

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def die_or_do(*told: Any, **more: Any) -> Any:
            count[0] += 1
            if count[0] >= at:
                raise PowerGoneError
            return call(*told, **more)

        return die_or_do

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, dying(getattr(os, name)))
        yield count


@pytest.fixture
def world(tmp_path: Path, migrated: Path) -> SchoolFolder:
    """A school with newer work than its backup, and a file less."""
    school = school_folder(tmp_path / "world" / "school", migrated)
    school.write(pdf("first"))
    packed(school, tmp_path / "world" / "one.slobackup")
    shutil.rmtree(school.folder / "objects")
    school.write(pdf("second"), at=LATER)
    return school


def state(school: SchoolFolder) -> State:
    return rows(school.database), files(school.folder)


def copied(world: SchoolFolder, place: Path) -> SchoolFolder:
    shutil.copytree(world.folder.parent, place)
    return SchoolFolder(place / "school")


def restarted(school: SchoolFolder) -> Ending | None:
    """Open the folder as the program does; what it says of the restore."""
    open_folder(school.folder, school.database)
    engine = open_engine(school.database)
    with Session(engine) as session:
        Journal(school.folder).catch_up(session)
    engine.dispose()
    note = swapping.last_note(school.folder)
    return note.ending if note else None


def prepare(school: SchoolFolder) -> Prepared:
    return restoring.prepare(
        school.folder.parent / "one.slobackup",
        data_dir=school.folder,
        database=school.database,
        now=LATER,
    )


def ends_well(
    school: SchoolFolder, where: str, old: State, new: State | None
) -> Ending | None:
    """Old or new, and what the next start says fits that."""
    ending = restarted(school)
    found = state(school)
    is_new = bool(new and found[0] == new[0])
    assert is_new or found[0] == old[0], where
    told = {Ending.RESTORED, Ending.FINISHED} if is_new else {Ending.DROPPED, None}
    assert ending in told, where
    assert old[1].items() <= found[1].items(), where
    checked = check(school.folder, school.database)
    faults = {finding.fault.value for finding in checked.findings}
    assert faults <= ({"file-orphan"} if is_new else {"file-orphan", "file-missing"})
    assert not (school.folder / ".restoring").exists(), where
    assert not (school.folder / swapping.MARKER).exists(), where
    return ending


@dataclass
class Ready:
    """A restore that is prepared, to be copied and put in place again and again."""

    school: SchoolFolder
    prepared: Prepared

    def placed(self, place: Path, at: int | None = None) -> SchoolFolder:
        """Put it in place in a copy; the power goes at the n-th call."""
        school = copied(self.school, place)
        folder = self.prepared.folder.relative_to(self.school.folder)
        prepared = replace(self.prepared, folder=school.folder / folder)
        with power_goes(at) if at else nullcontext():
            restoring.put_in_place(school.folder, school.database, prepared, now=LATER)
        return school


def test_f4_a_power_cut_at_any_point_of_the_swap_leaves_old_or_new(
    world: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    ready, old = Ready(world, prepare(world)), state(world)
    new = state(ready.placed(tmp_path / "whole"))
    endings, at = [], 0
    while True:
        at += 1
        try:
            ready.placed(tmp_path / f"at-{at}", at)
        except PowerGoneError:
            school = SchoolFolder(tmp_path / f"at-{at}" / "school")
            endings.append(ends_well(school, f"call {at}", old, new))
            proof.count("kills")
            shutil.rmtree(school.folder.parent)
        else:
            break
    assert {Ending.DROPPED, Ending.FINISHED} <= set(endings)


def test_f4_a_power_cut_while_it_is_prepared_leaves_the_old_data_and_its_backups(
    world: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    old, at = state(world), 1
    while True:
        school = copied(world, tmp_path / f"at-{at}")
        try:
            with power_goes(at):
                prepare(school)
        except PowerGoneError:
            ends_well(school, f"call {at}", old, None)
            assert Backups(school.folder).broken() == []
            proof.count("kills")
            shutil.rmtree(school.folder.parent)
        else:
            break
        at += EVERY
    assert at > EVERY


def test_f4_the_next_start_says_that_an_interrupted_restore_was_finished(
    world: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_told: object) -> None:
        raise PowerGoneError

    prepared = prepare(world)
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "_finish", gone)
        with pytest.raises(PowerGoneError):
            restoring.put_in_place(world.folder, world.database, prepared, now=LATER)
    assert restarted(world) is Ending.FINISHED
    note = swapping.last_note(world.folder)
    assert note is not None
    restore(world, world.backups / str(note.safety))


def test_f4_an_unfinished_save_of_the_old_data_never_gets_into_the_new(
    world: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(world)
    hot = world.database.with_name("school.sqlite-journal")
    begin = swapping._clear_the_way

    def meanwhile(database: Path, aside: str | None) -> None:
        hot.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(512))
        begin(database, aside)

    monkeypatch.setattr(swapping, "_clear_the_way", meanwhile)
    restoring.put_in_place(world.folder, world.database, prepared, now=LATER)
    assert not hot.exists()
    assert check(world.folder, world.database).is_whole


@pytest.mark.parametrize("module", [staging, workshop])
def test_f9_a_disk_too_full_to_end_is_refused_before_anything_begins(
    module: Any, world: SchoolFolder, monkeypatch: pytest.MonkeyPatch, proof: Proof
) -> None:
    before = everything(world.folder)
    usage = shutil.disk_usage(world.folder)
    monkeypatch.setattr(
        module.shutil, "disk_usage", lambda _path: usage._replace(free=300_000)
    )
    with pytest.raises(NoRoomError) as refused:
        prepare(world)
    assert refused.value.needed > refused.value.free == 300_000
    monkeypatch.undo()
    assert everything(world.folder) == before
    proof.count("faults")


def test_f9_a_disk_that_fills_up_all_the_same_leaves_the_old_data(
    world: SchoolFolder, monkeypatch: pytest.MonkeyPatch, proof: Proof
) -> None:
    old = state(world)

    def full(*_told: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("stage_files", "back_up"):
        with monkeypatch.context() as patch:
            patch.setattr(doing, name, full)
            with pytest.raises(OSError, match="No space"):
                prepare(world)
        assert restarted(world) is None
        assert state(world) == old
        proof.count("faults")
