"""The verb `package`: installers, and the proof that they work."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import debian
import linux_program
import macos
import sbom
import windows
import wine
from bundling import MEGABYTE, OUT, size_table
from places import start, venv_python

if TYPE_CHECKING:
    from pathlib import Path

NOT_HERE = (
    "Dim ond ar Debian, Ubuntu a macOS y gellir gwneud y pecyn hwn. / "
    "This package can be made on Debian, Ubuntu and macOS only."
)
NO_WINE = (
    "Mae angen Wine i wneud rhaglen ar gyfer Windows yma. / "
    "Making the program for Windows needs Wine here."
)
UNTRIED = "Nid oes prawf ar macOS eto. / There is no test on macOS yet."


def refuse(message: str) -> int:
    """Say why nothing was made; gives the exit code."""
    print(message, file=sys.stderr)
    return 2


def package(arguments: list[str]) -> int:
    """Make this system's installer, and with `--test` prove it."""
    parser = argparse.ArgumentParser(prog="python3 build/dev.py package")
    parser.add_argument("--windows", action="store_true", help="an installer for it")
    parser.add_argument(
        "--test", action="store_true", help="install it, use it, remove it"
    )
    asked, rest = parser.parse_known_args(arguments)
    if asked.windows or sys.platform == "win32":
        return _for_windows(rest, test=asked.test)
    if sys.platform == "darwin":
        return refuse(UNTRIED) if asked.test else _told(macos.package())
    if sys.platform != "linux" or shutil.which("dpkg-deb") is None:
        return refuse(NOT_HERE)
    made = _make()
    return _prove(made, rest, "package", "tests/package") if asked.test else 0


def _for_windows(options: list[str], *, test: bool) -> int:
    """Make the setup and the portable copy, on Windows or under Wine."""
    if sys.platform != "win32" and shutil.which("wine") is None:
        return refuse(NO_WINE)
    began = time.monotonic()
    try:
        made = windows.package()
        print(f"made in {time.monotonic() - began:.0f} s", flush=True)
        return _prove(made, options, "wine", "tests/package_windows") if test else 0
    finally:
        wine.shut_down()


def _make() -> Path:
    began = time.monotonic()
    program = linux_program.bundle()
    # Its licences and its list of parts belong into the package.
    sbom.write(program, linux_program.MADE_OF)
    made = debian.package(program, OUT)
    print(size_table(program))
    print(f"{made.stat().st_size / MEGABYTE:8.1f} MB  {made.name}")
    print(f"made in {time.monotonic() - began:.0f} s", flush=True)
    return made


def _told(made: Path) -> int:
    """Say what was made; gives the exit code."""
    print(f"{made.stat().st_size / MEGABYTE:8.1f} MB  {made.name}", flush=True)
    return 0


def _prove(made: Path, options: list[str], mark: str, tests: str) -> int:
    """Install the package, use the program, remove it again."""
    os.environ["SLO_PACKAGE"] = str(made)
    # What is measured is said as it comes, for it is the proof.
    told = ("-v", "-s", "-m", mark, "--maxfail=5", tests)
    return start(*venv_python("-m", "pytest", *told, *options))
