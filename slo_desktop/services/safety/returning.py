"""Attached files that are gone or damaged, brought back out of backups."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from slo_desktop.domain.errors import FileDamagedError
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.parts import object_path
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.attachments import kept_files
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.staging import bring_back
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.objects import ObjectStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Back:
    """How many files came back, and how many are still missing."""

    back: int
    missing: int


def bring_files_back(
    data_dir: Path,
    database: Path,
    first: Path | None,
    key: str | None,
    progress: Callable[[int, int], None],
) -> Back:
    """Look for every file that records name and that is not whole.

    Args:
        data_dir: where they belong.
        database: what names them.
        first: a backup to look in before the others.
        key: opens that one, where it is sealed.
        progress: is told how many were looked for, of how many.
    """
    wanted = _missing(data_dir, database)
    back = 0
    for number, sha256 in enumerate(wanted):
        progress(number, len(wanted))
        back += _bring_back(data_dir, sha256, first, key)
    return Back(back, len(wanted) - back)


def _missing(data_dir: Path, database: Path) -> Sequence[str]:
    engine = open_engine(database, read_only=True)
    try:
        with Session(engine) as session:
            named = {sha256 for sha256, _uid in kept_files(session)}
    finally:
        engine.dispose()
    store = ObjectStore(data_dir)
    return sorted(sha256 for sha256 in named if not store.is_whole(sha256))


def _bring_back(
    data_dir: Path, sha256: str, first: Path | None, key: str | None
) -> bool:
    places = [(first, key)] if first else []
    places += [(one.path, None) for one in Backups(data_dir).all()]
    for path, opens in places:
        with (
            suppress(BackupRefusedError, FileDamagedError, OSError),
            ExitStack() as stack,
        ):
            container = stack.enter_context(opened(path, key=opens))
            for part in container.manifest.objects:
                if part.path == object_path(sha256):
                    bring_back(container, data_dir, part)
                    return True
    return False
