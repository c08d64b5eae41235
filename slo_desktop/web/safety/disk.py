"""What the Safety page says of the disk that the work lies on."""

from __future__ import annotations

from typing import Final, cast

from flask import current_app

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.i18n.catalogues import say
from slo_desktop.i18n.safety_words import DISK_LOCKS
from slo_desktop.services.safety.disk import Disk
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.safety.pages import DiskLine

KEY: Final = "disk"
ICONS: Final = {
    DiskLock.ON: "lock-fill",
    DiskLock.OFF: "exclamation-triangle-fill",
    DiskLock.UNKNOWN: "question-circle",
}


def disk_line() -> DiskLine:
    """Whether the disk is encrypted, and what to do about it."""
    new = Disk(folder().settings.data_dir)
    disk = cast("Disk", current_app.extensions.setdefault(KEY, new))
    found = disk.lock()
    return DiskLine(words=say(DISK_LOCKS[found], current_language()), icon=ICONS[found])
