from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from slo_desktop.domain.safety.backups import Failure, Kept, Reason
from slo_desktop.domain.safety.errors import BackupFault
from slo_desktop.domain.safety.parts import Part
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.making import make
from tests.schools import NOW, SchoolFolder, pdf

DAY = dt.timedelta(days=1)
Make = Callable[[dt.datetime], Kept]


@pytest.fixture
def make_at(school: SchoolFolder) -> Make:
    def made(at: dt.datetime) -> Kept:
        return make(school.folder, school.database, reason=Reason.CHANGES, now=at)

    return made


def test_a_folder_without_backups_has_none(school: SchoolFolder) -> None:
    backups = Backups(school.folder)
    assert (backups.all(), backups.broken()) == ([], [])
    assert backups.newest() is None
    assert backups.newest_proven() is None
    assert backups.failure is None
    assert backups.next_number() == 1
    assert backups.holding("0" * 64) is None
    assert backups.open_object("0" * 64) is None


def test_backups_are_listed_newest_first_whatever_the_clock_said(
    school: SchoolFolder, make_at: Make
) -> None:
    first = make_at(NOW)
    second = make_at(NOW - 300 * DAY)
    third = make_at(NOW + DAY)
    found = Backups(school.folder).all()
    assert [one.path for one in found] == [third.path, second.path, first.path]
    assert [one.manifest.number for one in found] == [3, 2, 1]
    assert all(one.bytes == one.path.stat().st_size for one in found)


def test_what_is_no_backup_is_named_and_stays(
    school: SchoolFolder, make_at: Make
) -> None:
    good = make_at(NOW)
    bad = school.backups / "bad.slobackup"
    bad.write_bytes(b"not at all")
    (school.backups / "letter.txt").write_bytes(b"")
    (school.backups / "x.slobackup.partial").write_bytes(b"")
    (school.backups / "folder.slobackup").mkdir()
    (school.backups / "link.slobackup").symlink_to(good.path)
    backups = Backups(school.folder)
    assert [one.path for one in backups.all()] == [good.path]
    (broken,) = backups.broken()
    assert (broken.path, broken.fault) == (bad, BackupFault.NOT_A_BACKUP)


def test_a_backup_that_is_damaged_later_is_noticed(
    school: SchoolFolder, make_at: Make
) -> None:
    kept, backups = make_at(NOW), Backups(school.folder)
    assert backups.newest() == kept
    kept.path.write_bytes(kept.path.read_bytes()[:-5])
    assert backups.newest() is None
    assert backups.broken()[0].fault is BackupFault.TRUNCATED


def test_a_proof_is_remembered_with_its_date(
    school: SchoolFolder, make_at: Make
) -> None:
    older, newer = make_at(NOW), make_at(NOW + DAY)
    backups = Backups(school.folder)
    backups.note_unproven(Failure(at=NOW, fault="chain"))
    assert backups.unproven == Failure(at=NOW, fault="chain")
    assert backups.mark_proven(older, NOW + DAY).proven_at == NOW + DAY
    found = Backups(school.folder)
    assert found.unproven is None
    assert (found.newest_proven() or newer).path == older.path
    assert [one.proven_at for one in found.all()] == [None, NOW + DAY]


def test_notes_of_backups_that_are_gone_are_forgotten(
    school: SchoolFolder, make_at: Make
) -> None:
    older, newer = make_at(NOW), make_at(NOW + DAY)
    backups = Backups(school.folder)
    backups.mark_proven(older, NOW)
    older.path.unlink()
    backups.mark_proven(newer, NOW)
    notes = json.loads((school.backups / "proven.json").read_text("utf-8"))
    assert list(notes["proven"]) == [newer.path.name]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"proven": {"a": "b"}}', '{"proven": {"a": "2026"}}']
)
def test_notes_that_make_no_sense_count_as_none(
    school: SchoolFolder, make_at: Make, content: str
) -> None:
    kept = make_at(NOW)
    (school.backups / "proven.json").write_text(content, "utf-8")
    backups = Backups(school.folder)
    assert (backups.newest_proven(), backups.failure) == (None, None)
    assert backups.mark_proven(kept, NOW).proven_at == NOW
    assert backups.newest_proven() is not None


def test_a_failure_is_remembered_until_a_backup_is_made(school: SchoolFolder) -> None:
    backups, failure = Backups(school.folder), Failure(at=NOW, fault="NoRoomError")
    backups.note_failure(failure)
    assert Backups(school.folder).failure == backups.failure == failure
    backups.note_failure(None)
    assert Backups(school.folder).failure is backups.failure is None


def test_f8_a_failure_is_known_although_the_disk_takes_no_note(
    school: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups, failure = Backups(school.folder), Failure(at=NOW, fault="OSError")

    def full(*_args: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Backups, "_write", full)
    backups.note_failure(failure)
    assert backups.failure == failure


def test_thinning_removes_old_backups_and_what_they_alone_held(
    school: SchoolFolder, make_at: Make
) -> None:
    (old,) = school.write(pdf("hen"))
    first, second = make_at(NOW - 5 * DAY), make_at(NOW - 5 * DAY)
    last = make_at(NOW)
    unlisted = school.backups / Part.of_object("f" * 64, 0).path
    unlisted.parent.mkdir(parents=True)
    unlisted.write_bytes(b"")
    backups = Backups(school.folder)
    assert [one.path for one in backups.thin(NOW)] == [first.path]
    assert [one.path for one in backups.all()] == [last.path, second.path]
    assert not unlisted.exists()
    assert (school.backups / Part.of_object(old, 0).path).exists()


def test_thinning_never_takes_the_last_proven_backup(
    school: SchoolFolder, make_at: Make
) -> None:
    first, _second, _last = make_at(NOW - 5 * DAY), make_at(NOW - 5 * DAY), make_at(NOW)
    backups = Backups(school.folder)
    backups.mark_proven(first, NOW)
    assert backups.thin(NOW) == []


def test_files_stay_while_a_backup_that_cannot_be_read_may_need_them(
    school: SchoolFolder, make_at: Make
) -> None:
    make_at(NOW - 5 * DAY)
    unreadable = make_at(NOW - 5 * DAY)
    make_at(NOW - 5 * DAY)
    make_at(NOW)
    unreadable.path.write_bytes(b"damaged")
    unlisted = school.backups / Part.of_object("f" * 64, 0).path
    unlisted.parent.mkdir(parents=True)
    unlisted.write_bytes(b"")
    assert len(Backups(school.folder).thin(NOW)) == 1
    assert unlisted.exists()
    assert unreadable.path.exists()


def test_d4_a_file_is_found_in_the_newest_backup_that_holds_it(
    school: SchoolFolder, make_at: Make
) -> None:
    older = make_at(NOW)
    (new,) = school.write(pdf("newydd"))
    newer = make_at(NOW + DAY)
    backups = Backups(school.folder)
    assert (backups.holding(new) or older).path == newer.path
    both = older.manifest.objects[0].sha256
    assert (backups.holding(both) or older).path == newer.path
    content = school.object(new).read_bytes()
    school.spoil(new)
    file = backups.open_object(new)
    assert file is not None
    with file:
        assert file.read() == content
