from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.domain.errors import MigrationFailedError, NewerDataError
from slo_desktop.domain.safety.backups import Kept, Manifest, Reason
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.domain.safety.proofs import PROVE_AFTER
from slo_desktop.services.safety import proving
from slo_desktop.services.safety import trial as module
from slo_desktop.services.safety.proving import prove
from slo_desktop.services.safety.saver import Saver
from slo_desktop.services.safety.trial import Trial, command, is_due
from slo_desktop.storage.backup import making
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.backup.writing import write_plain
from slo_desktop.storage.driver import dbapi2
from tests.schools import NOW, SchoolFolder, pdf, school_folder

FROZEN = Path(__file__).parents[2] / "data" / "schema-1"


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> SchoolFolder:
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("llun"), pdf("nodyn"))
    return made


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    return place


@pytest.fixture
def kept(folder: SchoolFolder) -> Kept:
    return folder.backed_up()


def damage(path: Path, at: int = 3) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[at] ^= 255
    path.write_bytes(content)


def test_a_backup_is_restored_and_everything_in_it_compared(
    kept: Kept, scratch: Path
) -> None:
    proof = prove(kept.path, scratch=scratch, now=NOW)
    assert proof.is_good
    assert proof.at == NOW
    assert (proof.records, proof.files) == (4, 2)
    assert proof.changes == kept.manifest.seq


def test_no_room_is_needed_for_all_attached_files_at_once(
    kept: Kept, scratch: Path
) -> None:
    prove(kept.path, scratch=scratch, now=NOW)
    left = [path for path in scratch.rglob("*") if path.is_file()]
    assert {path.name for path in left if path.stat().st_size} == {"school.sqlite"}


def test_d5_a_damaged_copy_of_a_file_is_named(kept: Kept, scratch: Path) -> None:
    part = kept.manifest.objects[0]
    damage(kept.path.parent / part.path)
    proof = prove(kept.path, scratch=scratch, now=NOW)
    assert proof.damaged == (part.sha256,)
    assert proof.faults == proof.found == ()


def test_d5_a_damaged_backup_is_named(kept: Kept, scratch: Path) -> None:
    damage(kept.path, 100)
    proof = prove(kept.path, scratch=scratch, now=NOW)
    assert proof.faults == ("damaged: manifest.json",)


@pytest.mark.parametrize(
    ("lie", "fault"),
    [
        (lambda told: replace(told, seq=told.seq + 1), "chain"),
        (lambda told: replace(told, counts=told.counts | {"evidence": 9}), "counts"),
        (lambda told: replace(told, schema=1000), "schema"),
        (lambda told: replace(told, objects=told.objects[:1]), "objects"),
    ],
)
def test_a_backup_that_is_not_what_it_says_is_found_out(
    folder: SchoolFolder,
    scratch: Path,
    monkeypatch: pytest.MonkeyPatch,
    lie: Callable[[Manifest], Manifest],
    fault: str,
) -> None:
    def write_a_lie(place: Path, manifest: Manifest, *rest: Any) -> None:
        write_plain(place, lie(manifest), *rest)

    monkeypatch.setattr(making, "write_plain", write_a_lie)
    kept = folder.backed_up()
    assert fault in prove(kept.path, scratch=scratch, now=NOW).faults


def test_d11_what_somebody_changed_in_the_file_is_told(
    folder: SchoolFolder, scratch: Path
) -> None:
    with closing(dbapi2.connect(str(folder.database))) as connection:
        connection.execute("UPDATE evidence SET ref = 'by somebody'")
        connection.commit()
    kept = folder.backed_up()
    proof = prove(kept.path, scratch=scratch, now=NOW)
    assert proof.found == ("record-changed",)
    assert proof.faults == ()


def test_a_backup_of_an_older_version_is_proven_by_bringing_it_up_to_this_one(
    tmp_path: Path, scratch: Path
) -> None:
    frozen = tmp_path / "frozen"
    shutil.copytree(FROZEN, frozen)
    kept = make(
        frozen,
        frozen / "school.sqlite",
        reason=Reason.MIGRATION,
        now=NOW,
        target=tmp_path / "a.slobackup",
        inside=True,
    )
    assert kept.manifest.schema == 1
    assert prove(kept.path, scratch=scratch, now=NOW).is_good


def test_a_backup_that_cannot_be_brought_up_to_this_version_is_found_out(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FROZEN, tmp_path / "frozen")
    kept = SchoolFolder(tmp_path / "frozen").backed_up()

    def fail(_database: Path) -> None:
        raise MigrationFailedError("rows-lost")

    monkeypatch.setattr(proving, "upgrade", fail)
    assert prove(kept.path, scratch=scratch, now=NOW).faults == ("rows-lost",)


