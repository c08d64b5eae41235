"""What keeps Windows from showing the window, found before anything is loaded for it.

pywebview would take a browser of 2013 where WebView2 is missing, and .NET refuses parts
of a program that still carry the mark of a download.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from contextlib import contextmanager, suppress
from enum import Enum
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.i18n.catalogues import N_
from slo_desktop.storage.systems import registry_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Read = Callable[[str, str, str], object]

NET_KEY = r"SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full"
NET_4_6_2 = 394802
CLIENTS = (
    "{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",  # WebView2
    "{2CD8A007-E189-409D-A2C8-9AF4EF3C72AA}",  # its beta
    "{0D50BFEC-CD6A-4F9A-964C-C7416E3ACB10}",  # for developers
    "{65C35B14-6C1D-4122-AC46-7148CC9D6497}",  # the newest of each day
)
PLACES = (
    ("HKEY_LOCAL_MACHINE", r"SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients"),
    ("HKEY_LOCAL_MACHINE", r"SOFTWARE\Microsoft\EdgeUpdate\Clients"),
    ("HKEY_CURRENT_USER", r"SOFTWARE\Microsoft\EdgeUpdate\Clients"),
)
OLDEST = 86
"""Of WebView2: pywebview takes none before it."""
MARK = "Zone.Identifier"
READ_BY_NET = ("pythonnet", "clr_loader", "webview")
"""Folders of the libraries that .NET loads."""


log = logging.getLogger("slo_desktop")


class Hindrance(Enum):
    """Why there is no window. Its value is what the person is told, marked."""

    NO_WEB_VIEW = N_(
        "This computer cannot show the program’s own window, because a part of Windows "
        "is missing: Microsoft Edge WebView2 Runtime. The program opens in the browser "
        "now, and everything works there. Whoever looks after this computer can "
        "install that part."
    )
    OLD_NET = N_(
        "This computer cannot show the program’s own window, because a part of Windows "
        "is missing or too old: .NET Framework 4.6.2. The program opens in the browser "
        "now, and everything works there. Whoever looks after this computer can "
        "install that part."
    )
    MARKED = N_(
        "Windows has blocked parts of this copy of the program, because it was "
        "downloaded. The program opens in the browser now, and everything works "
        "there. To have its own window: close the program, right-click the downloaded "
        "file, choose Properties, tick Unblock, and unpack it again; or use the setup."
    )
    FAILED = N_(
        "The program’s own window could not be opened on this computer. The program "
        "opens in the browser now, and everything works there."
    )


class NoWindowError(Exception):
    """The window cannot be shown; the browser can."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.name)
        self.hindrance = hindrance


def look() -> None:
    """Look for what would keep the window from opening, and put right what can be.

    Raises:
        NoWindowError: it would not open.
    """
    if sys.platform != "win32":
        return
    hindrance = missing(registry_value)
    if hindrance is None and still_marked(paths.shipped()):
        hindrance = Hindrance.MARKED
    if hindrance is not None:
        raise NoWindowError(hindrance)


@contextmanager
def told() -> Iterator[None]:
    """Open the window inside this block; its faults can be of any kind on Windows.

    Raises:
        NoWindowError: it could not be opened; the log knows where.
    """
    try:
        yield
    except Exception as error:
        if sys.platform != "win32":
            raise
        log.exception("window")
        raise NoWindowError(Hindrance.FAILED) from error


def missing(read: Read) -> Hindrance | None:
    """The part of Windows that is missing.

    Args:
        read: gives a value of the registry, by root, path and name.
    """
    net = read("HKEY_LOCAL_MACHINE", NET_KEY, "Release")
    if not isinstance(net, int) or net < NET_4_6_2:
        return Hindrance.OLD_NET
    builds = (
        read(root, rf"{path}\{client}", "pv")
        for client in CLIENTS
        for root, path in PLACES
    )
    return None if any(map(_is_new, builds)) else Hindrance.NO_WEB_VIEW


def _is_new(build: object) -> bool:
    """Whether a version is one that will do; 0.0.0.0 is left after a removal."""
    first = re.match(r"\d+", build) if isinstance(build, str) else None
    return first is not None and int(first[0]) >= OLDEST


def still_marked(folder: Path) -> list[Path]:
    """Libraries whose mark of a download cannot be taken off; the others' is.

    Args:
        folder: what is shipped with the program.
    """
    return [path for path in _libraries(folder) if not _is_clean(path)]


def _libraries(folder: Path) -> Iterator[Path]:
    for name in READ_BY_NET:
        yield from sorted((folder / name).rglob("*.dll"))


def _is_clean(path: Path, mark: str = MARK) -> bool:
    stream = f"{path}:{mark}"
    try:
        with open(stream, "rb"):  # noqa: PTH123  a stream of a file, which is no path
            pass
    except OSError:
        return True  # there is none, or the drive cannot keep any
    with suppress(OSError):
        os.remove(stream)  # noqa: PTH107  the same
        return True
    return False
