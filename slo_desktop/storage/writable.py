"""Whether anything may be written to a data folder at all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from slo_desktop.paths import takes_files

if TYPE_CHECKING:
    from pathlib import Path


def may_write(data_dir: Path, database: Path) -> bool:
    """Whether a folder and its data file can be written to; true before they exist."""
    if not data_dir.exists():
        return True
    if not _may(data_dir, os.W_OK | os.X_OK):
        return False
    return not database.exists() or _may(database, os.W_OK)


def _may(path: Path, mode: int) -> bool:
    if sys.platform == "win32" and path.is_dir():  # which knows no bits, but lists
        return takes_files(path)
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
