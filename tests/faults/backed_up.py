"""A small school with backups, to be stopped while it makes or brings back one."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from slo_desktop.domain.safety.backups import Kept, Reason
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.storage.backup.container import check_file
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.opening import open_folder
from tests.faults import doing
from tests.faults.frozen import SCHEMAS, thaw

FIRST = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


def a_school(place: Path) -> Path:
    """The newest frozen folder, opened by this version; it has a backup in it."""
    thaw(SCHEMAS[-1], place)
    open_folder(place, place / "school.sqlite")
    assert len(backups_of(place)) == 1
    return place


def portable(folder: Path, target: Path) -> Kept:
    """One complete file of a school, as it goes to another computer."""
    return make(
        folder,
        folder / "school.sqlite",
        reason=Reason.ASKED,
        now=FIRST,
        target=target,
        inside=True,
    )


def work_on(folder: Path, name: str) -> None:
    """Save a few records more."""
    assert doing.save(str(folder), name) == 0


def is_good(path: Path) -> bool:
    """Whether every hash of a backup holds."""
    try:
        check_file(path)
    except BackupRefusedError:
        return False
    return True


def backups_of(folder: Path) -> dict[str, str]:
    """Name and hash of every backup that the program lists; each is whole."""
    backups = Backups(folder)
    assert backups.broken() == []
    found = {kept.path.name: kept.path for kept in backups.all()}
    assert all(map(is_good, found.values()))
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
    }
