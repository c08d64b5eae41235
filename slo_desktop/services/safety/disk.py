"""Find out beside the pages whether the disk is encrypted, once in a launch."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.storage.disk_lock import disk_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_SECONDS = 1.5
"""So long the page waits the first time; an old computer answers later."""


class Disk:
    """The disk that a data folder lies on."""

    def __init__(
        self, folder: Path, ask: Callable[[Path], DiskLock] = disk_lock
    ) -> None:
        """Ask nothing yet: a start has other things to do.

        Args:
            folder: the data folder.
            ask: finds out about its disk.
        """
        self._folder, self._ask = folder, ask
        self._found = DiskLock.UNKNOWN
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def lock(self, patience: float = PATIENCE_SECONDS) -> DiskLock:
        """Whether it is encrypted, as far as that is known by now."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()
        self._thread.join(patience)
        return self._found

    def _look(self) -> None:
        self._found = self._ask(self._folder)
