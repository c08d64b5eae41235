"""What the operating system says of a drive: the seam that differs on every system."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

NETWORK_KINDS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "afpfs",
        "afs",
        "ncpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
    }
)
MOUNTS = Path("/proc/self/mountinfo")
OCTAL = re.compile(r"\\([0-7]{3})")
REMOTE = 4  # DRIVE_REMOTE
CLOUD_TAG, CLOUD_MASK = 0x9000001A, 0xFFFF0FFF
RECALLED = 0x00400000 | 0x00080000 | 0x00100000
"""Attributes of a file that a sync service may take away, keep, or fetch."""


def network_drive(folder: Path) -> str:
    """The kind of network drive a folder lies on; an empty string where it is local."""
    with suppress(OSError, ValueError, AttributeError):
        if sys.platform == "win32":
            return _windows_drive(folder)
        kind = _mac_kind(folder) if sys.platform == "darwin" else _linux_kind(folder)
        return kind if kind in NETWORK_KINDS else ""
    return ""


def is_cloud_file(path: Path) -> bool:
    """Whether Windows marks a file or folder as one of a sync service."""
    with suppress(OSError):
        found = os.lstat(path)
        tag = getattr(found, "st_reparse_tag", 0)
        attributes = getattr(found, "st_file_attributes", 0)
        return tag & CLOUD_MASK == CLOUD_TAG or bool(attributes & RECALLED)
    return False


def _linux_kind(folder: Path, mounts: Path = MOUNTS) -> str:
    """The file system of the mount that a folder lies below."""
    place, found, longest = os.fspath(folder.resolve()), "", -1
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").split(
        "\n"
    ):
        before, _, after = line.partition(" - ")
        if not after:
            continue
        root = OCTAL.sub(lambda seen: chr(int(seen[1], 8)), before.split(" ")[4])
        is_below = place == root or place.startswith(root.rstrip("/") + "/")
        if is_below and len(root) >= longest:
            found, longest = after.split(" ")[0], len(root)
    return found


def _mac_kind(folder: Path) -> str:
    """`f_fstypename` of statfs(2)."""
    import ctypes  # noqa: PLC0415  no other system needs it, and every start reads this

    answer = ctypes.create_string_buffer(4096)
    system = ctypes.CDLL(None, use_errno=True)
    if system.statfs(os.fsencode(folder), answer):
        raise OSError(ctypes.get_errno())
    return answer.raw[72:88].split(b"\0")[0].decode("ascii")


def _windows_drive(folder: Path) -> str:
    drive = folder.absolute().drive
    if drive.startswith("\\\\"):
        return "UNC"
    import ctypes  # noqa: PLC0415  no other system needs it, and every start reads this

    windll: Any = getattr(ctypes, "windll")  # noqa: B009  other systems have none
    ask = windll.kernel32.GetDriveTypeW
    return drive if ask(f"{drive}\\") == REMOTE else ""
