"""What the tests of installed programs share: starting one, comparing its papers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.visitor import Visitor

RAIL = re.compile(r'<a class="rail__item"[^>]*href="([^"]+)"')
FEWEST_PLACES = 6
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "SLO_PACKAGE"
"""Variable that names the package to be tried; `package --test` sets it."""
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Run:
    """One way to start the program: frozen, or from the source.

    Attributes:
        name: which way it is.
        command: what starts it, before its own arguments.
        surroundings: its variables; it works in the folder that HOME names.
        called: the name under which it finds a file.
    """

    name: str
    command: tuple[str, ...]
    surroundings: dict[str, str] = field(repr=False)
    called: Callable[[Path], str] = str

    def line(self, *arguments: object) -> list[str]:
        """The whole command line."""
        words = [
            self.called(each) if isinstance(each, Path) else str(each)
            for each in arguments
        ]
        return [*self.command, *words]

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Do what a command line asks."""
        return subprocess.run(
            self.line(*arguments),
            env=self.surroundings,
            cwd=self.surroundings["HOME"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def must(self, *arguments: object) -> str:
        """The same, and it has to succeed."""
        done = self(*arguments)
        assert done.returncode == 0, f"{self.name}: {done.stdout}{done.stderr}"
        return done.stdout


def person(folder: Path) -> dict[str, str]:
    """Surroundings of a person of their own, with a name as people here have."""
    home = folder / "Siân Tŷ Gŵyn"
    home.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "COV", "SLO_", "PYTHON", "LANG"))
        and name not in {"DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV"}
    }
    return kept | {"HOME": str(home), "NO_AT_BRIDGE": "1", "LC_ALL": "C.UTF-8"}


def from_source(surroundings: dict[str, str]) -> Run:
    """The program as it lies here."""
    beside = surroundings | {"PYTHONPATH": str(ROOT)}
    return Run("source", (sys.executable, "-m", "slo_desktop"), beside)


def told(line: str) -> None:
    """Say what was measured, in the transcript."""
    sys.stdout.write(f"\n    {line}\n")


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Say how long something took."""
    began = time.monotonic()
    yield
    told(f"{what}: {time.monotonic() - began:.1f} s")


def words(pdf: Path) -> list[str]:
    """What stands on a paper, in the order in which it is read.

    Where a line ends is left out: a word that only just fits on one system does not
    on another, which measures its letters a hair's breadth differently.
    """
    done = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.split()


def typefaces(pdf: Path) -> set[str]:
    """Names of the typefaces inside a paper, without those of their cuts."""
    done = subprocess.run(
        ["pdffonts", str(pdf)], capture_output=True, encoding="utf-8", check=True
    )
    return set(re.findall(r"^[A-Z]{6}\+(\w+-\w+-\d)", done.stdout, re.MULTILINE))


def report(run: Run, school: Path, out: Path) -> list[str]:
    """The governors' report in both languages, word for word."""
    layout = ("--layout", "side-by-side", "--out", out)
    run.must("report", "governors", *layout, "--data", school, "--lang", "en")
    return words(out)


def visit(visitor: Visitor, language: str) -> None:
    """See every place of the rail in one language."""
    visitor.send("/language", language=language)
    rail = re.findall(RAIL, visitor.page("/"))
    assert len(rail) >= FEWEST_PLACES
    with measured(f"{len(rail)} pages, {language}"):
        for path in rail:
            assert f'<html lang="{language}"' in visitor.page(path), path


def send_backup(one: Run, other: Run, school: Path, folder: Path) -> Path:
    """Take a school from one program to another in a backup file.

    Args:
        one: makes the backup.
        other: restores it, and looks at everything.
        school: the folder to take along.
        folder: an empty one, for the backup and the other school.

    Returns:
        The other school's folder.
    """
    kept, elsewhere = folder / "Copi ŵ.slobackup", folder / "Ysgol arall"
    with measured(f"backup by {one.name}, restored by {other.name}"):
        one.must("backup", "--data", school, "--out", kept)
        other.must("restore", kept, "--data", elsewhere, "--yes")
    other.must("check", "--data", elsewhere)
    return elsewhere
