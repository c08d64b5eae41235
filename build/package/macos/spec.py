"""What the spec does on macOS only."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from PIL import Image

from package.bundling import version
from package.macos import program as macos

HIDDEN = ("webview.platforms.cocoa",)


def _libraries() -> tuple[tuple[str, str], ...]:
    found = importlib.util.find_spec("gstreamer_libs")
    assert found  # noqa: S101  the lock names it
    assert found.origin  # noqa: S101  a package
    folder = Path(found.origin).parent / "lib"
    return tuple((str(folder / name), ".") for name in macos.LIBRARIES)


BINARIES = _libraries()
OURS = frozenset(source for source, _ in BINARIES)
PROGRAMS = (
    # A window; macOS tells it of the file that was double-clicked, not its arguments.
    {"name": "SLO Desktop", "console": False, "argv_emulation": True},
    {"name": "slo-desktop", "console": True},  # the verbs, and the window's helpers
)


def stays(name: str, source: str) -> bool:
    """Whether a library belongs into the program; no other copy of one of ours does."""
    return Path(name).name not in macos.LIBRARIES or source in OURS


def icon() -> str:
    """The program's picture in the form of macOS, in every size; gives its name."""
    made = macos.WORK.parent / "slo-desktop.icns"
    with Image.open(macos.ICON) as picture:
        picture.save(made)
    return str(made)


def bundle() -> dict[str, object]:
    """How the folder becomes an application."""
    return {
        "name": macos.APP.name,
        "icon": icon(),
        "bundle_identifier": macos.IDENTIFIER,
        "version": version(),
        "info_plist": macos.information(),
    }
