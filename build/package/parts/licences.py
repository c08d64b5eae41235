"""The licence texts of everything an installer carries.

They come from what is installed: each package's own texts, asked of the files that the
program is really made of. A package without a text stops the build. What was put
together for another system is read from here as well.
"""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from package.parts.ingredients import ALWAYS, here, installed
from places import ROOT

if TYPE_CHECKING:
    from importlib.metadata import Distribution

TEXTS = ("licen[cs]e*", "copying*", "notice*", "authors*")
COMMON = Path("/usr/share/common-licenses")
OURS = Path(__file__).with_name("texts")
MICROSOFT = OURS / "microsoft-runtime.txt"
ELSEWHERE = {
    # Their makers leave out the texts that they speak of.
    "gstreamer_ext_runtime": (MICROSOFT,),
    "gstreamer_libs": tuple(sorted(set(OURS.glob("*.txt")) - {MICROSOFT})),
    "pygobject": (COMMON / "LGPL-2.1",),
}
TAKEN_FROM = {"proxy_tools": "werkzeug"}
"""Packages without a text whose code was taken from one that has it."""


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
    sources = [here(name) for name in made_of]
    wanted = {str(path.resolve()) for path in sources}
    found = {}
    for package in installed(sources):
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


def _python(into: Path, version: str, text: Path) -> str:
    """Python's own text, which names what is inside it."""
    _copy([text], into / f"python-{version}")
    return f"python {version}: PSF-2.0"


def this_python() -> tuple[str, Path]:
    """The version of the Python that runs this, and where its text is."""
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),  # on Windows
        Path(f"/usr/share/doc/python{sysconfig.get_python_version()}/copyright"),
    )
    text = next(path for path in places if path.is_file())
    return sysconfig.get_config_var("py_version"), text


def collect(made_of: Path, into: Path, python: tuple[str, Path]) -> list[str]:
    """Copy the texts of everything the program is made of.

    Args:
        made_of: list of its files, as the spec writes it.
        into: a folder, made anew.
        python: version and text of the Python inside.

    Returns:
        A line for each package: name, version and its licence in its own words.
    """
    shutil.rmtree(into, ignore_errors=True)
    _copy([ROOT / "LICENSE"], into / "slo-desktop")
    lines, without = [_python(into, *python)], []
    found = _owners(json.loads(made_of.read_text("utf-8")))
    for name, package in found.items():
        texts, note = _sources(found, name)
        if not texts:
            without.append(name)
        _copy(texts, into / f"{name}-{package.version}")
        lines.append(f"{name} {package.version}: {_kind(package)}{note}")
    if without:
        sys.exit(f"No licence text: {', '.join(without)}")
    (into / "README.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return lines


def _kind(package: Distribution) -> str:
    """Its licence in one line; some packages put their whole text in that place."""
    told = package.metadata
    named = told["License-Expression"] or (told["License"] or "").strip()
    if named and "\n" not in named:
        return named
    classifiers = told.get_all("Classifier", [])
    kinds = [kind for kind in classifiers if kind.startswith("License :: ")]
    return " / ".join(kind.rpartition(" :: ")[2] for kind in kinds) or "see its text"


def main(made_of: str, into: str, *python: str) -> None:
    """Collect them; the Python inside is this one, unless another one is told of."""
    told = (python[0], Path(python[1])) if python else this_python()
    print(f"licences      {len(collect(Path(made_of), Path(into), told))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
