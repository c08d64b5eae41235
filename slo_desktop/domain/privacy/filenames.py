"""Names of files that every system can write, and that differ on every system."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from slo_desktop.domain.attachments import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable

FORBIDDEN = frozenset('<>:"/\\|?*;')
"""Signs that Windows refuses, and the one that parts names in a cell of a table."""

NUMBERED = ("com", "lpt")
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{name}{digit}" for name in NUMBERED for digit in "0123456789¹²³"}
)
"""Names of devices on Windows, whatever ending they have."""

MOST_BYTES = 150
"""Leaves room for a number and a folder in the 255 bytes that file systems take."""


def safe_name(name: str) -> str:
    """A file's shown name as a name that every system takes."""
    plain = "".join("_" if sign in FORBIDDEN else sign for sign in shown_name(name))
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    plain = plain.strip().rstrip(". ") or "_"
    if plain.partition(".")[0].strip().casefold() in RESERVED:
        plain = f"_{plain}"
    if plain.startswith((".", "-", "~")):
        plain = f"_{plain}"
    return _shortened(plain)


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending.encode()) < 20 else ""  # noqa: PLR2004  a longer one is no ending
    left = (stem if ending else name).encode()[: MOST_BYTES - len(ending.encode())]
    return left.decode(errors="ignore").rstrip(". ") + ending


def unique_names(names: Iterable[str]) -> list[str]:
    """Safe names in the same order, no two of which any system takes for one."""
    taken: set[str] = set()
    found = []
    for name in names:
        plain = wanted = safe_name(name)
        number = 2
        while _same(plain) in taken:
            stem, dot, ending = wanted.rpartition(".")
            plain = (
                f"{stem} ({number}).{ending}"
                if stem and dot
                else f"{wanted} ({number})"
            )
            number += 1
        taken.add(_same(plain))
        found.append(plain)
    return found


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
