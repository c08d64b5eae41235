"""The SQLite that `sqlcipher3` brings along, and no other.

The web view of a Linux desktop has the system's own SQLite in the same process. Two
libraries that offer the same names would be mixed up there, and an old one would write
to the school's file: so this one is told to call itself first, whoever was loaded
before it.
"""

from __future__ import annotations

import os
import sys
from typing import Any

OLDEST_SQLITE = (3, 51, 3)
"""Before this one, SQLite could damage a file (SAFETY.md, finding 3)."""


def _load() -> Any:  # noqa: ANN401  a module without types
    before = sys.getdlopenflags() if hasattr(sys, "getdlopenflags") else 0
    own_first = before | getattr(os, "RTLD_DEEPBIND", 0)
    if before:
        sys.setdlopenflags(own_first)
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415  only under these flags
    finally:
        if before:
            sys.setdlopenflags(before)
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise ImportError(dbapi2.sqlite_version)
    return dbapi2


dbapi2 = _load()
