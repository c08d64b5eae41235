from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.domain.errors import DataDamagedError, NewerDataError
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.opening import Found, inspect_folder, open_folder
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD

LINE = '{"hash":"a","seq":%d}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "school"
    folder.mkdir()
    return folder


@pytest.fixture
def file(folder: Path, migrated: Path) -> Path:
    return Path(shutil.copyfile(migrated, folder / "school.sqlite"))


def reason(folder: Path) -> str:
    with pytest.raises(DataDamagedError) as caught:
        open_folder(folder, folder / "school.sqlite")
    return caught.value.reason


def test_an_empty_folder_is_a_first_run(folder: Path) -> None:
    database = folder / "school.sqlite"
    assert inspect_folder(folder, database) is Found.NOTHING
    open_folder(folder, database)
    assert inspect_folder(folder, database) is Found.CURRENT


def test_a_folder_that_is_not_there_yet_is_a_first_run(tmp_path: Path) -> None:
    database = tmp_path / "a" / "b" / "school.sqlite"
    open_folder(database.parent, database)
    assert database.exists()


def test_preferences_alone_are_still_a_first_run(folder: Path) -> None:
    PreferenceStore(folder).update(language="cy", theme="dark")
    (folder / "logs").mkdir()
    (folder / "logs" / "a.log").write_text("x")
    assert inspect_folder(folder, folder / "school.sqlite") is Found.NOTHING


def test_a_good_file_is_opened_as_it_is(folder: Path, file: Path) -> None:
    before = file.read_bytes()
    open_folder(folder, file)
    assert file.read_bytes() == before


def test_f2_what_a_crash_left_half_received_is_swept_at_the_start(
    folder: Path, file: Path
) -> None:
    left = folder / "objects" / ".incoming" / "left"
    left.parent.mkdir(parents=True)
    left.touch()
    os.utime(left, (1, 1))
    open_folder(folder, file)
    assert not left.exists()


@pytest.mark.parametrize(
    "left",
    [
        "journal/2026-11.jsonl",
        "objects/ab/cdef",
        "objects/.incoming/x",
        "backups/a.slobackup",
        "editions/2026.pdf",
        "school.sqlite-journal",
    ],
)
def test_d2_loss_is_never_a_first_run(folder: Path, left: str) -> None:
    path = folder / left
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    assert reason(folder) == "missing"
    assert not (folder / "school.sqlite").exists()


def test_d2_a_school_that_is_named_and_not_there_is_lost(folder: Path) -> None:
    PreferenceStore(folder).update(school="Ysgol y Bryn")
    assert reason(folder) == "missing"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda whole: whole[:0], "empty"),
        (lambda whole: whole[:50], "unreadable"),
        (lambda whole: whole[:-1], "truncated"),
        (lambda whole: whole[:-4096], "truncated"),
        (lambda whole: whole + b"\0", "truncated"),
        (lambda whole: bytes(len(whole)), "unreadable"),
        (lambda whole: b"Cofnodion\n" * len(whole), "unreadable"),
        (lambda whole: whole[:68] + b"\0\0\0\1" + whole[72:], "foreign"),
    ],
)
def test_d2_a_file_that_is_not_whole_or_not_ours_is_never_written_over(
    folder: Path, file: Path, spoil: Callable[[bytes], bytes], why: str
) -> None:
    spoilt = spoil(file.read_bytes())
    file.write_bytes(spoilt)
    assert reason(folder) == why
    assert file.read_bytes() == spoilt
    assert [path.name for path in folder.iterdir()] == ["school.sqlite"]


def test_d2_another_programs_database_is_left_alone(folder: Path) -> None:
    file = folder / "school.sqlite"
    with closing(dbapi2.connect(str(file))) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
    assert reason(folder) == "foreign"


def test_d7_a_newer_file_is_refused_by_its_number(folder: Path, file: Path) -> None:
    with closing(dbapi2.connect(str(file))) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(NewerDataError) as caught:
        open_folder(folder, file)
    assert (caught.value.found, caught.value.known) == (99, HEAD)


def test_an_older_copy_of_the_file_in_place_of_the_newer_is_noticed(
    folder: Path, file: Path
) -> None:
    journal = Journal(folder)
    journal.folder.mkdir()
    (journal.folder / "2026-11.jsonl").write_text(LINE % 1)
    assert reason(folder) == "older"
    journal.set_aside()
    open_folder(folder, file)


def interrupted(file: Path) -> bytes:
    """A save that a crash stopped half-way; how the file was before it."""
    before = file.read_bytes()
    copy = file.with_name("copy")
    with closing(dbapi2.connect(str(file), isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO text_word VALUES (?)", [(f"{n:0900}",) for n in range(200)]
        )
        shutil.copyfile(file, copy)
        shutil.copyfile(f"{file}-journal", f"{copy}-journal")
        connection.execute("ROLLBACK")
    copy.replace(file)
    copy.with_name("copy-journal").replace(f"{file}-journal")
    assert file.read_bytes() != before
    return before


def test_f1_an_interrupted_save_is_rolled_back(folder: Path, file: Path) -> None:
    before = interrupted(file)
    open_folder(folder, file)
    with closing(dbapi2.connect(str(file))) as connection:
        assert connection.execute("SELECT count(*) FROM text_word").fetchone() == (0,)
    assert len(file.read_bytes()) == len(before)


def test_d3_a_lost_rollback_journal_is_noticed(folder: Path, file: Path) -> None:
    interrupted(file)
    Path(f"{file}-journal").unlink()
    assert reason(folder) == "truncated"
