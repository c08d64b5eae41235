"""Back up by itself while the program is open, and once more when it closes.

A thread of its own does it, so that no page waits; what a backup cannot do is noted for
the Safety page, and never keeps anybody from working or from going home.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from slo_desktop.services.safety.trial import Trial
    from slo_desktop.web.folder import Folder

log = logging.getLogger("slo_desktop")

FIRST_SECONDS = 90.0
"""The first pages come first; what a crash left unsaved is backed up soon after."""
LOOK_SECONDS = 60.0
CHANGES_SECONDS = 30 * 60.0
"""How long work may be without a backup."""
PROVE_SECONDS = 10 * 60.0
"""Not before the program has been open for a while."""
PROVE_AGAIN_SECONDS = 24 * 60 * 60.0
COPY_SECONDS = 30.0
"""So long a closed program goes on copying to a slow place."""
LAST_SECONDS = 10.0


class Rounds:
    """What happens by itself to the backups of one open folder."""

    def __init__(
        self,
        folder: Folder,
        *,
        first: float = FIRST_SECONDS,
        look: float = LOOK_SECONDS,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin; `stop` ends it.

        Args:
            folder: the open folder.
            first: seconds until the first round.
            look: seconds between two rounds.
            ticks: counts seconds, whatever the clock is set to.
        """
        self._folder, self._first, self._look, self._ticks = folder, first, look, ticks
        self._trial: Trial | None = None
        self._over = threading.Event()
        self._changed_at: float | None = None
        self._is_first = True
        self._prove_at = ticks() + PROVE_SECONDS
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a trial under way is given up, a backup under way is broken off."""
        self._over.set()
        if self._trial is not None:
            self._trial.stop()
        self._thread.join(LAST_SECONDS)

    def _run(self) -> None:
        wait = self._first
        while not self._over.wait(wait):
            self.round()
            wait = self._look

    def round(self) -> None:
        """Do what is due; whatever goes wrong, the next round comes."""
        try:
            if self._is_time():
                back_up(self._folder, Reason.CHANGES, cancelled=self._over.is_set)
                self._changed_at = None
            if self._ticks() >= self._prove_at:
                self._prove_at = self._ticks() + PROVE_AGAIN_SECONDS
                self._prove()
        except Exception as error:  # noqa: BLE001  a thread that ends backs nothing up
            log.warning("backups: %s", type(error).__name__)

    def _is_time(self) -> bool:
        """Whether work has been without a backup for long enough."""
        if not self._folder.backups.is_changed():
            self._changed_at, self._is_first = None, False
            return False
        now, was_first = self._ticks(), self._is_first
        self._is_first = False
        if self._changed_at is None:
            self._changed_at = now
        return was_first or now - self._changed_at >= CHANGES_SECONDS

    def _prove(self) -> None:
        from slo_desktop.services.safety.trial import Trial, is_due  # noqa: PLC0415  not while the program opens

        here = self._folder.settings
        if not is_due(self._folder.backups, here.now()):
            return
        self._trial = Trial(self._folder.backups, here.cache_dir, here.now)
        if not self._over.is_set():  # `stop` may have come before there was one
            self._trial.run()


def back_up(
    folder: Folder, reason: Reason, *, cancelled: Callable[[], bool] | None = None
) -> None:
    """Back up here, and in every other place that is due for a copy."""
    if folder.backups.before(reason, cancelled=cancelled) is None:
        return
    from slo_desktop.services.safety.copying import copy_to_places  # noqa: PLC0415  not while the program opens

    here = folder.settings
    try:
        copy_to_places(
            folder.preferences,
            here.data_dir,
            here.database,
            reason=reason,
            now=here.now(),
            cancelled=cancelled,
        )
    except BackupStoppedError:
        return
    except (SloError, OSError) as error:
        log.warning("copying: %s", type(error).__name__)


def back_up_on_closing(folder: Folder) -> None:
    """Back up what was written since; nobody waits for it but the last process."""
    try:
        if folder.backups.is_changed():
            last = time.monotonic() + COPY_SECONDS
            back_up(folder, Reason.CLOSING, cancelled=lambda: time.monotonic() > last)
    except Exception as error:  # noqa: BLE001  closing goes on, whatever it is
        log.warning("backups: %s", type(error).__name__)
