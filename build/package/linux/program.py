"""The program's folder for Linux: made, stripped, and its libraries looked at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from installing import BUNDLE, compile_catalogues, install
from package import left_out, shipped
from package.bundling import LICENCES, SPEC, check_log
from places import OURS, OUT, must

if TYPE_CHECKING:
    from pathlib import Path

WORK = OUT / "work"
PROGRAM = OUT / "program" / "slo-desktop"
INSIDE = PROGRAM / "_internal"
LOG = OUT / "pyinstaller.log"
MADE_OF = WORK / "slo_desktop" / "made-of.json"

BEARABLE = (
    # Pango is the system's, asked for by name when something is printed.
    "Error while trying to find system-installed depending libraries",
    "Depending libraries not found - weasyprint",
    "Fontconfig configuration files not found",
    "Failed to query GI module",  # the system's own describe themselves
    "Library libharfbuzz-gobject.so.0 required via ctypes",  # the system's too
    "required via ctypes not found",  # other systems' libraries; ours are checked below
)
"""Warnings that say nothing about this program on Linux, each looked into once."""

STRIPPED = ("libpython", "python3.", "sqlcipher3", "_brotli", "sqlalchemy", "_cffi")
"""Ours to strip; Pillow's libraries were patched by their makers and break by it."""


def bundle() -> Path:
    """Make the program's folder and prove that nothing is missing from it.

    Returns:
        The folder.
    """
    install()
    compile_catalogues()
    BUNDLE.install()
    shutil.rmtree(PROGRAM, ignore_errors=True)
    _run_pyinstaller()
    listed = shipped.write_manifest(INSIDE)
    _strip()
    _check_libraries()
    licences = (str(MADE_OF), str(PROGRAM / "licences"))
    must(BUNDLE.python, "-m", LICENCES, *licences, **OURS)
    print(f"shipped files {listed}", flush=True)
    must(str(PROGRAM / "slo-desktop"), "selftest", "--lang", "en")
    return PROGRAM


def _run_pyinstaller() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    # PyInstaller would else empty the folder called build/.
    places = ("--workpath", str(WORK), "--distpath", str(PROGRAM.parent))
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [BUNDLE.python, "-m", "PyInstaller", "--noconfirm", *places, str(SPEC)],
            cwd=OUT,
            env={**os.environ, "PYTHONHASHSEED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    said = LOG.read_text("utf-8")
    if done.returncode:
        sys.exit(f"{said[-3000:]}\nPyInstaller failed: {LOG}")
    check_log(said, BEARABLE)


def libraries() -> list[Path]:
    """The program itself, and every library inside."""
    found = [path for path in INSIDE.rglob("*.so*") if path.is_file()]
    return [PROGRAM / "slo-desktop", *sorted(found)]


def _strip() -> None:
    """Take out what only a debugger reads."""
    ours = [
        str(path)
        for path in libraries()[1:]
        if path.relative_to(INSIDE).as_posix().startswith(STRIPPED)
        and not path.is_symlink()
    ]
    must("strip", "--strip-debug", *ours)


def _needed(library: Path) -> set[str]:
    told = subprocess.run(
        ["readelf", "--dynamic", "--wide", str(library)],  # noqa: S607  binutils, on PATH
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", told.stdout))


C_LIBRARY = re.compile(r"(libc|libm|libdl|libpthread|librt|libutil|ld-linux.*)\.so\.\d")


def _check_libraries() -> None:
    """Stop where a library is neither inside nor brought by a package we ask for."""
    found = libraries()
    inside = {path.name for path in found}
    lacking = {
        f"{name} (for {library.name})"
        for library in found
        for name in _needed(library) - inside - left_out.SYSTEM.keys()
        if not C_LIBRARY.match(name)
    }
    if lacking:
        sys.exit(f"Nobody brings: {', '.join(sorted(lacking))}")


def system_packages() -> set[str]:
    """The packages whose libraries the program asks for, or loads by name."""
    names = set(left_out.BY_NAME).union(*map(_needed, libraries()))
    return {left_out.SYSTEM[name] for name in names & left_out.SYSTEM.keys()}
