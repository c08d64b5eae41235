"""What Debian and Ubuntu bring: their Python, and packages that pip cannot bring."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PRINTING = (
    "fontconfig",
    "libharfbuzz-subset0",
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
)
WINDOW = (
    "gcc",
    "gir1.2-gtk-3.0",
    "gir1.2-webkit2-4.1",
    "libcairo2-dev",
    "libgirepository1.0-dev",
    "pkg-config",
)
TESTS = ("poppler-utils", "strace", "xdotool", "xvfb")
PACKAGING = ("binutils", "dpkg")
FOR_WINDOWS = ("nsis", "osslsigncode", "wine", "wine64")
BROWSERS = ("chromium-headless-shell", "chromium-browser", "chromium")
"""What to start: Debian's without a window of its own, Ubuntu's, and any other there.
The first needs a third less of the processor than `chromium` does without a window."""
DEBIANS = Path("/usr/bin/python3")
SERVES = """
import ensurepip, pathlib, sys, sysconfig, venv
assert sys.version_info >= (3, 11)
assert pathlib.Path(sysconfig.get_path("include"), "Python.h").exists()
"""
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")


def go_on_in_debians() -> None:
    """Let Debian's or Ubuntu's own Python go on with what `python3` was asked for.

    It is built with profiles of real programs, as those for Windows and macOS are, and
    takes an eighth less time than many that somebody built at home. Whoever names
    another one, as in `python3.13 build/dev.py`, keeps it.
    """
    is_named = Path(sys.orig_argv[0]).name != "python3"
    if sys.platform != "linux" or is_named or sys.prefix != sys.base_prefix:
        return
    is_another = DEBIANS.exists() and not DEBIANS.samefile(sys.executable)
    if is_another and _serves(DEBIANS):
        os.execv(DEBIANS, [str(DEBIANS), *sys.orig_argv[1:]])  # noqa: S606  by full path


def _serves(python: Path) -> bool:
    """Whether it is new enough, and nothing must be installed before it can be used."""
    asked = subprocess.run([python, "-c", SERVES], capture_output=True, check=False)
    return not asked.returncode


def _python_packages() -> list[str]:
    """What Debian leaves out of its own Python; other Pythons carry both."""
    debian = f"python3.{sys.version_info.minor}"
    has_venv = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    header = Path(sysconfig.get_path("include")) / "Python.h"
    wanted = {f"{debian}-venv": has_venv, f"{debian}-dev": header.exists()}
    return [package for package, there in wanted.items() if not there]


def _is_ubuntu() -> bool:
    release = platform.freedesktop_os_release()
    return "ubuntu" in {release.get("ID"), *release.get("ID_LIKE", "").split()}


def _is_installed(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}", package],  # noqa: S607  on PATH
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout == "installed"


def missing(*, tests: bool, packaging: Sequence[str] = ()) -> list[str]:
    """Packages to install before the program, or its tests, can run here."""
    wanted = [*PRINTING, *WINDOW, *(TESTS if tests else ()), *packaging]
    if tests and not any(map(shutil.which, BROWSERS)):
        wanted.append(BROWSERS[_is_ubuntu()])
    return _python_packages() + [name for name in wanted if not _is_installed(name)]


def _as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None when nothing helps."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and not subprocess.run([sudo, "-n", "true"], check=False).returncode:
        return [sudo, "-n"]
    return None


def install_missing(*, tests: bool, packaging: Sequence[str] = ()) -> None:
    """Install what is missing, or stop with the one line that does.

    Args:
        tests: whether tests are to be run.
        packaging: what installers are made with.
    """
    if not (sys.platform == "linux" and shutil.which("apt-get")):
        return
    packages = missing(tests=tests, packaging=packaging)
    if not packages:
        return
    root = _as_root()
    if root is None:
        sys.exit(
            "Run this line once, then the same command again:\n"
            f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
        )
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*APT, "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in ([*APT, "update", "-q"], install):
        code = subprocess.run([*root, *command], env=quiet, check=False).returncode
        if code and "install" in command:
            sys.exit(f"apt-get ended with {code}; the program needs these packages.")
