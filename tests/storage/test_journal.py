from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import JournalBehindError
from slo_desktop.settings import Settings
from slo_desktop.storage import changes
from slo_desktop.storage import journal as module
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.files import append_line
from slo_desktop.storage.journal import NOTHING, Journal, head_of_table, line_of
from slo_desktop.storage.models import Change
from tests import builders
from tests.conftest import NOW


@pytest.fixture
def journal(settings: Settings) -> Journal:
    return Journal(settings.data_dir)


@pytest.fixture
def written(journal: Journal, session: Session) -> Path:
    """A journal of three changes, and the one file it lies in."""
    for _ in range(3):
        builders.person(session)
    session.commit()
    journal.catch_up(session)
    (file,) = journal.folder.glob("*.jsonl")
    return file


def seqs(journal: Journal) -> list[int]:
    return [line["seq"] for line in journal.lines()]


def test_before_the_first_change_there_is_nothing(
    journal: Journal, session: Session
) -> None:
    assert journal.head() == NOTHING == head_of_table(session)
    journal.catch_up(session)
    assert seqs(journal) == []


def test_every_change_is_a_line_in_the_file_of_its_month(
    journal: Journal, written: Path, session: Session
) -> None:
    assert written.name == "2026-11.jsonl"
    assert seqs(journal) == [1, 2, 3]
    assert journal.head() == head_of_table(session)
    assert journal.last_seq == 3


def test_a_line_says_everything_the_table_says(written: Path, session: Session) -> None:
    change = session.scalars(sa.select(Change).limit(1)).one()
    line = json.loads(written.read_text(encoding="utf-8").splitlines()[0])
    assert line["hash"] == change.hash
    assert line["after"] == change.after
    assert line["at"] == change.at.isoformat()


def test_catching_up_twice_adds_nothing(
    journal: Journal, written: Path, session: Session
) -> None:
    before = written.read_bytes()
    journal.catch_up(session)
    Journal(journal.folder.parent).catch_up(session)
    assert written.read_bytes() == before


def test_f1_lines_that_a_crash_left_out_are_written_at_the_next_save(
    journal: Journal, written: Path, session: Session
) -> None:
    lines = written.read_bytes().splitlines(keepends=True)
    written.write_bytes(lines[0])
    Journal(journal.folder.parent).catch_up(session)
    assert written.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    "tear",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[:-40],
        lambda whole: whole + b'{"seq":4,"at"',
        lambda whole: whole + bytes(4096),
        lambda whole: whole + b'{"seq":4,' + bytes(50) + b"\n",
        lambda whole: whole[:20],
        lambda whole: whole[:0],
    ],
)
def test_f1_a_torn_last_line_is_cut_off_and_written_again(
    journal: Journal, written: Path, session: Session, tear: Callable[[bytes], bytes]
) -> None:
    whole = written.read_bytes()
    written.write_bytes(tear(whole))
    again = Journal(journal.folder.parent)
    builders.person(session)
    session.commit()
    again.catch_up(session)
    assert seqs(again) == [1, 2, 3, 4]
    assert again.head() == head_of_table(session)
    assert written.read_bytes().startswith(whole)


def test_reading_a_torn_file_changes_nothing(journal: Journal, written: Path) -> None:
    torn = written.read_bytes()[:-5]
    written.write_bytes(torn)
    assert Journal(journal.folder.parent).head()[0] == 2
    assert seqs(journal) == [1, 2]
    assert written.read_bytes() == torn


