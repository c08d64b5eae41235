"""The verb `package`: installers, and the proof that they work."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from installing import install
from package.linux import debian
from package.macos import program as macos
from package.windows import program as windows
from package.windows import wine
from places import OUT, ROOT, environment, start, venv_python
from proving import begin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOT_HERE = (
    "Dim ond ar Debian, Ubuntu a macOS y gellir gwneud y pecyn hwn. / "
    "This package can be made on Debian, Ubuntu and macOS only."
)
NO_WINE = (
    "Mae angen Wine i wneud rhaglen ar gyfer Windows yma. / "
    "Making the program for Windows needs Wine here."
)
SETUPS = "tests/package/windows/setups"
"""Tests of the setup itself, with a small program in the place of ours."""
WINDOWS_TESTS = ("tests/package/windows", f"--ignore={SETUPS}")
UNTRIED = "Nid oes prawf ar gyfer macOS eto. / There is no test for macOS yet."


def refuse(message: str) -> int:
    """Say why nothing was made; gives the exit code."""
    print(message, file=sys.stderr)
    return 2


def make(arguments: list[str]) -> int:
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
        return refuse(UNTRIED) if asked.test else _made(macos.package)
    if sys.platform != "linux" or shutil.which("dpkg-deb") is None:
        return refuse(NOT_HERE)
    return _made(debian.package, "tests/package/linux", *rest, test=asked.test)


def _for_windows(options: list[str], *, test: bool) -> int:
    """Make the setup and the portable copy, on Windows or under Wine."""
    if sys.platform != "win32" and shutil.which("wine") is None:
        return refuse(NO_WINE)
    try:
        # They are tried under Wine, and never in the registry that a person uses.
        early = None if sys.platform == "win32" else SETUPS
        tests = (*WINDOWS_TESTS, *options)
        return _made(windows.package, *tests, test=test, early=early)
    finally:
        wine.shut_down()


def _made(
    package: Callable[[], Path],
    *tests: str,
    test: bool = False,
    early: str | None = None,
) -> int:
    """Make an installer, and install, use and remove it where that is asked for.

    Args:
        package: makes it.
        tests: what pytest is told.
        test: whether they are run.
        early: tests that need no installer, and run while it is made.
    """
    install()
    # Some cases of SAFETY.md are shown by an installer alone.
    ledger = begin(OUT / "proof-of-package.json") | {"SLO_PROOF_TABLE": "seen"}
    with ThreadPoolExecutor() as beside:
        tried = beside.submit(_tried, early, ledger) if test and early else None
        began = time.monotonic()
        made = package()
        print(f"made in {time.monotonic() - began:.0f} s", flush=True)
    failed = tried.result() if tried else 0
    if not test:
        return 0
    # What is measured is said as it comes, for it is the proof.
    told = venv_python("-m", "pytest", "-v", "-s", "--maxfail=5", *tests)
    return start(*told, SLO_PACKAGE=str(made), **ledger) or failed


def _tried(tests: str, ledger: dict[str, str]) -> int:
    """Run some tests whose output nobody follows; it is told at their end."""
    done = subprocess.run(
        venv_python("-m", "pytest", "-v", "--maxfail=5", tests),
        cwd=ROOT,
        env=environment(SLO_PACKAGE=str(OUT), **ledger),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    print(done.stdout, flush=True)
    return done.returncode
