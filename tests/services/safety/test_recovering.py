from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slo_desktop.domain.safety.recovery import (
    Source,
    Wrong,
)
from slo_desktop.storage.closing import note_closed
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore
from tests.conftest import NOW
from tests.services.safety import damaging
from tests.services.safety.damaging import SPOILS, Folder, Spoil


def test_the_journal_alone_rebuilds_the_whole_sample_school(sample: Folder) -> None:
    before = sample.hashes()
    sample.database.unlink()

    did = sample.recover()

    assert did.way.source is Source.JOURNAL
    assert sample.hashes() == before
    assert len(before) > 700
    assert did.brought_back == did.changes == Journal(sample.place).head()[0]
    assert (did.lost, did.files_missing) == (0, 0)
    assert sample.is_whole()


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_d1_d2_whatever_is_wrong_with_the_file_nothing_saved_is_lost(
    folder: Folder, spoil: Spoil
) -> None:
    folder.back_up()
    folder.save(2)
    before = folder.hashes()
    spoil(folder.database)
    spoilt = folder.database.read_bytes() if folder.database.exists() else None

    did = folder.recover()

    assert did.way.source is Source.BACKUP
    assert (did.brought_back, did.lost) == (2, 0)
    assert folder.hashes() == before
    assert folder.is_whole()
    if spoilt is None:
        assert did.kept_as is None
    else:
        assert did.kept_as is not None
        assert did.kept_as.read_bytes() == spoilt
        assert did.kept_as.name == "damaged-20261122T180000Z.sqlite"


def test_the_newest_backup_is_offered_first_with_what_comes_after_it(
    folder: Folder,
) -> None:
    folder.back_up(days=2)
    folder.save()
    folder.back_up()
    folder.save(2)
    damaging.cut(folder.database)

    outlook = folder.look()

    assert outlook.wrong is Wrong.TRUNCATED
    assert (outlook.changes, outlook.lost, outlook.newest_at) == (7, 0, NOW)
    assert [way.source for way in outlook.ways] == [
        Source.BACKUP,
        Source.BACKUP,
        Source.JOURNAL,
    ]
    first, second, alone = outlook.ways
    assert (first.made_at, first.records, first.later) == (NOW, 5, 2)
    assert first.touched == {"evidence": 2}
    assert (second.later, alone.later) == (3, 7)
    assert all(way.is_complete for way in outlook.ways)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_way_that_is_offered_ends_at_the_same_school(
    folder: Folder, place: int
) -> None:
    folder.back_up(days=2)
    folder.save()
    folder.back_up()
    folder.save()
    before = folder.hashes()
    damaging.cut(folder.database)
    folder.recover(folder.look().ways[place])
    assert folder.hashes() == before
    assert folder.is_whole()


def test_an_older_copy_in_place_of_the_file_gets_what_was_saved_since(
    folder: Folder, tmp_path: Path
) -> None:
    older = shutil.copyfile(folder.database, tmp_path / "older")
    folder.save(2)
    before = folder.hashes()
    shutil.copyfile(older, folder.database)

    outlook = folder.look()
    assert outlook.wrong is Wrong.OLDER
    assert outlook.ways[0].source is Source.FILE
    assert folder.recover().brought_back == 2
    assert folder.hashes() == before
    assert folder.is_whole()


def test_d11_rows_that_vanish_between_two_starts_are_noticed(folder: Folder) -> None:
    preferences = PreferenceStore(folder.place)
    note_closed(preferences, folder.database)
    before = folder.hashes()
    damaging.fewer_rows(folder.database)
    assert folder.look().wrong is Wrong.ROWS
    folder.recover()
    assert folder.hashes() == before
    assert preferences.load().closed is None


def test_a_line_that_is_gone_is_taken_from_the_damaged_file(folder: Folder) -> None:
    before = folder.hashes()
    journal = next(Journal(folder.place).folder.glob("*.jsonl"))
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:2] + lines[3:]))
    preferences = PreferenceStore(folder.place)
    note_closed(preferences, folder.database)
    damaging.fewer_rows(folder.database)

    did = folder.recover()

    assert (did.brought_back, did.lost) == (4, 0)
    assert folder.hashes() == before
    assert folder.is_whole()


def test_what_cannot_be_proven_is_counted_and_not_believed(folder: Folder) -> None:
    folder.save(2)
    journal = next(Journal(folder.place).folder.glob("*.jsonl"))
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    lines[4] = lines[4].replace("Taith", "Llaw")
    journal.write_text("".join(lines), "utf-8")
    folder.database.unlink()

    outlook = folder.look()
    assert (outlook.changes, outlook.lost) == (4, 2)
    assert not outlook.ways[0].is_complete
    did = folder.recover()
    assert (did.changes, did.lost) == (4, 2)
    assert folder.is_whole()
    kept = list(Journal(folder.place).folder.glob("aside-*/*.jsonl"))
    assert [path.read_text("utf-8") for path in kept] == ["".join(lines)]


def test_without_backup_and_journal_nothing_is_made_up(folder: Folder) -> None:
    PreferenceStore(folder.place).update(school="Ysgol y Bryn")
    shutil.rmtree(Journal(folder.place).folder)
    folder.database.unlink()
    outlook = folder.look()
    assert (outlook.wrong, outlook.ways) == (Wrong.MISSING, ())
    assert not folder.database.exists()


def test_a_damaged_backup_is_counted_and_an_older_one_is_used(folder: Folder) -> None:
    folder.back_up(days=1)
    folder.save()
    newest = folder.back_up().path
    before = folder.hashes()
    whole = bytearray(newest.read_bytes())
    whole[len(whole) // 2] ^= 1
    newest.write_bytes(whole)
    damaging.cut(folder.database)
    outlook = folder.look()
    if newest.name in outlook.broken:
        assert [way.key for way in outlook.ways if way.key == newest.name] == []
    folder.recover(next(way for way in outlook.ways if way.key != newest.name))
    assert folder.hashes() == before


def test_d4_an_attached_file_that_is_gone_too_comes_out_of_a_backup(
    sample: Folder,
) -> None:
    sample.back_up()
    store = ObjectStore(sample.place)
    first, second, *_rest = store.all()
    store.path(first).unlink()
    store.path(second).chmod(0o600)
    store.path(second).write_bytes(b"x")
    damaging.cut(sample.database)
    did = sample.recover()
    assert (did.files_back, did.files_missing) == (2, 0)
    assert store.is_whole(first)
    assert store.is_whole(second)
    assert sample.is_whole()
