"""What a program carries, as plain facts: native libraries, fonts, icons and lists."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from package.parts import known
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASSETS = ROOT / "assets"
NATIVE = re.compile(r"\.(so|dylib|dll)(\.\d+)*$", re.IGNORECASE)
MODULE = re.compile(r"\.(cpython-\d+|cp\d+|abi3)[-\w]*\.so$", re.IGNORECASE)
STEM = re.compile(r"(?:lib)?([a-z]\w*(?:-[a-z]+\b)*)", re.IGNORECASE)
VERSION_MARK = b"\xbd\x04\xef\xfe"
"""What stands before the numbers of a version inside a file for Windows."""
VERSION_WORDS = (10, 8, 14, 12)
"""Where its four numbers stand behind the mark, two bytes each."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that the program carries.

    Attributes:
        kind: what it is, in CycloneDX's words.
        name: what its makers call it.
        version: its makers' own; empty where nothing tells.
        purl: what it is called among all packages of its kind; may be empty.
        licence: an SPDX expression, or its makers' words; empty for a mere file.
        digest: SHA-256 of the one file that it is.
        file: where that file lies in the program.
        locked: SHA-256 of each archive that the locks let it come from.
        needs: names of other packages that it asks for.
        parts: what it carries in turn.
    """

    kind: str = "library"
    name: str
    version: str = ""
    purl: str = ""
    licence: str = ""
    digest: str = ""
    file: str = ""
    locked: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def native(program: Path) -> list[Path]:
    """Every native library inside that is not a module of Python's."""
    return sorted(
        path
        for path in program.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and NATIVE.search(path.name)
        and not MODULE.search(path.name)
    )


def file_version(data: bytes) -> str:
    """The version that a file for Windows says it has; may be empty."""
    start = data.find(VERSION_MARK)
    if start < 0:
        return ""
    places = (start + place for place in VERSION_WORDS)
    words = (int.from_bytes(data[at : at + 2], "little") for at in places)
    return ".".join(map(str, words)).removesuffix(".0")


def library_part(program: Path, path: Path) -> Part:
    """A native library inside the program; a mere file where nobody knows it."""
    data = path.read_bytes()
    found = STEM.match(path.name)
    name, licence = known.LIBRARIES.get(found[1].lower() if found else "", ("", ""))
    return Part(
        kind="library" if name else "file",
        name=name or path.name,
        version=file_version(data) if name and path.suffix.lower() == ".dll" else "",
        licence=licence,
        digest=hashlib.sha256(data).hexdigest(),
        file=path.relative_to(program).as_posix(),
    )


def assets() -> Iterator[Part]:
    """Fonts, icons and the lists of frameworks, as they lie in the source."""
    yield from _fonts()
    yield _icons()
    for path in sorted(ASSETS.glob("frameworks/*.json")):
        told = json.loads(path.read_text("utf-8"))
        licence = told.get("source", {}).get("licence") or "Told entry by entry inside"
        part = replace(_file(path), kind="data", licence=licence)
        yield replace(part, name=told["id"], version=str(told["version"]))


def _fonts() -> Iterator[Part]:
    told = (ASSETS / "fonts" / "OFL.txt").read_text("utf-8")
    folders = {
        "@fontsource-variable": "fonts/*.woff2",
        "@fontsource": "fonts/print/*.ttf",
    }
    for group, pattern in folders.items():
        found = re.search(rf"{group}/(\S+) ([\d.]*\d)", told)
        assert found, group  # noqa: S101  the text names where they were taken
        name, version = found.groups()
        yield Part(
            name=f"{group}/{name}",
            version=version,
            purl=f"pkg:npm/{group.replace('@', '%40')}/{name}@{version}",
            licence="OFL-1.1",
            parts=tuple(_file(path) for path in sorted(ASSETS.glob(pattern))),
        )


def _icons() -> Part:
    told = (ASSETS / "icons" / "README.md").read_text("utf-8")
    found = re.search(r"Bootstrap Icons ([\d.]*\d)", told)
    assert found  # noqa: S101  the text names where they were taken
    return Part(
        name="bootstrap-icons",
        version=found[1],
        purl=f"pkg:npm/bootstrap-icons@{found[1]}",
        licence="MIT",
        parts=(_file(ASSETS / "icons" / "sprite.svg"),),
    )


def _file(path: Path) -> Part:
    return Part(
        kind="file",
        name=path.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        file=path.relative_to(ROOT).as_posix(),
    )
