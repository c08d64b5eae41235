"""Runs programs made for Windows: on Windows itself, elsewhere under Wine."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from package.windows import wine_library
from places import OUT, ROOT, WINDOWS

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = OUT / "windows" / "wine"
"""What Wine takes for the disk C: and the registry; ours alone, made when missing."""
LINGER_SECONDS = 600
"""How long Wine's services wait for the next program, which then starts sooner."""
NOT_STARTED = (
    "mscoree,mshtml=",  # Wine would ask to download a .NET and a browser
    "winemenubuilder.exe=d",  # nothing of it belongs into this desktop's menu
)


def path(place: Path) -> str:
    """The name under which a Windows program finds a file of this computer."""
    if WINDOWS:
        return str(place)
    return "Z:" + str(place.absolute()).replace("/", "\\")


def command(program: Path, *arguments: str) -> list[str]:
    """The command line that starts a Windows program."""
    return [*([] if WINDOWS else ["wine"]), str(program.absolute()), *arguments]


def environment(**more: str) -> dict[str, str]:
    """What a Windows program finds around it; Wine's own ways are said here."""
    if WINDOWS:
        return {**os.environ, **more}
    ours = {
        "WINEPREFIX": str(PREFIX),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": ";".join(NOT_STARTED),
        "LC_ALL": "C.UTF-8",  # else a ŵ in a name is lost on the way
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DISPLAY", "WAYLAND", "PYTHON", "VIRTUAL_ENV"))
    }
    return {**kept, **ours, **more}


def run(
    program: Path, *arguments: str, cwd: Path = ROOT, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end.

    Args:
        program: the program.
        arguments: what follows on its command line; see `path` for names of files.
        cwd: the folder it works in.
        more: variables that it finds around it.
    """
    # Wine takes no file for the standard streams ("WinError 6"), so these are pipes.
    return subprocess.run(
        command(program, *arguments),
        cwd=cwd,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def must(program: Path, *arguments: str) -> str:
    """Run a Windows program, stop here when it fails, and give what it said."""
    done = run(program, *arguments)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{program.name} ended with {done.returncode}")
    return done.stdout


def _quietly(*words: str) -> int:
    quiet = subprocess.DEVNULL
    return subprocess.run(
        words, env=environment(), stdin=quiet, stdout=quiet, stderr=quiet, check=False
    ).returncode


def set_up() -> None:
    """Make Wine ready to run programs as Windows 10 would."""
    if WINDOWS:
        return
    is_new = not (PREFIX / "system.reg").is_file()
    PREFIX.mkdir(parents=True, exist_ok=True)
    _quietly("wineserver", f"-p{LINGER_SECONDS}")  # ends with 2 where it runs already
    if is_new and (
        _quietly("wineboot", "--init") or _quietly("wine", "winecfg", "-v", "win10")
    ):
        sys.exit(f"Wine could not be set up: {PREFIX}")
    lacking = PREFIX / "drive_c" / "windows" / "system32" / wine_library.NAME
    if not lacking.exists():
        lacking.write_bytes(wine_library.library())
    # Services start with the first program, and would hold its pipes to their end.
    _quietly("wine", "cmd", "/c", "exit")


def shut_down() -> None:
    """End what Wine still runs of ours."""
    if not WINDOWS:
        _quietly("wineserver", "-k")
