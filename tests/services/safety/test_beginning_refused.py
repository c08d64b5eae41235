from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupStoppedError,
    NoRoomError,
    NotInventedError,
)
from slo_desktop.domain.safety.proofs import Proof
from slo_desktop.domain.safety.restoring import Ending, Step
from slo_desktop.services.checking import check
from slo_desktop.services.safety import restoring
from slo_desktop.services.safety.restoring import beginning
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.opening import open_folder
from tests.restored import everything, rows
from tests.schools import NOW, SchoolFolder, school_folder
from tests.services.safety.beginning import (
    NAME,
    begin,
    bring_back,
    lay_out,
    rename,
)

Cut = Callable[[str], None]


@pytest.mark.parametrize(
    "name",
    [
        Bilingual.of(cy="Ysgol y Bryn", en=NAME),
        Bilingual.of(cy=NAME, en="Hill School"),
        Bilingual.of(cy="Ysgol Gynradd Cwm Enfys, Bro Dychymyg", en=NAME),
    ],
)
def test_a_sample_that_got_another_name_is_somebodys_own_and_is_left_alone(
    invented: SchoolFolder, name: Bilingual
) -> None:
    rename(invented, name)
    before = everything(invented.folder)
    with pytest.raises(NotInventedError):
        lay_out(invented)
    assert everything(invented.folder) == before


def test_a_real_school_is_left_alone_whatever_it_is_called(
    tmp_path: Path, migrated: Path
) -> None:
    school = school_folder(tmp_path / "school", migrated)
    rename(school, Bilingual.of(cy=NAME, en=NAME))
    before = everything(school.folder)
    with pytest.raises(NotInventedError):
        lay_out(school)
    assert everything(school.folder) == before


def test_a_folder_without_a_school_is_left_alone(tmp_path: Path) -> None:
    school = SchoolFolder(tmp_path / "school")
    open_folder(school.folder, school.database)
    before = everything(school.folder)
    with pytest.raises(NotInventedError):
        lay_out(school)
    assert everything(school.folder) == before


def test_a_school_that_became_somebodys_own_meanwhile_is_not_replaced(
    invented: SchoolFolder,
) -> None:
    laid = lay_out(invented)
    rename(invented, Bilingual.of(cy="Ysgol y Bryn", en="Hill School"))
    before = rows(invented.database)
    with pytest.raises(NotInventedError):
        begin(invented, laid)
    assert rows(invented.database) == before
    assert not (invented.folder / swapping.MARKER).exists()


def test_what_was_written_after_the_backup_is_in_another_one(
    invented: SchoolFolder,
) -> None:
    laid = lay_out(invented)
    invented.write(note="Gair olaf")
    before = rows(invented.database)
    note = begin(invented, laid)
    assert laid.safety is not None
    assert note.safety != laid.safety.path.name
    bring_back(invented, note)
    assert rows(invented.database) == before


def test_a_disk_without_room_is_named_before_anything_is_written(
    invented: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(invented.folder)
    usage = shutil.disk_usage(invented.folder)
    full = usage._replace(free=invented.database.stat().st_size)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: full)
    with pytest.raises(NoRoomError):
        lay_out(invented)
    assert everything(invented.folder) == before


def full_disk(*_told: object, **_more: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["back_up", "prove", "upgrade", "digest_of"])
def test_a_disk_that_fills_up_on_the_way_costs_nothing(
    invented: SchoolFolder, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = rows(invented.database)
    monkeypatch.setattr(beginning, call, full_disk)
    with pytest.raises(OSError, match="No space"):
        lay_out(invented)
    assert rows(invented.database) == before
    assert not (invented.folder / ".restoring").exists()


def test_a_backup_that_does_not_prove_right_stops_it(
    invented: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(invented.database)
    bad = Proof(at=NOW, faults=("chain",))
    monkeypatch.setattr(beginning, "prove", lambda *_a, **_m: bad)
    with pytest.raises(BackupFailedError):
        lay_out(invented)
    assert rows(invented.database) == before
    assert not (invented.folder / ".restoring").exists()


def test_it_can_be_stopped_and_says_how_far_it_is(invented: SchoolFolder) -> None:
    steps: list[Step] = []
    lay_out(invented, progress=lambda step, _done, _total: steps.append(step))
    assert steps == [Step.SAFETY, Step.CHECKING]
    restoring.give_up(invented.folder)
    asked = iter([False] * 3 + [True] * 1000)
    with pytest.raises(BackupStoppedError):
        lay_out(invented, cancelled=lambda: next(asked))
    assert not (invented.folder / ".restoring").exists()


@pytest.fixture
def power_gone(invented: SchoolFolder, monkeypatch: pytest.MonkeyPatch) -> Cut:
    """Everything is decided, and the power goes at one of the steps after that."""

    def cut(step: str) -> None:
        laid = lay_out(invented)
        with monkeypatch.context() as patch:
            patch.setattr(swapping, step, full_disk)
            with pytest.raises(OSError, match="No space"):
                begin(invented, laid)

    return cut


@pytest.mark.parametrize(
    "step",
    ["rename_into_place", "_begin_journal", "_change_drafts", "leave_note", "_tidy"],
)
def test_the_next_start_ends_what_was_decided(
    invented: SchoolFolder, power_gone: Cut, step: str
) -> None:
    before = rows(invented.database)
    power_gone(step)
    open_folder(invented.folder, invented.database)
    note = swapping.last_note(invented.folder)
    assert note is not None
    assert (note.ending, note.own) == (Ending.FINISHED, True)
    assert not any(rows(invented.database)["school"])
    assert check(invented.folder, invented.database).findings == ()
    bring_back(invented, note)
    assert rows(invented.database) == before


def test_what_was_laid_out_and_not_decided_is_dropped_by_the_next_start(
    invented: SchoolFolder,
) -> None:
    before = rows(invented.database)
    lay_out(invented)
    open_folder(invented.folder, invented.database)
    note = swapping.last_note(invented.folder)
    assert note is not None
    assert note.ending is Ending.DROPPED
    assert rows(invented.database) == before
