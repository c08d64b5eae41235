"""The program for Windows: its folder, its setup and its portable copy."""

from __future__ import annotations

import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from installing import BUNDLE, WORK, compile_catalogues, install
from package import shipped
from package.bundling import LICENCES, MEGABYTE, SPEC, check_log, say_size, size_table
from package.parts import sbom
from package.windows import icon, nsis, wine
from package.windows import python as windows_python
from places import OURS, OUT, WINDOWS, must

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")

HERE = OUT / "windows"
PARTS = HERE / "work"
PROGRAM = HERE / "program" / "slo-desktop"
INSIDE = PROGRAM / "_internal"
CONSOLE = PROGRAM / "slo-desktop.exe"
LOG = HERE / "pyinstaller.log"
IMPORTS = Path(__file__).with_name("imports.py")
MADE_OF = PARTS / "slo_desktop" / "made-of.json"
LARGEST_SETUP = 45 * MEGABYTE
"""What a school with a slow line has to fetch."""

BEARABLE = (
    # What of Pango is taken is said in spec.py, and looked at afterwards.
    "Depending libraries not found - weasyprint",
    "Fontconfig configuration files not found",
    # Windows' own, which Wine lacks; every library's needs are looked at afterwards.
    "could not resolve 'bcryptprimitives.dll'",
)
"""Warnings that say nothing about this program on Windows, each looked into once."""


def package() -> Path:
    """Make the setup and the portable copy, and print what takes how much room.

    Returns:
        The setup.
    """
    program = bundle()
    _timed("list of parts", lambda: sbom.write(program, MADE_OF))
    with ThreadPoolExecutor() as beside:  # packing takes long, and one core
        packing = beside.submit(_timed, "setup", lambda: nsis.setup(program, OUT))
        _timed("selftest", lambda: wine.must(CONSOLE, "selftest", "--lang", "en"))
        portable = _timed("portable copy", lambda: nsis.portable(program, OUT))
        setup = packing.result()
    print(size_table(program))
    say_size(portable)
    if say_size(setup).stat().st_size > LARGEST_SETUP:
        sys.exit(f"The setup is larger than {LARGEST_SETUP / MEGABYTE:.0f} MB.")
    return setup


def bundle() -> Path:
    """Make the program's folder and look whether anything is missing from it.

    Returns:
        The folder.
    """
    install()
    compile_catalogues()
    icon.icon()
    python = _timed("Windows' Python", windows_python.install)
    _timed("Wine", wine.set_up)
    shutil.rmtree(PROGRAM, ignore_errors=True)
    with ThreadPoolExecutor() as beside:
        listing = beside.submit(BUNDLE.install)  # what writes the list of parts
        _timed("PyInstaller", lambda: _run_pyinstaller(python))
        listing.result()
    print(f"shipped files {shipped.write_manifest(INSIDE)}", flush=True)
    looked = wine.must(python, wine.path(IMPORTS), wine.path(PROGRAM))
    print(looked, end="", flush=True)
    _collect_licences(python)
    return PROGRAM


def _run_pyinstaller(python: Path) -> None:
    places = (
        *("--workpath", wine.path(PARTS)),
        *("--distpath", wine.path(PROGRAM.parent)),
    )
    arguments = ("-m", "PyInstaller", "--noconfirm", *places, wine.path(SPEC))
    done = wine.run(python, *arguments, cwd=HERE, PYTHONHASHSEED="1")
    LOG.write_text(done.stdout, "utf-8")
    if done.returncode:
        sys.exit(f"{done.stdout[-3000:]}\nPyInstaller failed: {LOG}")
    check_log(done.stdout, BEARABLE)


def _collect_licences(python: Path) -> None:
    """Read the texts where the packages are, which needs no Windows."""
    ours = ("-m", LICENCES, str(MADE_OF), str(PROGRAM / "licences"))
    if WINDOWS:
        must(str(python), *ours, **OURS)
    else:
        theirs = (windows_python.VERSION, str(windows_python.TEXT))
        must(WORK.python, *ours, *theirs, **OURS)


def _timed(what: str, make: Callable[[], Made]) -> Made:
    began = time.monotonic()
    made = make()
    print(f"{time.monotonic() - began:8.1f} s   {what}", flush=True)
    return made
