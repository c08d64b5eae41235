"""The licence texts of everything an installer carries.

They come from what is installed: each package's own texts, asked of the files that the
program is really made of. A package without a text stops the build.
"""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path

from places import ROOT

TEXTS = ("licen[cs]e*", "copying*", "notice*", "authors*")
COMMON = Path("/usr/share/common-licenses")
ELSEWHERE = {
    # Its sources came without the text that they speak of.
    "pygobject": (COMMON / "LGPL-2.1",),
}
TAKEN_FROM = {"proxy_tools": "werkzeug"}
"""Packages without a text whose code was taken from one that has it."""

ALWAYS = ("pyinstaller",)
"""Whose own code starts the program."""


def _texts(package: Distribution) -> list[Path]:
    folder = Path(str(package.locate_file(""))).resolve()
    inside = [
        folder / str(file)
        for file in package.files or ()
        if ".dist-info" in file.parts[0]
    ]
    named = [
        path
        for path in inside
        if "licenses" in path.parts
        or any(Path(path.name.lower()).match(pattern) for pattern in TEXTS)
    ]
    return [path for path in named if path.is_file()]


def _owners(made_of: list[str]) -> dict[str, Distribution]:
    """The packages that these files belong to, by name."""
    wanted = {str(Path(name).resolve()) for name in made_of}
    found = {}
    for package in distributions():
        name = package.metadata["Name"]
        files = {
            str(Path(str(package.locate_file(file))).resolve())
            for file in package.files or ()
        }
        if files & wanted or name.lower() in ALWAYS:
            found[name] = package
    return dict(sorted(found.items(), key=lambda pair: pair[0].lower()))


def _sources(found: dict[str, Distribution], name: str) -> tuple[list[Path], str]:
    """The texts of one package, and what must be known about them."""
    texts, by_name = _texts(found[name]), {key.lower(): key for key in found}
    if texts:
        return texts, ""
    if origin := TAKEN_FROM.get(name):
        return _texts(found[by_name[origin]]), f" (taken from {origin})"
    return [path for path in ELSEWHERE.get(name.lower(), ()) if path.is_file()], ""


def _copy(texts: list[Path], into: Path) -> None:
    for text in texts:
        parts = text.parts
        tail = parts[parts.index("licenses") + 1 :] if "licenses" in parts else ()
        target = into.joinpath(*(tail or (text.name,)))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, target)


def _python(into: Path) -> str:
    """Python's own text, which names what is inside it."""
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if not text.is_file():  # where Debian keeps it
        text = Path(f"/usr/share/doc/python{sysconfig.get_python_version()}/copyright")
    version = sysconfig.get_config_var("py_version")
    _copy([text], into / f"python-{version}")
    return f"python {version}: PSF-2.0"


def collect(made_of: Path, into: Path) -> list[str]:
    """Copy the texts of everything the program is made of.

    Args:
        made_of: list of its files, as the spec writes it.
        into: a folder, made anew.

    Returns:
        A line for each package: name, version and its licence in its own words.
    """
    shutil.rmtree(into, ignore_errors=True)
    _copy([ROOT / "LICENSE"], into / "slo-desktop")
    lines, without = [_python(into)], []
    found = _owners(json.loads(made_of.read_text("utf-8")))
    for name, package in found.items():
        texts, note = _sources(found, name)
        if not texts:
            without.append(name)
        _copy(texts, into / f"{name}-{package.version}")
        told = package.metadata
        kind = told["License-Expression"] or _kind(told["License"] or "")
        lines.append(f"{name} {package.version}: {kind or 'see its text'}{note}")
    if without:
        sys.exit(f"No licence text: {', '.join(without)}")
    (into / "README.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return lines


def _kind(told: str) -> str:
    """The first line, because some packages put their whole text there."""
    return told.strip().partition("\n")[0][:60]


if __name__ == "__main__":
    print(f"licences      {len(collect(Path(sys.argv[1]), Path(sys.argv[2])))}")
