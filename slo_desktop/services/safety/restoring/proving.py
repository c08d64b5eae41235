"""What looking and restoring share: sessions, proof, and who watches."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Fault
from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.domain.safety.errors import (
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
)
from slo_desktop.domain.safety.restoring import Here, Step
from slo_desktop.services.checking import check
from slo_desktop.storage.attachments import kept_files
from slo_desktop.storage.backup import comparing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.opening import Found, inspect_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Manifest

UNUSABLE = frozenset(
    {
        Fault.DATABASE,
        Fault.INTEGRITY,
        Fault.FOREIGN_KEY,
        Fault.RECORD_UNREADABLE,
    }
)
"""Faults that no program could work with; the others are told, and brought back."""
TOLD = frozenset({Fault.RECORD_CHANGED, Fault.RECORD_MISSING, Fault.CHAIN_BROKEN})


def silent(_step: Step, _done: int, _total: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody stops it."""
    return False


def stop_if(cancelled: Callable[[], bool]) -> None:
    """End here if somebody asked for that.

    Raises:
        BackupStoppedError: somebody did.
    """
    if cancelled():
        raise BackupStoppedError


def what_is_here(data_dir: Path, database: Path) -> Here:
    """What a restore would replace; nothing is changed.

    Raises:
        NewerDataError: a newer version of the program wrote it.
    """
    try:
        found = inspect_folder(data_dir, database)
    except DataDamagedError:
        return Here.DAMAGED
    if found is Found.NOTHING:
        return Here.NOTHING
    with ExitStack() as stack:
        try:
            session = opened_session(stack, database)
            if not comparing.is_readable(session):
                return Here.DAMAGED
            is_empty = comparing.newest_change(session) is None
        except DatabaseError:
            return Here.DAMAGED
    return Here.NOTHING if is_empty else Here.SCHOOL


def opened_session(stack: ExitStack, database: Path) -> Session:
    """A session on a data file, as long as the stack stands."""
    engine = open_engine(database)
    stack.callback(engine.dispose)
    return stack.enter_context(Session(engine))


def prove_staged(manifest: Manifest, folder: Path, database: Path) -> int:
    """Have everything in a staged data file compared with its hash.

    Returns:
        How many things were not as they were kept when the backup was made.
    """
    checked = check(folder, database)
    bad = [finding for finding in checked.findings if finding.fault in UNUSABLE]
    if bad:
        raise BackupRefusedError(BackupFault.DAMAGED, part=manifest.database.path)
    _prove_files(manifest, database)
    return sum(finding.fault in TOLD for finding in checked.findings)


def _prove_files(manifest: Manifest, database: Path) -> None:
    """Every file that a record names is in the backup, or was known to be gone."""
    there = {part.sha256 for part in manifest.objects} | set(manifest.missing)
    with ExitStack() as stack:
        session = opened_session(stack, database)
        for sha256, _uid in kept_files(session):
            if sha256 and sha256 not in there:
                raise BackupRefusedError(BackupFault.MISSING_PART, part=sha256)
