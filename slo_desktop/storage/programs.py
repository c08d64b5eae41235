"""What another program finds around it when this one starts it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.storage.systems import library

if TYPE_CHECKING:
    from collections.abc import Iterator


def surroundings() -> dict[str, str]:
    """The person's own surroundings, for a program that lives on without us.

    A packaged program brought its own libraries, which are not for others. And a copy
    of itself that it starts, or that a setup starts for it later, must not take itself
    for a part of this one, whose folder may be gone by then.
    """
    ours = dict(os.environ)
    ours.pop("LANGUAGE", None)
    before = ours.pop("LD_LIBRARY_PATH_ORIG", None)
    if getattr(sys, "frozen", False):
        ours["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        ours.pop("LD_LIBRARY_PATH", None)
        if before:
            ours["LD_LIBRARY_PATH"] = before
    return ours


@contextmanager
def apart() -> Iterator[None]:
    """Start another program inside this block.

    On Windows the folder that a packaged program has its libraries searched in is
    passed on to whatever it starts, and is taken back meanwhile.
    """
    if sys.platform != "win32" or not getattr(sys, "frozen", False):
        yield
        return
    set_folder = library("kernel32").SetDllDirectoryW
    set_folder(None)
    try:
        yield
    finally:
        set_folder(os.fspath(paths.shipped()))
