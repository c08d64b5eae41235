"""The backups of the open folder, as pages and the program's own rounds meet them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.errors import SloError
from slo_desktop.domain.safety.backups import Failure
from slo_desktop.domain.safety.errors import BackupStoppedError
from slo_desktop.storage.backup.facts import head_of
from slo_desktop.storage.backup.keeping import Backups

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept, Reason

log = logging.getLogger("slo_desktop")


class Saver:
    """Backs one open folder up.

    Attributes:
        data_dir: the open folder.
        kept: what lies in `backups/`.
    """

    def __init__(
        self, data_dir: Path, database: Path, clock: Callable[[], dt.datetime]
    ) -> None:
        self.kept = Backups(data_dir)
        self.data_dir = data_dir
        self._database, self._clock = database, clock

    @property
    def failure(self) -> Failure | None:
        """The last backup that the program could not make by itself, if it was that."""
        return self.kept.failure

    def is_changed(self) -> bool:
        """Whether something was written that no backup holds.

        Raises:
            BackupFailedError: the data file cannot be read.
        """
        newest, (schema, chain) = self.kept.newest(), head_of(self._database)
        if newest is None or chain == CHAIN_START:
            return chain != CHAIN_START
        return (newest.manifest.schema, newest.manifest.chain) != (schema, chain)

    def make(
        self, reason: Reason, *, cancelled: Callable[[], bool] | None = None
    ) -> Kept:
        """Have what the folder holds now among its backups.

        Raises:
            BackupStoppedError: it was cancelled.
            NoRoomError: the disk is too full to begin.
            BackupFailedError: it could not be made, or did not prove right.
            OSError: the disk refused.
        """
        from slo_desktop.services.safety.backing_up import back_up  # noqa: PLC0415  not while the program opens

        return back_up(
            self.data_dir,
            self._database,
            reason=reason,
            now=self._clock(),
            cancelled=cancelled,
        )

    def before(
        self, reason: Reason, *, cancelled: Callable[[], bool] | None = None
    ) -> Kept | None:
        """Back up before something large, or by the clock; never in the way of it.

        Call it while no transaction is open. None where it could not be done, which is
        noted for the person to see.
        """
        try:
            kept = self.make(reason, cancelled=cancelled)
        except BackupStoppedError:
            return None
        except (SloError, OSError) as error:
            fault = type(error).__name__
            log.warning("backup %s: %s", reason, fault)
            self.kept.note_failure(Failure(at=self._clock(), fault=fault))
            return None
        self.kept.note_failure(None)
        return kept
