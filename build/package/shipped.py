"""The files of the source that belong into the program, and where they lie there."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING

from package.left_out import is_left_out
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = "slo_desktop"
MANIFEST = "shipped.json"
PATTERNS = (
    "assets/**/*",
    f"{PROGRAM}/**/templates/**/*",
    f"{PROGRAM}/storage/migrations/**/*",
    "translations/*/LC_MESSAGES/*.mo",
    "translations/*/*.txt",
    "LICENSE",
)
NEEDED = {
    "page templates": (f"{PROGRAM}/web/templates/*.html", 20),
    "report templates": (f"{PROGRAM}/reports/templates/*.html", 1),
    "migrations": (f"{PROGRAM}/storage/migrations/versions/*.py", 1),
    "catalogues": ("translations/cy/LC_MESSAGES/*.mo", 1),
    "order of Welsh words": ("translations/cy/*.txt", 1),
    "fonts": ("assets/fonts/print/*.ttf", 3),
    "framework lists": ("assets/frameworks/*.json", 10),
    "help in Welsh": ("assets/help/cy/*.md", 1),
    "help in English": ("assets/help/en/*.md", 1),
    "print assets": ("assets/print/*", 1),
    "sample school": ("assets/sample/*", 5),
    "list of keys for updates": ("assets/updates/*.json", 1),
}
"""What no program may be without: how it is named, and how many there are at least."""


def files() -> dict[str, Path]:
    """Every file to ship, by its name inside the program."""
    found = {
        path.relative_to(ROOT).as_posix(): path
        for pattern in PATTERNS
        for path in ROOT.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }
    return {name: found[name] for name in sorted(found) if not is_left_out(name)}


def gaps(names: dict[str, str]) -> Iterator[str]:
    """Kinds of file of which there are too few."""
    for kind, (pattern, least) in NEEDED.items():
        folder, _, last = pattern.rpartition("/")
        suffix = last.removeprefix("*")
        count = sum(
            name.startswith(f"{folder}/") and name.endswith(suffix) for name in names
        )
        if count < least:
            yield f"{kind}: {count} of at least {least}"


def digests() -> dict[str, str]:
    """The SHA-256 of every file to ship, by its name inside the program."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files().items()
    }


def write_manifest(folder: Path) -> int:
    """List in the program what it must hold; its `selftest` compares.

    Returns:
        How many files that are.
    """
    listed = digests()
    if missing := list(gaps(listed)):
        sys.exit("The source lacks files: " + "; ".join(missing))
    text = json.dumps(listed, indent=0, sort_keys=True)
    (folder / MANIFEST).write_text(text, "utf-8")
    return len(listed)
