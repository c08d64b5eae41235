"""What the spec does on Linux only."""

from __future__ import annotations

from package import left_out

HIDDEN = ("webview.platforms.gtk",)
BINARIES: tuple[tuple[str, str], ...] = ()
PROGRAMS = ({"name": "slo-desktop", "console": True},)


def stays(name: str, source: str) -> bool:
    """Whether a library belongs into the program although the system has one."""
    del source
    return name.startswith("libpython") or not left_out.is_system(name)
