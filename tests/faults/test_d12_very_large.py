"""D12: a very large school is backed up, or refused with a limit that is stated."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import (
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
)
from slo_desktop.storage.backup import making
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.driver import dbapi2
from tests.schools import NOW, SchoolFolder, pdf, school_folder

RECORDS = 50_000
FILE = 200 << 20
FILES = 21
GIGABYTE = 1 << 30


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("llun"), note="Nodyn am y wers, yn Gymraeg ac yn Saesneg. " * 12)
    return made


def multiply(school: SchoolFolder) -> None:
    """Have fifty thousand records, by SQL alone: how they came does not matter here."""
    with closing(dbapi2.connect(str(school.database))) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(evidence)")]
        own = {"id": "NULL", "uid": "'u' || n", "ref": "'E-' || n"}
        values = ", ".join(own.get(name, f'e."{name}"') for name in names)
        connection.execute(
            "WITH RECURSIVE many(n) AS"  # noqa: S608  names come from the schema
            f" (SELECT 2 UNION ALL SELECT n + 1 FROM many WHERE n < {RECORDS})"
            f" INSERT INTO evidence SELECT {values} FROM many, evidence AS e"
        )
        connection.commit()


def test_d12_fifty_thousand_records_are_backed_up_within_a_minute(
    school: SchoolFolder,
) -> None:
    multiply(school)
    begun, steps = time.monotonic(), list[int]()
    kept = make(
        school.folder,
        school.database,
        reason=Reason.CHANGES,
        now=NOW,
        progress=lambda done, _total: steps.append(done),
    )
    assert time.monotonic() - begun < 60
    assert kept.manifest.counts["evidence"] == RECORDS
    assert len(steps) > 10
    with opened(kept.path) as container:
        container.verify()


def test_d12_a_large_backup_stops_soon_after_it_is_told_to(
    school: SchoolFolder,
) -> None:
    multiply(school)
    told = list[float]()

    def stop() -> bool:
        told.append(time.monotonic())
        return len(told) > 3

    with pytest.raises(BackupStoppedError):
        make(
            school.folder,
            school.database,
            reason=Reason.CHANGES,
            now=NOW,
            cancelled=stop,
        )
    assert time.monotonic() - told[3] < 1
    assert list(school.backups.glob("*.slobackup*")) == []


def test_d12_more_files_than_a_backup_can_list_are_refused_with_the_limit(
    school: SchoolFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.write(*(pdf(f"{n}") for n in range(3)))
    monkeypatch.setattr(making, "MOST_PARTS", 3)
    with pytest.raises(BackupRefusedError) as caught:
        school.backed_up()
    assert caught.value.fault is BackupFault.TOO_LARGE
    assert caught.value.facts == {"limit": 3}


@pytest.fixture
def photos(school: SchoolFolder) -> Iterator[SchoolFolder]:
    """More than four gigabytes of files as large as they may be, all holes."""
    if shutil.disk_usage(school.folder).free < 16 * GIGABYTE:
        pytest.skip("needs 16 GB of free disk")
    with closing(dbapi2.connect(str(school.database))) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(attachment)")]
        for number in range(FILES):
            sha256 = _sparse(school, number)
            own = {"id": "NULL", "uid": f"'u{number}'", "sha256": f"'{sha256}'"}
            values = ", ".join(own.get(name, f'"{name}"') for name in names)
            connection.execute(
                f"INSERT INTO attachment SELECT {values} FROM attachment WHERE id = 1"  # noqa: S608  names come from the schema
            )
        connection.commit()
    yield school
    shutil.rmtree(school.folder)


def _sparse(school: SchoolFolder, number: int) -> str:
    draft = school.folder / "draft"
    with draft.open("wb") as file:
        file.write(b"%PDF" + number.to_bytes(4, "big"))
        file.truncate(FILE)
    with draft.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    school.object(sha256).parent.mkdir(exist_ok=True)
    draft.rename(school.object(sha256))
    return sha256


@pytest.mark.slow
def test_d12_a_backup_of_more_than_four_gigabytes_is_whole(
    photos: SchoolFolder, tmp_path: Path
) -> None:
    target = tmp_path / "large.slobackup"
    begun = time.monotonic()
    kept = photos.portable(target)
    assert kept.bytes > 4 * GIGABYTE
    assert len(kept.manifest.objects) == FILES + 1
    with opened(target) as container:
        container.extract(container.manifest.objects[-1], tmp_path / "out")
    target.unlink()
    assert time.monotonic() - begun < 600
