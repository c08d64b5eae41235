"""Whether whoever takes the computer can read its disk."""

from __future__ import annotations

from enum import StrEnum


class DiskLock(StrEnum):
    """Whether the system encrypts the disk that the work lies on."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"
