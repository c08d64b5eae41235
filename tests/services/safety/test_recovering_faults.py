"""What a recovery leaves behind when it is stopped, fails, or meets old leftovers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from slo_desktop.domain.safety.recovery import (
    RecoveryFailedError,
    RecoveryStoppedError,
)
from slo_desktop.services.safety.recovering import Recovery
from slo_desktop.storage import putting_aside
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from tests.conftest import NOW
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder


def test_a_hot_journal_of_the_old_file_never_meets_the_new_one(folder: Folder) -> None:
    before = folder.hashes()
    damaging.cut(folder.database)
    way = folder.look().ways[0]
    hot = folder.database.with_name("school.sqlite-journal")
    hot.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 600)
    did = folder.recover(way)
    assert not hot.exists()
    assert did.kept_as is not None
    assert did.kept_as.with_name(f"{did.kept_as.name}-journal").exists()
    assert folder.hashes() == before


def test_a_damaged_file_is_never_written_over_by_another(folder: Folder) -> None:
    kept = set()
    for _ in range(3):
        damaging.cut(folder.database)
        kept.add(folder.recover().kept_as)
    assert len(kept) == 3
    assert all(path and path.exists() for path in kept)


def test_a_recovery_that_is_stopped_changes_nothing(folder: Folder) -> None:
    damaging.cut(folder.database)
    way = folder.look().ways[0]
    files = {p: p.read_bytes() for p in folder.place.rglob("*") if p.is_file()}
    asked = iter([False, False, True])
    recovery = Recovery(
        data_dir=folder.place,
        database=folder.database,
        now=NOW,
        stopped=lambda: next(asked),
    )
    with pytest.raises(RecoveryStoppedError):
        recovery.go(way)
    assert {p: p.read_bytes() for p in folder.place.rglob("*") if p.is_file()} == files


def test_what_does_not_prove_right_is_not_put_in_place(
    folder: Folder, tmp_path: Path
) -> None:
    older = shutil.copyfile(folder.database, tmp_path / "older")
    folder.save()
    connection = dbapi2.connect(str(older))
    connection.execute("UPDATE evidence SET ref = 'E-1' WHERE id = 1")
    connection.commit()
    connection.close()
    shutil.copyfile(older, folder.database)
    tampered = folder.database.read_bytes()
    with pytest.raises(RecoveryFailedError) as caught:
        folder.recover()
    assert [finding.name for finding in caught.value.findings] == ["E-1"]
    assert folder.database.read_bytes() == tampered


@pytest.mark.parametrize("step", ["rename", "rename_into_place", "sync_folder"])
def test_f4_a_fault_while_putting_it_in_place_loses_nothing(
    folder: Folder, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.hashes()
    damaging.cut(folder.database)
    hot = folder.database.with_name("school.sqlite-journal")
    hot.write_bytes(b"x" * 600)
    way = folder.look().ways[0]

    def fail(*_told: object) -> None:
        raise OSError(5, "no more")

    with monkeypatch.context() as patched:
        if step == "rename":
            patched.setattr(Path, "rename", fail)
        else:
            patched.setattr(putting_aside, step, fail)
        with pytest.raises(OSError, match="no more"):
            folder.recover(way)
    assert folder.look().ways
    folder.recover()
    assert folder.hashes() == before
    assert folder.is_whole()


def test_progress_is_told_from_reading_to_placing(folder: Folder) -> None:
    damaging.cut(folder.database)
    folder.recover()
    told = list(dict.fromkeys(step for step, _done, _all in folder.steps))
    assert told == ["reading", "replaying", "proving", "placing"]


def test_a_journal_in_disorder_is_read_by_its_numbers(folder: Folder) -> None:
    before = folder.hashes()
    path = next(Journal(folder.place).folder.glob("*.jsonl"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert json.loads(lines[0])["seq"] == 1
    path.write_text("".join(lines[:2]), "utf-8")
    path.with_name("2026-10.jsonl").write_text("".join(lines[2:]), "utf-8")
    folder.database.unlink()
    folder.recover()
    assert folder.hashes() == before
