"""Make an environment exactly as the locks in `build/lock/` say."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from places import BUILD, LOCKS, OUT, ROOT, VENV, inside, must

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    ("build.txt",),  # tools for the packages that come only as source
    ("cairo.txt",),  # PyGObject's build looks for it
)


def _install(python: str, *arguments: str) -> None:
    quietly = ("install", "--quiet", "--no-deps", "--no-build-isolation")
    must(python, "-m", "pip", *quietly, *arguments)


@dataclass(frozen=True)
class Environment:
    """A folder with a Python and the packages of some locks.

    Attributes:
        folder: where it is.
        stages: the locks, installed one stage after the other.
        editable: whether the program is there as its source, to be worked on.
    """

    folder: Path
    stages: tuple[tuple[str, ...], ...]
    editable: bool

    @property
    def python(self) -> str:
        """Full name of its Python."""
        return inside(self.folder, "python")

    def is_current(self) -> bool:
        """Whether it was made from these very locks by this Python."""
        stamp = self._stamp
        return (
            stamp.is_file()
            and stamp.read_text("ascii") == self._state()
            and self._is_of_this_python()
        )

    def install(self) -> None:
        """Make it, or bring it up to date."""
        if self.is_current():
            return
        name = self.folder.relative_to(ROOT).as_posix()
        print(
            f"Setting up {name} (about a minute, needs the network once).", flush=True
        )
        if not self._is_of_this_python():
            venv.create(self.folder, clear=True, with_pip=True)
        for stage in self.stages:
            files = [part for name in stage for part in ("-r", str(LOCKS / name))]
            # Builds use the hashed tools above instead of fetching their own.
            _install(self.python, "--use-pep517", "--require-hashes", *files)
        if self.editable:
            _install(self.python, "--editable", str(ROOT))
        self._stamp.write_text(self._state(), "ascii")

    @property
    def _stamp(self) -> Path:
        return self.folder / "installed-from"

    def _state(self) -> str:
        """Fingerprint of everything that decides what the environment holds."""
        digest = hashlib.sha256(sys.version.encode())
        names = sorted(name for stage in self.stages for name in stage)
        for path in [*(LOCKS / name for name in names), ROOT / "pyproject.toml"]:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def _is_of_this_python(self) -> bool:
        asked = (self.python, "-c", "import sys; print(sys.version)")
        try:
            told = subprocess.run(asked, capture_output=True, text=True, check=False)
        except OSError:
            return False
        return told.stdout.strip() == sys.version


WORK = Environment(VENV, (*FIRST, ("app.txt", "test.txt")), editable=True)
BUNDLE = Environment(
    OUT / "bundle-env",
    (*FIRST, ("app.txt", "package.txt")),
    editable=False,
)
"""Only what the program needs, so that nothing else can slip into an installer."""


def install() -> None:
    """Make or bring up to date the virtual environment."""
    WORK.install()


def compile_catalogues() -> None:
    """Turn the translations into the form that the program reads."""
    must(WORK.python, str(BUILD / "catalogues.py"), "compile")
