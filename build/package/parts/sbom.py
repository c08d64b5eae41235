"""The list of everything that a made program holds (CycloneDX), for whoever checks it.

It says the same each time it is written of the same program: its number comes from its
content, and its time is that of the source.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from typing import TYPE_CHECKING

from installing import BUNDLE
from package.bundling import version
from places import OURS, OUT, ROOT, must

if TYPE_CHECKING:
    from pathlib import Path

NAME = "slo-desktop.cdx.json"
MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def write(program: Path, made_of: Path) -> Path:
    """List what a program holds, beside the packages and among its licences.

    Args:
        program: the made program: a folder, or an `.app` of macOS.
        made_of: list of its files, as the spec writes it.

    Returns:
        The list in `build/out/`.
    """
    BUNDLE.install()
    made = OUT / f"SLO-Desktop-{version()}-{system_of(program)}.cdx.json"
    about = (version(), system_of(program), source_time().isoformat())
    told = (str(program), str(made_of), *about, str(made))
    must(BUNDLE.python, "-m", "package.parts.bill", *told, **OURS)
    shutil.copyfile(made, licences_of(program) / NAME)
    return made


def system_of(program: Path) -> str:
    """For which system and processor a program was made."""
    if (program / "slo-desktop.exe").is_file():
        return "windows-amd64"  # the one kind that Windows' packages are fetched for
    machine = MACHINES.get(platform.machine().lower(), platform.machine())
    return f"macos-{machine}" if program.suffix == ".app" else f"linux-{machine}"


def licences_of(program: Path) -> Path:
    """The folder of a made program that holds the texts of its licences."""
    inside = program / "Contents" / "Resources" if program.suffix == ".app" else program
    folder = inside / "licences"
    folder.mkdir(exist_ok=True)
    return folder


def source_time() -> dt.datetime:
    """When the source was last changed, or what SOURCE_DATE_EPOCH says instead."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _last_commit()
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _last_commit() -> str:
    if shutil.which("git") is None:
        return _last_told()
    done = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"],  # noqa: S607  on PATH
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or _last_told()


def _last_told() -> str:
    """Where there is only the source: when its list of changes was written."""
    return str(int((ROOT / "CHANGELOG.md").stat().st_mtime))
