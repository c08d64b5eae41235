"""The verb `package`: installers, and the proof that they work."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import debian
from bundling import MEGABYTE, OUT, bundle, size_table
from places import start, venv_python

if TYPE_CHECKING:
    from pathlib import Path

LATER = (
    "Bydd y gosodwr ar gyfer Windows yn dod mewn fersiwn ddiweddarach. / "
    "The installer for Windows comes in a later version."
)
NOT_HERE = (
    "Dim ond ar Debian ac Ubuntu y gellir gwneud y pecyn hwn. / "
    "This package can be made on Debian and Ubuntu only."
)


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
    if asked.windows:
        return refuse(LATER)
    if sys.platform != "linux" or shutil.which("dpkg-deb") is None:
        return refuse(NOT_HERE)
    made = _make()
    return _prove(made, rest) if asked.test else 0


def _make() -> Path:
    began = time.monotonic()
    program = bundle()
    made = debian.package(program, OUT)
    print(size_table(program))
    print(f"{made.stat().st_size / MEGABYTE:8.1f} MB  {made.name}")
    print(f"made in {time.monotonic() - began:.0f} s", flush=True)
    return made


def _prove(made: Path, options: list[str]) -> int:
    """Install the package, use the program, remove it again."""
    os.environ["SLO_PACKAGE"] = str(made)
    # What is measured is said as it comes, for it is the proof.
    told = ("-v", "-s", "-m", "package", "--maxfail=5", "tests/package")
    return start(*venv_python("-m", "pytest", *told, *options))
