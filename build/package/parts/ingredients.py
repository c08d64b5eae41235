"""The Python packages of a made program, with what they brought.

They are found by the files that the program was made of; their hashes come from the
locks, and what was built into them from their own lists (PEP 770).
"""

from __future__ import annotations

import json
import os
import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

from package.parts import known
from package.parts.carried import Part, library_part, native
from places import LOCKS, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Hashes = dict[tuple[str, str], tuple[str, ...]]

ALWAYS = ("pyinstaller",)
"""Whose own code starts the program."""
PINNED = re.compile(r"^([a-z0-9-]+)==([^\s;]+)(.*(?:\n .*)*)", re.MULTILINE)


def plain(name: str) -> str:
    """A package's name as the locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def here(name: str) -> Path:
    """A file as this system names it; Wine calls our whole disk Z."""
    if not WINDOWS and (found := re.match(r"[Zz]:\\(.*)", name)):
        return Path("/", *found[1].split("\\"))
    return Path(name)


def locked() -> Hashes:
    """The hashes of each package and version that the locks name."""
    found: Hashes = {}
    for lock in sorted(LOCKS.glob("*.txt")):
        for name, version, rest in PINNED.findall(lock.read_text("utf-8")):
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
            found[plain(name), version] = tuple(sorted(hashes))
    return found


def installed(files: Iterable[Path]) -> list[Distribution]:
    """The packages in every folder of packages that some of these files lie in."""
    folders = {parent for file in files for parent in file.parents}
    sites = [str(folder) for folder in folders if any(folder.glob("*.dist-info"))]
    return list(distributions(path=sorted(sites)))


def packages(program: Path, made_of: Path) -> tuple[list[Part], list[Part]]:
    """Every Python package inside, with the native libraries that it brought.

    Args:
        program: the made program's folder.
        made_of: list of its files, as the spec writes it.

    Returns:
        The packages, and the libraries that came with none of them.
    """
    sources = [here(name) for name in json.loads(made_of.read_text("utf-8"))]
    wanted, locks = {_key(path) for path in sources}, locked()
    names = [path.relative_to(program).as_posix() for path in program.rglob("*")]
    loose, found = set(native(program)), {}
    for package in installed(sources):
        name, files = plain(package.metadata["Name"]), _files_of(package)
        brought = _brought(loose, files.values())
        is_carrier = name in known.CARRIERS and bool(brought)
        if name in ALWAYS or is_carrier or files.keys() & wanted:
            loose -= brought
            libraries = [library_part(program, path) for path in sorted(brought)]
            inner = [*told_by(package, names), *libraries]
            found[name] = package_part(package, locks, tuple(inner))
    rest = [library_part(program, path) for path in sorted(loose)]
    return [found[name] for name in sorted(found)], rest


def _key(path: Path) -> str:
    return os.path.normpath(path).casefold()


def _files_of(package: Distribution) -> dict[str, Path]:
    """Each file of a package by its full name, with its name inside the package."""
    folder = Path(str(package.locate_file("")))
    names = [Path(str(file)) for file in package.files or ()]
    return {_key(folder / name): name for name in names}


def _brought(loose: Iterable[Path], files: Iterable[Path]) -> set[Path]:
    """The libraries inside the program that a package has under the same name."""
    mine = {name.name.lower() for name in files}
    return {path for path in loose if path.name.lower() in mine}


def package_part(
    package: Distribution, locks: Hashes, inner: tuple[Part, ...] = ()
) -> Part:
    """A Python package; one that no lock names stops the build."""
    name, version = plain(package.metadata["Name"]), package.version
    if (name, version) not in locks:
        sys.exit(f"{name} {version} is inside, but in no lock.")
    return Part(
        name=name,
        version=version,
        purl=f"pkg:pypi/{name}@{version}",
        licence=licence(package),
        locked=locks[name, version],
        needs=_needs(package),
        parts=inner,
    )


def licence(package: Distribution) -> str:
    """An SPDX expression where one is known, else the package's own short words."""
    name, told = plain(package.metadata["Name"]), package.metadata
    if name in known.PACKAGES:
        return known.PACKAGES[name]
    said = str(told["License-Expression"] or told["License"] or "").strip()
    if not said or "\n" in said:
        sys.exit(f"known.py does not say the licence of {name}.")
    return said


def _needs(package: Distribution) -> tuple[str, ...]:
    asked = (line for line in package.requires or () if "extra ==" not in line)
    names = (re.match(r"[\w.-]+", line) for line in asked)
    return tuple(sorted({plain(found[0]) for found in names if found}))


def told_by(package: Distribution, inside: Iterable[str]) -> Iterator[Part]:
    """What was built into a package: as its own list tells, or as is known."""
    name, names = plain(package.metadata["Name"]), list(inside)
    for carried, terms in known.BUILT_IN.get(name, ()):
        yield Part(name=carried, licence=terms)
    for file in package.files or ():
        if file.parent.name == "sboms" and file.suffix == ".json":
            told = json.loads(Path(str(package.locate_file(file))).read_text("utf-8"))
            for each in told.get("components", ()):
                if _is_built_in(each, name, names):
                    yield _told(each, licence(package))


def _is_built_in(each: dict[str, Any], package: str, names: Iterable[str]) -> bool:
    """Whether this is about something else than the package, and really there."""
    needed = known.ONLY_WITH.get(each["name"], "")
    is_own = each.get("purl", "").startswith(f"pkg:pypi/{package}@")
    is_there = any(needed in name for name in names)
    return is_there and not is_own and each.get("scope") != "excluded"


def _told(each: dict[str, Any], otherwise: str) -> Part:
    licences = [_terms(told) for told in each.get("licenses", ())]
    return Part(
        name=each["name"],
        version=each.get("version", ""),
        purl=each.get("purl", ""),
        licence=" AND ".join(licences) or otherwise,
    )


def _terms(told: dict[str, Any]) -> str:
    named = told.get("license", {})
    return str(told.get("expression") or named.get("id") or named.get("name"))
