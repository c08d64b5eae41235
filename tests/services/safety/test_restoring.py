from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import NewerDataError
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
)
from slo_desktop.domain.safety.restoring import Ending, Here, Step
from slo_desktop.services.checking import check
from slo_desktop.services.safety import restoring
from slo_desktop.services.safety.restoring import doing
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD
from tests.restored import everything, files, look, packed, restore, rows
from tests.schools import NOW, SchoolFolder, pdf, school_folder

LATER = NOW + dt.timedelta(hours=2)


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    """A school with one piece of evidence and one file."""
    school = school_folder(tmp_path / "school", migrated)
    school.write(pdf("first"))
    return school


@pytest.fixture
def backup(school: SchoolFolder, tmp_path: Path) -> Path:
    return packed(school, tmp_path / "one.slobackup")


def count(school: SchoolFolder) -> int:
    engine = open_engine(school.database)
    with Session(engine) as session:
        found = session.scalar(sa.select(sa.func.count()).select_from(Evidence)) or 0
    engine.dispose()
    return found


def test_a_look_says_what_would_be_lost_and_touches_nothing(
    school: SchoolFolder, backup: Path
) -> None:
    school.write(pdf("second"), at=LATER)
    before = everything(school.folder)
    found = look(school, backup)
    evidence = next(each for each in found.kinds if each.kind == "evidence")
    assert (evidence.here, evidence.there) == (2, 1)
    assert (evidence.gained, evidence.lost) == (0, 1)
    assert found.lost.changes == 3
    assert (found.lost.first, found.lost.last) == (LATER, LATER)
    assert found.gained.changes == 0
    assert (found.newest, found.newest_here) == (NOW, LATER)
    assert not found.another_school
    assert not found.is_same
    assert everything(school.folder) == before


def test_a_look_at_what_is_here_already_says_that_nothing_would_change(
    school: SchoolFolder, backup: Path
) -> None:
    found = look(school, backup)
    assert found.is_same
    assert found.lost.changes == found.gained.changes == 0


def test_a_look_says_what_would_come_back(
    school: SchoolFolder, backup: Path, tmp_path: Path
) -> None:
    school.write(pdf("second"), at=LATER)
    newer = packed(school, tmp_path / "two.slobackup")
    restore(school, backup)
    school.write(at=LATER)
    found = look(school, newer)
    assert (found.gained.changes, found.lost.changes) == (3, 1)


def test_a_look_makes_no_folder_where_there_is_none(
    backup: Path, tmp_path: Path
) -> None:
    place = SchoolFolder(tmp_path / "new")
    assert look(place, backup).here is Here.NOTHING
    assert not place.folder.exists()


def test_a_school_comes_back_on_a_new_computer(
    school: SchoolFolder, backup: Path, tmp_path: Path
) -> None:
    place = SchoolFolder(tmp_path / "new")
    note = restore(place, backup)
    assert rows(place.database) == rows(school.database)
    assert files(place.folder) == files(school.folder)
    assert check(place.folder, place.database).findings == ()
    assert (note.ending, note.school, note.safety) == (
        Ending.RESTORED,
        "Ysgol y Bryn",
        None,
    )
    assert PreferenceStore(place.folder).load().school == "Ysgol y Bryn"


def test_newer_work_is_backed_up_first_and_comes_back_by_the_same_way(
    school: SchoolFolder, backup: Path
) -> None:
    school.write(pdf("second"), at=LATER)
    newer = rows(school.database)
    note = restore(school, backup)
    assert count(school) == 1
    safety = Backups(school.folder).all()[0]
    assert safety.path.name == note.safety
    assert safety.manifest.reason == "restore"
    restore(school, safety.path)
    assert rows(school.database) == newer


def test_what_is_saved_while_a_restore_is_prepared_is_backed_up_too(
    school: SchoolFolder, backup: Path
) -> None:
    prepared = restoring.prepare(
        backup, data_dir=school.folder, database=school.database, now=NOW
    )
    school.write(pdf("meanwhile"), at=LATER)
    newest = rows(school.database)
    note = restoring.put_in_place(school.folder, school.database, prepared, now=LATER)
    assert prepared.safety is not None
    assert note.safety != prepared.safety.path.name
    restore(school, school.backups / str(note.safety))
    assert rows(school.database) == newest


