"""The program that runs here, as an update sees it."""

from __future__ import annotations

import platform
import shutil
import sys
import sysconfig
from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.updates import Here, Version
from slo_desktop.storage.backup.facts import head_of

if TYPE_CHECKING:
    from pathlib import Path

PROCESSORS = {"x86_64": "amd64", "aarch64": "arm64"}


def this_system() -> str:
    """Kind and processor of what this program was made for, such as `debian-amd64`."""
    if sys.platform == "win32":
        # Of the program: a processor may run those that were made for another.
        return f"windows-{sysconfig.get_platform().removeprefix('win-')}"
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        return f"macos-{machine}"
    kind = "debian" if shutil.which("dpkg") else "linux"
    return f"{kind}-{PROCESSORS.get(machine, machine)}"


def here(database: Path, *, is_portable: bool) -> Here:
    """This program, and the data that it has open.

    Args:
        database: the school's data file; it need not be there.
        is_portable: no installer looks after this copy of the program.

    Raises:
        BackupFailedError: the data file cannot be read.
    """
    schema = head_of(database)[0] if database.exists() else 0
    return Here(
        version=Version.read(__version__),
        system=this_system(),
        schema=schema,
        is_portable=is_portable,
    )
