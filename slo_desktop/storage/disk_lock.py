"""Ask the system whether the disk below a folder is encrypted, with nobody's rights.

Windows tells it as a property of the drive, as its own Explorer shows it; macOS and
Linux have a small program for it. What is not said clearly counts as unknown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.storage.programs import surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LIMIT = 5.0
"""Seconds the answer may take; nobody waits for it."""
POWERSHELL = r"System32\WindowsPowerShell\v1.0\powershell.exe"
PROPERTY = "System.Volume.BitLockerProtection"
BITLOCKER = {
    "1": DiskLock.ON,
    "2": DiskLock.OFF,
    "4": DiskLock.OFF,  # being taken off
    "5": DiskLock.OFF,  # suspended: the key lies open on the disk
    "6": DiskLock.ON,  # and locked
    "8": DiskLock.OFF,  # waits to be switched on: the key lies open too
}
FILEVAULT = {"true": DiskLock.ON, "false": DiskLock.OFF}


def disk_lock(folder: Path) -> DiskLock:
    """Whether the disk of a folder is encrypted, as far as the system says."""
    try:
        if sys.platform == "win32":
            return _windows(folder.absolute().drive)
        return _mac() if sys.platform == "darwin" else _linux(folder)
    except (OSError, subprocess.SubprocessError, ValueError):
        return DiskLock.UNKNOWN


def _windows(drive: str) -> DiskLock:
    if not drive or drive.startswith("\\\\"):
        return DiskLock.UNKNOWN
    ask = (
        f"(New-Object -ComObject Shell.Application).NameSpace('{drive}')"
        f".Self.ExtendedProperty('{PROPERTY}')"
    )
    root = os.environ.get("SYSTEMROOT", r"C:\Windows")
    said = _said(
        (rf"{root}\{POWERSHELL}", "-NoProfile", "-NonInteractive", "-Command", ask)
    )
    return BITLOCKER.get(said, DiskLock.UNKNOWN)


def _mac() -> DiskLock:
    return FILEVAULT.get(_said(("/usr/bin/fdesetup", "isactive")), DiskLock.UNKNOWN)


def _linux(folder: Path) -> DiskLock:
    """Any layer below the mount may be the one that encrypts."""
    place = os.fspath(folder.absolute())
    device = _said(("findmnt", "-n", "-o", "SOURCE", "-T", place)).partition("[")[0]
    if not device.startswith("/dev/"):
        return DiskLock.UNKNOWN
    layers = _said(("lsblk", "-s", "-n", "-o", "TYPE", device)).split()
    if not layers:
        return DiskLock.UNKNOWN
    return DiskLock.ON if "crypt" in layers else DiskLock.OFF


def _said(command: Sequence[str]) -> str:
    """What a program of the system answers."""
    done = subprocess.run(  # noqa: S603  a fixed program
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        timeout=LIMIT,
        env=surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout.strip()
