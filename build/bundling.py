"""The program as one folder that needs no Python: made, cleaned, looked at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import left_out
import shipped
from installing import BUNDLE, compile_catalogues, install
from places import ROOT, must

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUT = ROOT / "build" / "out"
WORK = OUT / "work"
PROGRAM = OUT / "program" / "slo-desktop"
INSIDE = PROGRAM / "_internal"
LOG = OUT / "pyinstaller.log"
MEGABYTE = 1_000_000
LARGEST = 140 * MEGABYTE
"""ARCHITECTURE.md, section 7: what an installed program may take."""

BEARABLE = (
    # Pango is the system's, asked for by name when something is printed.
    "Error while trying to find system-installed depending libraries",
    "Depending libraries not found - weasyprint",
    "Fontconfig configuration files not found",
    "Failed to query GI module",  # the system's own describe themselves
    "Library libharfbuzz-gobject.so.0 required via ctypes",  # the system's too
    "required via ctypes not found",  # other systems' libraries; ours are checked below
    'Hidden import "pycparser.',  # tables that it makes itself
    'Hidden import "pysqlite2"',  # other databases
    'Hidden import "MySQLdb"',
)
"""Warnings that say nothing about this program, each looked into once."""

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
    licences = (str(WORK / "slo_desktop" / "made-of.json"), str(PROGRAM / "licences"))
    must(BUNDLE.python, str(ROOT / "build" / "licences.py"), *licences)
    print(f"shipped files {listed}", flush=True)
    must(str(PROGRAM / "slo-desktop"), "selftest", "--lang", "en")
    return PROGRAM


def _run_pyinstaller() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    # PyInstaller would else empty the folder called build/.
    places = ("--workpath", str(WORK), "--distpath", str(PROGRAM.parent))
    spec = str(ROOT / "build" / "slo_desktop.spec")
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [BUNDLE.python, "-m", "PyInstaller", "--noconfirm", *places, spec],
            cwd=OUT,
            env={**os.environ, "PYTHONHASHSEED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    said = LOG.read_text("utf-8").splitlines()
    if done.returncode:
        sys.exit("\n".join([*said[-30:], f"PyInstaller failed: {LOG}"]))
    if unknown := list(complaints(said)):
        sys.exit("\n".join(["PyInstaller complained:", *unknown]))


def complaints(said: list[str]) -> Iterator[str]:
    """Warnings that nobody has looked into yet."""
    for line in said:
        is_known = any(known in line for known in BEARABLE)
        if re.search(r" (WARNING|ERROR): ", line) and not is_known:
            yield line


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


def sizes(folder: Path) -> Counter[str]:
    """Bytes below the folder, by its first two names."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            found["/".join(parts[:2])] += path.stat().st_size
    return found


def size_table(folder: Path, lines: int = 14) -> str:
    """What takes the most room, as a table; too much stops the build."""
    found = sizes(folder)
    whole, shown = found.total(), found.most_common(lines)
    if whole > LARGEST:
        sys.exit(f"The program takes {whole / MEGABYTE:.0f} MB.")
    rest = whole - sum(size for _, size in shown)
    rows = [*shown, ("everything else", rest), ("the whole program", whole)]
    return "\n".join(f"{size / MEGABYTE:8.1f} MB  {name}" for name, size in rows)
