"""Back a school up: by itself, before anything large, or when a person asks.

A backup that the program makes by itself must never be in the way: where it fails, that
is noted for the person to see, and the work goes on.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.values import dataclass
from slo_desktop.services.safety.proving import prove
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.making import Order, carry_out
from slo_desktop.storage.backup.reusing import make_unless_same
from slo_desktop.storage.backup.workshop import alone
from slo_desktop.storage.backup.writing import Watch
from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.domain.safety.proofs import Proof

log = logging.getLogger("slo_desktop")


def back_up(
    data_dir: Path,
    database: Path,
    *,
    reason: Reason,
    now: dt.datetime,
    cancelled: Callable[[], bool] | None = None,
) -> Kept:
    """Have what the folder holds among its backups, and let old ones go.

    Where the newest backup holds the same and is whole, that is the one.

    Raises:
        NoRoomError: the disk is too full to begin.
        BackupStoppedError: it was cancelled.
        BackupFailedError: the data file cannot be read, or the backup did not prove
            right.
        OSError: the disk refused.
    """
    kept = make_unless_same(
        data_dir, database, reason=reason, now=now, cancelled=cancelled
    )
    try:
        with alone(data_dir):
            Backups(data_dir).thin(now, kept.manifest.newest_change_at)
    except OSError as error:  # one backup too many harms nobody
        log.warning("thinning: %s", type(error).__name__)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A backup file that a person asked for.

    Attributes:
        kept: the file.
        proof: what its trial restore showed.
    """

    kept: Kept
    proof: Proof


def save_to(
    target: Path,
    *,
    data_dir: Path,
    database: Path,
    scratch: Path,
    now: dt.datetime,
    sealed: bool,
    watch: Watch | None = None,
) -> Saved:
    """Write one complete file that leaves this computer, and restore it for trial.

    Args:
        target: the file to write; one that is there is replaced in one step.
        data_dir: the school's folder.
        database: its data file.
        scratch: a folder that a trial may use.
        now: the time, in UTC.
        sealed: encrypted to the school's keys.
        watch: is told how far it is, and may stop it.

    Raises:
        NoRoomError: a disk is too full to begin.
        BackupStoppedError: it was cancelled.
        BackupFailedError: the data file cannot be read, or the backup did not prove
            right.
        NoKeyError: it is to be sealed, and the school has no key.
        OSError: the disk refused.
    """
    watch = watch or Watch()
    proofs: list[Proof] = []

    def trial(draft: Path) -> None:
        with scratch_folder(scratch) as folder:
            proofs.append(
                prove(draft, scratch=Path(folder), now=now, cancelled=watch.cancelled)
            )

    order = Order(
        data_dir=data_dir,
        database=database,
        reason=Reason.ASKED,
        now=now,
        target=target,
        inside=True,
        sealed=sealed,
        trial=trial,
    )
    kept = carry_out(order, watch)
    return Saved(kept=kept, proof=proofs[-1])


def scratch_folder(cache: Path) -> tempfile.TemporaryDirectory[str]:
    """A private folder for a trial restore, gone afterwards."""
    cache.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="proving-", dir=cache)