def test_the_journal_tells_the_restored_story_and_the_other_one_is_kept(
    school: SchoolFolder, backup: Path
) -> None:
    school.write(at=LATER)
    told = (school.folder / "journal" / "2026-11.jsonl").read_bytes()
    restore(school, backup)
    engine = open_engine(school.database)
    with Session(engine) as session:
        assert Journal(school.folder).head() == head_of_table(session)
    engine.dispose()
    aside = school.folder / "journal" / "aside-1" / "2026-11.jsonl"
    assert aside.read_bytes() == told


def test_drafts_survive_and_the_last_page_is_forgotten(
    school: SchoolFolder, backup: Path
) -> None:
    DraftStore(school.folder).keep("evidence-new", b"{}")
    preferences = PreferenceStore(school.folder)
    preferences.update(language="en", last_page="/evidence/7")
    restore(school, backup)
    assert DraftStore(school.folder).read("evidence-new") == b"{}"
    assert preferences.load().language == "en"
    assert preferences.load().last_page is None


def test_a_damaged_attachment_becomes_whole_by_a_restore(
    school: SchoolFolder, backup: Path
) -> None:
    sha256 = school.write(pdf("second"), at=LATER)[0]
    newer = packed(school, backup.with_name("two.slobackup"))
    school.spoil(sha256)
    restore(school, newer)
    assert check(school.folder, school.database).is_whole


def test_a_damaged_data_file_is_kept_under_another_name(
    school: SchoolFolder, backup: Path
) -> None:
    damaged = school.database.read_bytes()[:-4096]
    school.database.write_bytes(damaged)
    assert look(school, backup).here is Here.DAMAGED
    note = restore(school, backup)
    assert note.safety is None
    kept = list(school.folder.glob("damaged-*.sqlite"))
    assert [path.read_bytes() for path in kept] == [damaged]
    assert check(school.folder, school.database).is_whole


def test_a_restore_that_cannot_be_taken_back_is_not_begun(
    school: SchoolFolder, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_told: object, **_more: object) -> None:
        raise BackupFailedError("database")

    school.write(at=LATER)
    before = everything(school.folder)
    monkeypatch.setattr(doing, "back_up", fails)
    with pytest.raises(BackupFailedError):
        restore(school, backup)
    assert everything(school.folder) == before


def test_a_folder_of_a_newer_program_is_left_alone(
    school: SchoolFolder, backup: Path
) -> None:
    content = bytearray(school.database.read_bytes())
    content[60:64] = (HEAD + 1).to_bytes(4, "big")
    school.database.write_bytes(content)
    with pytest.raises(NewerDataError):
        restore(school, backup)
    assert school.database.read_bytes() == content


@pytest.mark.parametrize("after", [1, 2])
def test_it_can_be_stopped_until_it_is_decided(
    school: SchoolFolder, backup: Path, after: int
) -> None:
    school.write(at=LATER)
    before = rows(school.database)
    asked = iter([False] * (after - 1) + [True] * 20)
    with pytest.raises(BackupStoppedError):
        restore(school, backup, cancelled=lambda: next(asked))
    assert rows(school.database) == before
    assert not (school.folder / ".restoring").exists()


def test_it_tells_how_far_it_is(school: SchoolFolder, backup: Path) -> None:
    told: list[Step] = []
    restore(school, backup, progress=lambda step, _done, _all: told.append(step))
    assert list(dict.fromkeys(told)) == [Step.READING, Step.CHECKING, Step.SAFETY]


def test_a_file_that_was_gone_already_is_told_and_keeps_nobody_from_restoring(
    school: SchoolFolder, tmp_path: Path
) -> None:
    gone = school.object(school.write(pdf("gone"))[0])
    gone.unlink()
    backup = packed(school, tmp_path / "two.slobackup")
    assert look(school, backup).absent == 1
    restore(school, backup)


def test_what_becomes_of_a_restore_is_told_until_somebody_heard_it(
    school: SchoolFolder, backup: Path
) -> None:
    note = restore(school, backup)
    assert swapping.last_note(school.folder) == note
    (school.folder / swapping.NOTE).write_text("{}")
    assert swapping.last_note(school.folder) is None


def test_no_look_and_no_restore_leaves_anything_behind(
    school: SchoolFolder, backup: Path
) -> None:
    look(school, backup)
    restore(school, backup)
    with pytest.raises(BackupRefusedError) as refused:
        restore(school, _cut(backup))
    assert refused.value.fault is BackupFault.TRUNCATED
    assert not (school.folder / ".restoring").exists()
    assert not (school.folder / swapping.MARKER).exists()


def _cut(path: Path) -> Path:
    short = path.with_name("short.slobackup")
    short.write_bytes(path.read_bytes()[:-100])
    return short
