"""The one seam to what Windows itself offers: tests put stand-ins in its place."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def library(name: str) -> Any:  # noqa: ANN401  a library has what it has
    """A library of Windows, such as `kernel32`."""
    import ctypes  # noqa: PLC0415  no other system needs it, and every start reads this

    return getattr(ctypes, "WinDLL")(name, use_last_error=True)  # noqa: B009  other systems have none


def registry_value(root: str, path: str, name: str) -> object | None:
    """A value of the registry of Windows; None where it cannot be read.

    Args:
        root: such as `HKEY_CURRENT_USER`.
        path: below that.
        name: of the value.
    """
    winreg: Any = import_module("winreg")  # other systems have none
    try:
        with winreg.OpenKey(getattr(winreg, root), path) as key:
            value: object = winreg.QueryValueEx(key, name)[0]
            return value
    except OSError:
        return None
