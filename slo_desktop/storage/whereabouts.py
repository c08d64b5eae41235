"""Find out whether a data folder lies where something else reaches into it.

A sync service copies a data file while it is being written, and brings older copies
back; a network drive may not keep its promises about locks (SAFETY.md, P3 and P4).
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.whereabouts import Ground, Whereabouts
from slo_desktop.storage.drives import is_cloud_file, network_drive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VARIABLES = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "DROPBOX_PATH": "Dropbox",
}
"""Variables that a sync service sets to its own folder."""
NAMES = (
    (re.compile(r"onedrive( - .*|-.*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.*\)|-.*)?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"(google ?drive|my drive)(-.*)?", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs", re.IGNORECASE), "iCloud"),
)
"""What such a folder is called, on one system or another."""
MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
"""Files that lie in such a folder, whatever it is called."""


def whereabouts(
    folder: Path, surroundings: Mapping[str, str] = os.environ
) -> Whereabouts:
    """On what kind of place a folder lies, or would lie; nothing is changed."""
    place = folder.absolute()
    lineage = [place, *place.parents]
    service = _synced(place, lineage, surroundings)
    if service:
        return Whereabouts(folder=folder, ground=Ground.SYNCED, service=service)
    network = network_drive(_there(lineage))
    if network:
        return Whereabouts(folder=folder, ground=Ground.NETWORK, service=network)
    return Whereabouts(folder=folder, ground=Ground.LOCAL)


def _there(lineage: Iterable[Path]) -> Path:
    """The nearest of these folders that exists."""
    return next(path for path in lineage if path.exists())


def _synced(
    place: Path, lineage: Iterable[Path], surroundings: Mapping[str, str]
) -> str:
    for variable, service in VARIABLES.items():
        root = surroundings.get(variable)
        if root and _lies_in(place, root):
            return service
    return _by_name(place) or _by_mark(lineage)


def _lies_in(place: Path, root: str) -> bool:
    with suppress(OSError):
        return place.resolve().is_relative_to(Path(root).resolve())
    return False


def _by_name(place: PurePath) -> str:
    for part in place.parts:
        for name, service in NAMES:
            if name.fullmatch(part):
                return service
    return ""


def _by_mark(lineage: Iterable[Path]) -> str:
    for folder in lineage:
        for mark, service in MARKS.items():
            # The home folder has settings of these names, and is no such folder.
            if folder != Path.home() and os.path.lexists(folder / mark):
                return service
        if sys.platform == "win32" and is_cloud_file(folder):
            return "OneDrive"
    return ""
