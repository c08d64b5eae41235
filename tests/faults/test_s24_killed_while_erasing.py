from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.services.checking import check
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Person
from slo_desktop.storage.opening import open_folder
from tests.faults import eraser
from tests.faults.frozen import SCHEMAS, thaw
from tests.faults.looking import HARMLESS
from tests.faults.proof import Proof
from tests.faults.sweeping import Sweep, kill_everywhere
from tests.faults.watching import Ending, Stage, needs_strace, staged

FIRST, LAST = eraser.NAME.split()


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A school that tells of somebody."""
    folder = tmp_path / "start"
    thaw(SCHEMAS[-1], folder)
    open_folder(folder, folder / "school.sqlite")
    for path in folder.joinpath("backups").rglob("*"):
        if path.is_file():
            path.unlink()
    eraser.plant(folder)
    return folder


def telling(folder: Path) -> list[str]:
    """Files that still tell of them, or are named by the hash of their picture."""
    sha256 = hashlib.sha256(eraser.PICTURE).hexdigest()
    words = [FIRST, LAST, FIRST.casefold(), LAST.casefold(), sha256]
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(folder).as_posix().replace("/", "")
        if any(word.encode() in content or word in name for word in words):
            found.append(path.name)
    return found


def opened_again(folder: Path) -> bool:
    """Open the folder as the program does; whether they are still in it."""
    open_folder(folder, folder / "school.sqlite")
    engine, journal = open_engine(folder / "school.sqlite"), Journal(folder)
    with Session(engine) as session:
        journal.catch_up(session)
        session.rollback()
        finish(eraser.place_of(folder), journal)
        query = sa.select(Person.id).where(Person.name == eraser.NAME)
        there = session.scalar(query) is not None
    engine.dispose()
    return there


def test_s24_nothing_tells_of_somebody_who_was_erased(start: Path) -> None:
    assert telling(start)
    assert eraser.erase_them(str(start)) == 0
    assert telling(start) == []
    assert not opened_again(start)
    answer = check(start, start / "school.sqlite")
    assert {finding.fault for finding in answer.findings} <= HARMLESS
    assert answer.erased > 0


@pytest.fixture
def sweep(start: Path, tmp_path: Path) -> Iterator[Sweep]:
    with staged(tmp_path / "stage", "tests.faults.eraser") as stage:
        yield _sweep(stage, start, tmp_path / "school")


def _sweep(stage: Stage, start: Path, world: Path) -> Sweep:
    return Sweep(stage, ["erase", str(world)], world, start)


@needs_strace
@pytest.mark.slow
def test_s24_killed_anywhere_they_are_there_whole_or_gone_without_a_trace(
    sweep: Sweep, proof: Proof
) -> None:
    seen: set[bool] = set()

    def look(where: str, ending: Ending) -> None:
        there = opened_again(sweep.world)
        answer = check(sweep.world, sweep.world / "school.sqlite")
        assert {finding.fault for finding in answer.findings} <= HARMLESS, where
        assert there or telling(sweep.world) == [], where
        assert not (there and "erased" in ending.said), where
        seen.add(there)

    proof.count("kills", kill_everywhere(sweep, look, most=60))
    assert seen == {True, False}
