"""The sample school that makes room is there as it was, or kept and replaced."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.restoring import Ending, Laid
from slo_desktop.services.checking import check
from slo_desktop.services.safety import restoring
from slo_desktop.services.writing import writing
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import School
from tests.faults.proof import Proof
from tests.faults.test_f4_f9_at_named_points import (
    EVERY,
    PowerGoneError,
    State,
    copied,
    power_goes,
    restarted,
    state,
)
from tests.restored import restore
from tests.schools import NOW, SchoolFolder, pdf, school_folder

NAME = "Ysgol Gynradd Cwm Enfys"
WORDS = b'{"title_cy": "Hanner gair"}'


@pytest.fixture
def world(tmp_path: Path, migrated: Path) -> SchoolFolder:
    """A small sample school with a file, and words that are not saved yet."""
    school = school_folder(tmp_path / "world" / "school", migrated)
    school.write(pdf("first"))
    engine = open_engine(school.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(school.folder), now=NOW),
    ):
        found = session.scalars(sa.select(School)).one()
        found.name, found.is_sample = Bilingual.of(cy=NAME, en=NAME), True
    engine.dispose()
    DraftStore(school.folder).keep("evidence-new", WORDS)
    return school


def lay_out(school: SchoolFolder) -> Laid:
    scratch = school.folder.parent / "cache"
    return restoring.lay_out(school.folder, school.database, scratch=scratch, now=NOW)


def placed(school: SchoolFolder, laid: Laid) -> None:
    folder = school.folder / ".restoring" / "staged"
    scratch = school.folder.parent / "cache"
    restoring.begin_empty(
        school.folder,
        school.database,
        replace(laid, folder=folder),
        scratch=scratch,
        now=NOW,
    )


def ends_well(school: SchoolFolder, where: str, old: State) -> Ending | None:
    """The school as it was, or nothing, and all of it in a backup."""
    ending, drafts = restarted(school), DraftStore(school.folder)
    assert check(school.folder, school.database).findings == (), where
    assert not (school.folder / ".restoring").exists(), where
    assert not (school.folder / swapping.MARKER).exists(), where
    assert Backups(school.folder).broken() == [], where
    if state(school) != old:
        assert not any(state(school)[0]["school"]), where
        assert ending in {Ending.RESTORED, Ending.FINISHED}, where
        assert drafts.read("evidence-new") is None, where
        note = swapping.last_note(school.folder)
        assert note is not None
        restore(school, school.backups / str(note.safety))
    assert state(school) == old, where
    assert drafts.read("evidence-new") == WORDS, where
    return ending


def test_f4_a_power_cut_at_any_point_of_making_room_leaves_the_sample_or_its_backup(
    world: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    old, laid = state(world), lay_out(world)
    endings, at = [], 0
    while True:
        at += 1
        school = copied(world, tmp_path / f"at-{at}")
        try:
            with power_goes(at):
                placed(school, laid)
        except PowerGoneError:
            endings.append(ends_well(school, f"call {at}", old))
            proof.count("kills")
            shutil.rmtree(school.folder.parent)
        else:
            assert ends_well(school, "whole", old) is Ending.RESTORED
            break
    assert {Ending.DROPPED, Ending.FINISHED} <= set(endings)


def test_f4_a_power_cut_before_anything_is_decided_leaves_the_sample_school(
    world: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    old, at = state(world), 1
    while True:
        school = copied(world, tmp_path / f"at-{at}")
        try:
            with power_goes(at):
                lay_out(school)
        except PowerGoneError:
            assert ends_well(school, f"call {at}", old) in {None, Ending.DROPPED}
            proof.count("kills")
            shutil.rmtree(school.folder.parent)
        else:
            break
        at += EVERY
    assert at > EVERY
