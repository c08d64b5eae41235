"""Whose work this program is made of, and under which licences.

A packaged program carries the texts beside it, as `build/package/parts/licences.py`
collected them; the source asks the packages that are installed. Fonts and icons bring
theirs along.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from dataclasses import field
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slo_desktop import __version__, paths
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIST: Final = "README.txt"
LINE: Final = re.compile(r"(\S+) (\S+): (.+)")
NAME: Final = re.compile(r"[\w.-]+")
TEXT: Final = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
KINDS: Final = "License :: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """One part of the program that has a licence of its own.

    Attributes:
        name: as its makers write it.
        version: empty where it has none.
        kind: its licence, in their words; empty where only the text tells.
        texts: where each text lies, by its name.
    """

    name: str
    version: str
    kind: str
    texts: Mapping[str, Path] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How the part is called in an address."""
        return _plain(self.name)


@cache
def parts() -> tuple[Licensed, ...]:
    """This program first, its fonts and icons, then the rest by name."""
    folder = paths.licences()
    others = _packaged(folder) if folder else _installed()
    return (*_ours(), *sorted(others, key=lambda part: part.key))


def find(key: str) -> Licensed | None:
    """The part with this name, however it is written."""
    return next((part for part in parts() if part.key == _plain(key)), None)


def read(part: Licensed) -> dict[str, str]:
    """What its makers wrote, by the name of each file; what is gone is left out."""
    return {
        name: path.read_text("utf-8", errors="replace")
        for name, path in part.texts.items()
        if path.is_file()
    }


def _ours() -> Iterator[Licensed]:
    assets = paths.assets()
    for name, version, kind, text in (
        ("SLO Desktop", __version__, "MIT", paths.shipped() / "LICENSE"),
        ("Source Sans 3", "", "OFL-1.1", assets / "fonts" / "OFL.txt"),
        (
            "Bootstrap Icons",
            "1.13.1",
            "MIT",
            assets / "icons" / "LICENSE-bootstrap-icons.txt",
        ),
    ):
        yield Licensed(name=name, version=version, kind=kind, texts={text.name: text})


def _packaged(folder: Path) -> Iterator[Licensed]:
    """What the list beside the program names, with the texts that lie there."""
    listed = folder / LIST
    lines = listed.read_text("utf-8").splitlines() if listed.is_file() else ()
    for name, version, kind in (
        found.groups() for found in map(LINE.match, lines) if found
    ):
        home = folder / f"{name}-{version}"
        texts = {
            path.relative_to(home).as_posix(): path
            for path in sorted(home.rglob("*"))
            if path.is_file()
        }
        yield Licensed(name=name, version=version, kind=kind, texts=texts)


def _installed() -> Iterator[Licensed]:
    yield Licensed(
        name="Python",
        version=".".join(map(str, sys.version_info[:3])),
        kind="PSF-2.0",
        texts={path.name: path for path in _pythons_own() if path.is_file()},
    )
    for package in _needed().values():
        yield Licensed(
            name=package.metadata["Name"],
            version=package.version,
            kind=_kind(package),
            texts=_texts(package),
        )


def _kind(package: Distribution) -> str:
    """Its licence in one line; some packages put their whole text in that place."""
    told = package.metadata
    named = told["License-Expression"] or (told["License"] or "").strip()
    if named and "\n" not in named:
        return named
    kinds = [kind for kind in told.get_all("Classifier", []) if kind.startswith(KINDS)]
    return " / ".join(kind.rpartition(" :: ")[2] for kind in kinds)


def _pythons_own() -> Iterator[Path]:
    """Where Python's text lies; Debian keeps it elsewhere."""
    yield Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    number = sysconfig.get_python_version()
    yield Path(f"/usr/share/doc/python{number}/copyright")


def _needed() -> dict[str, Distribution]:
    """Every package that the program asks for, and those ask for, where installed."""
    found: dict[str, Distribution] = {}
    asked = [paths.PROGRAM]
    while asked:
        name = asked.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:  # for another system than this one
            continue
        if _plain(name) not in found:
            found[_plain(name)] = package
            wanted = [line for line in package.requires or () if "extra ==" not in line]
            asked += [match[0] for match in map(NAME.match, wanted) if match]
    found.pop(paths.PROGRAM, None)
    return found


def _texts(package: Distribution) -> dict[str, Path]:
    """Its texts, named as the package for installing names them."""
    found = {}
    for file in package.files or ():
        inside = file.parts[0].endswith(".dist-info")
        if inside and ("licenses" in file.parts or TEXT.match(file.name)):
            start = file.parts.index("licenses") + 1 if "licenses" in file.parts else 1
            name = "/".join(file.parts[start:])
            found[name] = Path(str(package.locate_file(file)))
    return dict(sorted(found.items()))


def _plain(name: str) -> str:
    """A name as package tools compare it."""
    return re.sub(r"[\s_.-]+", "-", name).lower()
