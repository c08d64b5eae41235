from __future__ import annotations

import datetime as dt
import errno
import io
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.restoring import Ending, Here
from slo_desktop.services.checking import check
from slo_desktop.services.safety import restoring
from slo_desktop.services.safety.saver import Saver
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.preferences import PreferenceStore
from tests.restored import files, rows
from tests.schools import NOW, SchoolFolder, pdf
from tests.services.safety.beginning import (
    NAME,
    begin,
    bring_back,
    found_own,
    kept_by,
)


def test_the_folder_is_empty_afterwards_and_the_school_is_in_a_proven_backup(
    invented: SchoolFolder,
) -> None:
    before = files(invented.folder)
    note = begin(invented)
    assert not any(rows(invented.database)["school"])
    here = restoring.what_is_here(invented.folder, invented.database)
    assert here is Here.NOTHING
    kept = kept_by(invented, note)
    assert (note.ending, note.own, note.school) == (Ending.RESTORED, True, NAME)
    assert (kept.manifest.reason, kept.manifest.made_at) == (Reason.RESTORE, NOW)
    assert kept.proven_at == NOW
    assert {part.sha256 for part in kept.manifest.objects} == {
        name.removeprefix("objects/").replace("/", "") for name in before
    }


def test_the_whole_of_it_can_be_had_back(invented: SchoolFolder) -> None:
    before, attached = rows(invented.database), files(invented.folder)
    note = begin(invented)
    back = bring_back(invented, note)
    assert rows(invented.database) == before
    assert files(invented.folder) == attached
    assert (back.own, back.safety) == (False, None)
    assert '"own"' not in (invented.folder / swapping.NOTE).read_text()
    assert check(invented.folder, invented.database).findings == ()


def test_it_can_be_had_back_from_somebodys_own_school_which_is_kept_then(
    invented: SchoolFolder,
) -> None:
    before = rows(invented.database)
    note = begin(invented)
    found_own(invented)
    own = rows(invented.database)
    back = bring_back(invented, note)
    assert rows(invented.database) == before
    bring_back(invented, back)
    assert rows(invented.database) == own


def test_a_check_finds_nothing_in_the_empty_folder_nor_in_ones_own_school(
    invented: SchoolFolder,
) -> None:
    begin(invented)
    assert check(invented.folder, invented.database).findings == ()
    found_own(invented)
    assert check(invented.folder, invented.database).findings == ()


def test_a_file_that_neither_a_record_nor_a_backup_names_is_still_told_of(
    invented: SchoolFolder,
) -> None:
    note = begin(invented)
    kept_by(invented, note).path.unlink()
    assert {each.fault.value for each in check(*_place(invented)).findings} == {
        "file-orphan"
    }


def test_a_file_that_only_backups_of_the_school_itself_name_is_told_of(
    invented: SchoolFolder,
) -> None:
    Saver(invented.folder, invented.database, lambda: NOW).make(Reason.ASKED)
    with closing(dbapi2.connect(str(invented.database))) as connection:
        # As after an erasure that left the file where it was.
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM attachment")
        connection.commit()
    faults = {each.fault.value for each in check(*_place(invented)).findings}
    assert "file-orphan" in faults


def _place(school: SchoolFolder) -> tuple[Path, Path]:
    return school.folder, school.database


def test_what_the_person_likes_stays_and_what_was_of_the_school_goes(
    invented: SchoolFolder,
) -> None:
    begin(invented)
    liked = PreferenceStore(invented.folder).load()
    assert (liked.language, liked.theme) == ("en", "dark")
    assert (liked.school, liked.last_page, liked.writer) == (None, None, None)


def test_unsaved_words_go_with_the_school_and_come_back_with_it(
    invented: SchoolFolder,
) -> None:
    drafts = DraftStore(invented.folder)
    drafts.keep("evidence-new", b'{"title_cy": "Hanner gair"}')
    drafts.files.put("evidence-new", io.BytesIO(pdf("waiting")), "llun.pdf")
    drafts.keep("refused-school-1", b"{}")
    note = begin(invented)
    assert drafts.kept_at("evidence-new") is None
    assert drafts.read("refused-school-1") is None
    drafts.keep("refused-school-1", b"own")
    bring_back(invented, note)
    assert drafts.read("evidence-new") == b'{"title_cy": "Hanner gair"}'
    assert [file.name for file in drafts.files.all("evidence-new")] == ["llun.pdf"]
    assert drafts.read("refused-school-1") == b"own"


def test_two_schools_keep_their_unsaved_words_apart_under_the_same_form(
    invented: SchoolFolder,
) -> None:
    drafts = DraftStore(invented.folder)
    drafts.keep("evidence-new", b"sample")
    drafts.files.put("evidence-new", io.BytesIO(pdf("waiting")), "llun.pdf")
    note = begin(invented)
    found_own(invented)
    drafts.keep("evidence-new", b"own")
    drafts.files.put("evidence-new", io.BytesIO(pdf("mine")), "fi.pdf")
    back = bring_back(invented, note, now=NOW + dt.timedelta(minutes=1))
    assert drafts.read("evidence-new") == b"sample"
    assert [file.name for file in drafts.files.all("evidence-new")] == ["llun.pdf"]
    bring_back(invented, back, now=NOW + dt.timedelta(minutes=2))
    assert drafts.read("evidence-new") == b"own"
    assert [file.name for file in drafts.files.all("evidence-new")] == ["fi.pdf"]


def test_unsaved_words_stay_apart_where_the_program_was_killed_in_between(
    invented: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = DraftStore(invented.folder)
    for key in ("evidence-new", "action-new"):
        drafts.keep(key, b"sample")
    note = begin(invented)
    found_own(invented)
    drafts.keep("evidence-new", b"own")

    def killed(path: Path, place: Path) -> None:
        if place.name == "evidence-new.json":
            raise OSError(errno.EIO, "killed")
        path.replace(place)

    with monkeypatch.context() as patch:
        patch.setattr("slo_desktop.storage.drafts.rename_into_place", killed)
        with pytest.raises(OSError, match="killed"):
            bring_back(invented, note, now=NOW + dt.timedelta(minutes=1))
    swapping.end_restore(invented.folder)
    assert drafts.read("evidence-new") == drafts.read("action-new") == b"sample"
    (own,) = drafts.folder.glob("put-by-*")
    assert own.read_bytes() == b"own"


def test_an_empty_folder_is_not_backed_up_as_if_work_had_been_done(
    invented: SchoolFolder,
) -> None:
    begin(invented)
    saver = Saver(invented.folder, invented.database, lambda: NOW)
    assert not saver.is_changed()
    found_own(invented)
    assert saver.is_changed()
