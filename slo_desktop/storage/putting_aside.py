"""Keep a damaged data file for ever, and put a proven one in its place.

Every step leaves a folder that the next start knows what to do with: until the new
file is there, the old one is missing, which is never taken for a first run.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from slo_desktop.storage.files import rename_into_place, sync_folder
from slo_desktop.storage.opening import DAMAGED

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite writes beside a data file; a stray one would spoil the new file."""


def put_in_place(proven: Path, database: Path, now: dt.datetime) -> Path | None:
    """Put the damaged file aside under a name of its own, and the proven one here.

    Returns:
        Where the damaged file lies now; None where there was none.
    """
    kept = _free_name(database, now)
    was_there = database.exists()
    for ending in BESIDE:
        part = database.with_name(database.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    sync_folder(database.parent)
    rename_into_place(proven, database)
    return kept if was_there else None


def _free_name(database: Path, now: dt.datetime) -> Path:
    """A name that nothing lies under yet."""
    stem = f"{DAMAGED}{now:%Y%m%dT%H%M%SZ}"
    numbers = ("", *(f"-{n}" for n in range(2, 100)))
    names = (database.with_name(f"{stem}{n}{database.suffix}") for n in numbers)
    return next(
        name
        for name in itertools.chain(names)
        if not any(name.with_name(name.name + ending).exists() for ending in BESIDE)
    )
