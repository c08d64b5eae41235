"""Where things lie, and how to start a program of the virtual environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent
ROOT = BUILD.parent
OUT = BUILD / "out"
VENV = ROOT / ".venv"
LOCKS = BUILD / "lock"
WINDOWS = sys.platform == "win32"
PROGRAMS = "Scripts" if WINDOWS else "bin"
BIN = VENV / PROGRAMS
OURS = {"PYTHONPATH": str(BUILD)}
"""Lets the Python of any environment find the modules of this folder."""


def inside(environment: Path, name: str) -> str:
    """Full name of a program that an environment holds."""
    return str(environment / PROGRAMS / (f"{name}.exe" if WINDOWS else name))


def program(name: str) -> str:
    """Full name of a program that the virtual environment holds."""
    return inside(VENV, name)


def environment(**more: str) -> dict[str, str]:
    """What every program we start finds around it.

    The environment's own programs come first, because builds look for their tools
    on PATH. No test downloads a browser: Debian's is used.
    """
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")]),
        "VIRTUAL_ENV": str(VENV),
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
        "PYTHONUTF8": "1",
        **more,
    }


def start(*command: str, **more: str) -> int:
    """Run a program in the project's folder, in the open; answer its exit code."""
    with subprocess.Popen(command, cwd=ROOT, env=environment(**more)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # it heard the same key, and ends in its own time


def become(*command: str) -> int:
    """Go on as another program, so that a signal to us reaches it."""
    if not WINDOWS:  # where that would leave two programs at one prompt
        os.chdir(ROOT)
        os.execve(command[0], command, environment())  # noqa: S606  by full path
    return start(*command)


def must(*command: str, **more: str) -> None:
    """Run a program and stop here when it fails."""
    if code := start(*command, **more):
        sys.exit(f"{Path(command[0]).name} ended with {code}: {' '.join(command[1:])}")


def venv_python(*arguments: str) -> tuple[str, ...]:
    """Command line of the virtual environment's Python."""
    return (program("python"), *arguments)
