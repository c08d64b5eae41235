"""Make `.venv` exactly as the locks in `build/lock/` say."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv

from places import LOCKS, ROOT, VENV, must, program, venv_python

STAMP = VENV / "installed-from"
STAGES = (
    ("build.txt",),  # tools for the packages that come only as source
    ("cairo.txt",),  # PyGObject's build looks for it
    ("app.txt", "test.txt"),
)


def _state() -> str:
    """Fingerprint of everything that decides what the environment holds."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [*sorted(LOCKS.glob("*.txt")), ROOT / "pyproject.toml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _works() -> bool:
    try:
        return not subprocess.run(venv_python("-c", ""), check=False).returncode
    except OSError:
        return False


def is_current() -> bool:
    """Whether the environment was made from these very locks by this Python."""
    return STAMP.is_file() and STAMP.read_text("ascii") == _state() and _works()


def _install(*arguments: str) -> None:
    must(*venv_python("-m", "pip", "install", "--quiet", "--no-deps", *arguments))


def install() -> None:
    """Make or bring up to date the virtual environment."""
    if is_current():
        return
    print("Setting up .venv (about a minute, needs the network once).", flush=True)
    if not _works():
        venv.create(VENV, clear=True, with_pip=True)
    for stage in STAGES:
        files = [part for name in stage for part in ("-r", str(LOCKS / name))]
        # Builds use the hashed tools above instead of fetching their own.
        _install("--no-build-isolation", "--use-pep517", "--require-hashes", *files)
    _install("--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(_state(), "ascii")


def compile_catalogues() -> None:
    """Turn the translations into the form that the program reads."""
    must(program("python"), str(ROOT / "build" / "catalogues.py"), "compile")