def test_a_backup_whose_data_file_is_none_is_found_out(
    kept: Kept, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object, **_more: object) -> None:
        raise NewerDataError(9, 1)

    monkeypatch.setattr(proving, "check", fail)
    proof = prove(kept.path, scratch=scratch, now=NOW)
    assert proof.faults == ("NewerDataError",)


def test_a_trial_can_be_stopped(kept: Kept, scratch: Path) -> None:
    with pytest.raises(BackupStoppedError):
        prove(kept.path, scratch=scratch, now=NOW, cancelled=lambda: True)


@pytest.fixture
def saver(folder: SchoolFolder) -> Saver:
    return Saver(folder.folder, folder.database, lambda: NOW)


@pytest.fixture
def trial(saver: Saver, tmp_path: Path) -> Trial:
    return Trial(saver, tmp_path / "cache", lambda: NOW)


def test_the_newest_backup_is_proven_in_a_process_of_its_own(
    saver: Saver, trial: Trial, kept: Kept, tmp_path: Path
) -> None:
    proof = trial.run()
    assert proof is not None
    assert proof.is_good
    proven = saver.kept.newest_proven()
    assert proven is not None
    assert (proven.path, proven.proven_at) == (kept.path, proof.at)
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_a_backup_there_is_nothing_to_prove(trial: Trial) -> None:
    assert trial.run() is None


def test_a_damaged_copy_beside_the_backups_is_made_anew_from_the_file_itself(
    saver: Saver, trial: Trial, kept: Kept
) -> None:
    part = kept.manifest.objects[0]
    damage(kept.path.parent / part.path)
    first = trial.run()
    assert first is not None
    assert first.damaged == (part.sha256,)
    assert saver.kept.newest_proven() is None
    assert saver.kept.unproven is not None
    again = trial.run()
    assert again is not None
    assert again.is_good
    assert saver.kept.unproven is None


def test_a_damaged_backup_gets_a_good_one_beside_it_and_stays(
    saver: Saver, trial: Trial, kept: Kept
) -> None:
    damage(kept.path, kept.bytes // 2)
    proof = trial.run()
    assert proof is not None
    assert proof.faults
    newest = saver.kept.newest()
    assert newest is not None
    assert newest.path != kept.path
    assert kept.path.exists()


def test_a_trial_under_way_is_given_up_at_once(
    saver: Saver, trial: Trial, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(module, "command", lambda *_paths: waits)
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(trial.run()))
    thread.start()
    while trial._worker is None:
        time.sleep(0.01)
    begun = time.monotonic()
    trial.stop()
    thread.join()
    assert time.monotonic() - begun < 5
    assert answers == [None]
    assert saver.kept.unproven is None
    assert trial.run() is None


def test_a_worker_that_falls_over_is_noted(
    saver: Saver, trial: Trial, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "command", lambda *_paths: [sys.executable, "-c", ""])
    proof = trial.run()
    assert proof is not None
    assert proof.faults == ("crashed",)
    assert saver.kept.unproven is not None


def test_the_worker_says_what_it_found_in_one_line(
    kept: Kept, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from slo_desktop.services.safety import prover

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prover, "_end_with_parent", lambda: None)
        patch.setattr("os.nice", lambda _more: 0, raising=False)
        assert prover.run([str(kept.path), str(scratch)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["records"], told["files"], told["faults"]) == (4, 2, [])


def test_a_frozen_program_starts_itself_as_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "SLO Desktop.exe"))
    assert command(Path("a"), Path("b")) == [sys.executable, "prove-worker", "a", "b"]
    console = tmp_path / "slo-desktop.exe"
    console.touch()
    assert command(Path("a"), Path("b"))[0] == str(console)


def test_a_proof_is_due_after_a_month_and_when_the_clock_was_wrong(
    saver: Saver, kept: Kept
) -> None:
    assert is_due(saver, NOW)
    saver.kept.mark_proven(kept, NOW)
    assert not is_due(saver, NOW)
    assert not is_due(saver, NOW + PROVE_AFTER - dt.timedelta(hours=1))
    assert is_due(saver, NOW + PROVE_AFTER)
    assert is_due(saver, NOW - dt.timedelta(days=1))


def test_without_a_backup_no_proof_is_due(saver: Saver) -> None:
    assert not is_due(saver, NOW)