def test_a_very_long_line_is_found_whole(
    journal: Journal, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TAIL_BYTES", 16)
    builders.evidence(session, note=builders.both(cy="ŵ" * 50_000))
    session.commit()
    journal.catch_up(session)
    assert Journal(journal.folder.parent).head() == head_of_table(session)


def test_f16_a_clock_that_jumps_back_costs_no_line(
    journal: Journal, session: Session
) -> None:
    for month in (12, 11, 12, 10):
        write_as(session, Authorship(NOW.replace(month=month), f"step-{month}"))
        builders.person(session)
    session.commit()
    journal.catch_up(session)
    assert sorted(seqs(journal)) == [1, 2, 3, 4]
    assert len(list(journal.folder.glob("*.jsonl"))) == 3
    assert Journal(journal.folder.parent).head() == head_of_table(session)


def test_f16_a_crash_between_two_months_leaves_no_hole(
    journal: Journal, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in (12, 11, 12):
        write_as(session, Authorship(NOW.replace(month=month), f"step-{month}"))
        builders.person(session)
    session.commit()

    def full_after_one(path: Path, line: str) -> None:
        if path.name == "2026-11.jsonl":
            raise OSError(28, "No space left on device")
        append_line(path, line)

    monkeypatch.setattr(module, "append_line", full_after_one)
    with pytest.raises(JournalBehindError):
        journal.catch_up(session)
    assert seqs(journal) == [1]
    monkeypatch.undo()
    journal.catch_up(session)
    assert sorted(seqs(journal)) == [1, 2, 3]


def test_f8_a_disk_that_refuses_the_second_copy_is_reported_and_made_up_for(
    journal: Journal, written: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, line: str) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(line[:10])
        raise OSError(28, "No space left on device")

    builders.person(session)
    session.commit()
    monkeypatch.setattr(module, "append_line", full)
    with pytest.raises(JournalBehindError) as caught:
        journal.catch_up(session)
    assert caught.value.folder == journal.folder
    monkeypatch.undo()
    journal.catch_up(session)
    assert seqs(journal) == [1, 2, 3, 4]
    assert written.exists()


def test_d10_files_of_another_past_are_kept_aside(
    journal: Journal, written: Path, session: Session
) -> None:
    other = written.read_text(encoding="utf-8").replace('"hash":"', '"hash":"0')
    written.write_text(other, encoding="utf-8")
    again = Journal(journal.folder.parent)
    again.catch_up(session)
    assert again.head() == head_of_table(session)
    assert (journal.folder / "aside-1" / written.name).read_text("utf-8") == other
    again.set_aside()
    again.catch_up(session)
    assert (journal.folder / "aside-2" / written.name).exists()
    assert seqs(again) == [1, 2, 3]


def test_a_save_tells_its_own_changes_without_reading_them_back(
    journal: Journal, written: Path, session: Session
) -> None:
    builders.person(session)
    session.commit()
    session.execute(sa.text("DELETE FROM change WHERE seq = 4"))
    journal.catch_up(session)
    session.rollback()
    change = session.scalars(sa.select(Change).where(Change.seq == 4)).one()
    assert written.read_text(encoding="utf-8").splitlines()[3] == line_of(change)


def test_what_was_taken_back_is_never_told(
    journal: Journal, written: Path, session: Session
) -> None:
    builders.person(session)
    session.rollback()
    journal.catch_up(session)
    assert seqs(journal) == [1, 2, 3]
    with session.begin_nested() as part:
        builders.person(session)
        part.rollback()
    session.commit()
    journal.catch_up(session)
    assert seqs(journal) == [1, 2, 3]
    assert written.exists()


def test_a_change_that_was_emptied_at_once_is_told_empty(
    journal: Journal, written: Path, session: Session
) -> None:
    person = builders.person(session)
    change = session.scalars(sa.select(Change).where(Change.seq == 4)).one()
    change.after, change.erased = {}, person.uid
    session.commit()
    journal.catch_up(session)
    assert seqs(journal) == [1, 2, 3, 4]
    assert person.name not in written.read_text(encoding="utf-8").splitlines()[3]


def test_more_changes_than_are_remembered_are_read_from_the_table(
    journal: Journal, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "FRESH_KEPT", 2)
    for _ in range(3):
        builders.person(session)
    session.commit()
    journal.catch_up(session)
    assert seqs(journal) == [1, 2, 3]


def test_f7_lines_that_a_power_cut_kept_in_parts_are_written_again(
    session: Session, settings: Settings
) -> None:
    for _ in range(4):
        builders.evidence(session)
    session.commit()
    Journal(settings.data_dir).catch_up(session)
    (path,) = (settings.data_dir / "journal").glob("*.jsonl")
    whole = path.read_bytes()
    second = whole.index(b"\n") + 10
    path.write_bytes(whole[:second] + bytes(512) + whole[second + 512 :])
    Journal(settings.data_dir).catch_up(session)
    assert path.read_bytes() == whole
