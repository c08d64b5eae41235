from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.domain.safety.backups import Manifest
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupStoppedError,
    MakingFault,
)
from slo_desktop.storage.backup import making
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.writing import write_plain
from slo_desktop.storage.driver import dbapi2
from tests.schools import SchoolFolder, pdf, rows


def test_a_damaged_file_does_not_keep_the_rest_from_being_backed_up(
    school: SchoolFolder, tmp_path: Path
) -> None:
    (spoilt,) = school.write(pdf("difrod"))
    (gone,) = school.write(pdf("ar goll"))
    school.spoil(spoilt)
    school.object(gone).unlink()
    automatic = school.backed_up()
    portable = school.portable(tmp_path / "a.slobackup")
    for kept in (automatic, portable):
        assert set(kept.manifest.missing) == {spoilt, gone}
        assert len(kept.manifest.objects) == 2
        with opened(kept.path) as container:
            container.verify()


def test_a_file_that_is_gone_is_taken_from_an_older_backup(
    school: SchoolFolder, tmp_path: Path
) -> None:
    school.backed_up()
    sha256 = school.write(pdf("llun"))[0]
    school.object(sha256).unlink()
    kept = school.portable(tmp_path / "a.slobackup")
    assert kept.manifest.missing == ()
    with opened(kept.path) as container:
        container.verify()


def test_a_file_damaged_while_it_is_copied_counts_as_missing(
    school: SchoolFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sha256,) = school.write(pdf("difrod"))
    tried: list[int] = []

    def damage_first(place: Path, manifest: Manifest, *rest: Any) -> None:
        if not tried:
            school.spoil(sha256)
        tried.append(len(manifest.objects))
        write_plain(place, manifest, *rest)

    monkeypatch.setattr(making, "write_plain", damage_first)
    kept = school.portable(tmp_path / "a.slobackup")
    assert tried == [3, 2]
    assert kept.manifest.missing == (sha256,)


def test_a_backup_is_made_beside_a_program_that_is_saving(
    school: SchoolFolder,
) -> None:
    with closing(dbapi2.connect(str(school.database))) as live:
        live.isolation_level = None
        live.execute("BEGIN IMMEDIATE")
        live.execute("UPDATE evidence SET ref = 'half saved'")
        kept = school.backed_up()
        live.execute("ROLLBACK")
    with opened(kept.path) as container:
        container.extract(kept.manifest.database, school.folder.parent / "o.sqlite")
    assert rows(school.folder.parent / "o.sqlite") == rows(school.database)


def test_saves_go_on_while_a_backup_is_made(school: SchoolFolder) -> None:
    done = threading.Event()

    def keep_making() -> None:
        for _ in range(5):
            school.backed_up()
        done.set()

    thread = threading.Thread(target=keep_making)
    thread.start()
    saves = 0
    while not done.is_set():
        school.write(note=f"{saves}")
        saves += 1
    thread.join()
    assert saves > 1


def test_a_backup_can_be_stopped_and_leaves_nothing(
    school: SchoolFolder, tmp_path: Path
) -> None:
    target, steps = tmp_path / "usb" / "a.slobackup", []
    with pytest.raises(BackupStoppedError):
        school.portable(
            target,
            progress=lambda done, total: steps.append((done, total)),
            cancelled=lambda: len(steps) > 2,
        )
    assert list(target.parent.iterdir()) == []
    assert list((school.backups / ".making").iterdir()) == []


def test_how_far_a_backup_is_only_ever_grows_and_ends_at_the_end(
    school: SchoolFolder, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    school.portable(
        tmp_path / "a.slobackup",
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_previous_file_of_the_same_name_stays_until_the_new_one_is_proven(
    school: SchoolFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.slobackup"
    target.write_bytes(b"before")

    def spoil(place: Path, *rest: Any, **more: Any) -> None:
        write_plain(place, *rest, **more)
        content = bytearray(place.read_bytes())
        content[len(content) // 2] ^= 1
        place.write_bytes(content)

    monkeypatch.setattr(making, "write_plain", spoil)
    with pytest.raises(BackupFailedError):
        school.portable(target)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.glob("a.*")] == ["a.slobackup"]


def test_d1_a_data_file_that_cannot_be_read_is_not_called_a_backup(
    school: SchoolFolder,
) -> None:
    content = bytearray(school.database.read_bytes())
    content[4096 * 2 : 4096 * 6] = bytes(4096 * 4)
    school.database.write_bytes(content)
    with pytest.raises(BackupFailedError) as caught:
        school.backed_up()
    assert caught.value.reason in {MakingFault.DATABASE, MakingFault.TABLES}
    assert list(school.backups.glob("*.slobackup*")) == []
