"""Whether anything may be written to a data folder at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
