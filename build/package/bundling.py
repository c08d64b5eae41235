"""The program as one folder that needs no Python: what all systems have in common."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from places import BUILD, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SPEC = BUILD / "package" / "slo_desktop.spec"
LICENCES = "package.parts.licences"
"""What collects their texts; run by the Python that the program is made with."""
MEGABYTE = 1_000_000
LARGEST = 140 * MEGABYTE
"""ARCHITECTURE.md, section 7: what an installed program may take."""

BEARABLE = (
    'Hidden import "pycparser.',  # tables that it makes itself
    'Hidden import "pysqlite2"',  # other databases
    'Hidden import "MySQLdb"',
)
"""Warnings that say nothing about this program, each looked into once."""


def version() -> str:
    """The version of the program."""
    text = (ROOT / "slo_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        sys.exit("The program does not say its version.")
    return found[1]


def check_log(said: str, bearable: Sequence[str]) -> None:
    """Stop where PyInstaller complained of something that nobody has looked into.

    Args:
        said: its log.
        bearable: parts of warnings that say nothing on this system.
    """
    if unknown := list(complaints(said.splitlines(), bearable)):
        sys.exit("\n".join(["PyInstaller complained:", *unknown]))


def complaints(said: list[str], bearable: Sequence[str]) -> Iterator[str]:
    """Warnings that nobody has looked into yet."""
    for line in said:
        is_known = any(known in line for known in (*BEARABLE, *bearable))
        if re.search(r" (WARNING|ERROR): ", line) and not is_known:
            yield line


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


def say_size(made: Path) -> Path:
    """Say how large something is that people will fetch."""
    print(f"{made.stat().st_size / MEGABYTE:8.1f} MB  {made.name}", flush=True)
    return made
