"""Where the PDF worker finds Pango on systems that do not bring it.

On Windows and macOS it comes in a Python package. Loaders read these variables when
a process starts, so they are given to the worker and not set inside it. A signed
program of macOS is not told of them at all, so there the worker opens each library by
its place.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_NAME = 32_768
"""How long the name of a file on Windows can be, with what ends it."""
PACKAGES = ("gstreamer_libs", "gstreamer_ext_runtime")
OF_ONE_NAME = {
    "libpango-1.0.dylib": "libpango-1.0.0.dylib",
    "libpangoft2-1.0.dylib": "libpangoft2-1.0.0.dylib",
}
"""What WeasyPrint asks for on macOS, and what other libraries ask for there.

The package holds both, as two files; two copies in one process would be mixed up.
"""


def folders(platform: str = sys.platform) -> list[Path]:
    """Folders of the libraries that came as Python packages; none on Linux."""
    inside = "bin" if platform == "win32" else "lib"
    return [
        Path(place) / inside
        for name in PACKAGES
        if (found := importlib.util.find_spec(name))
        for place in found.submodule_search_locations or ()
    ]


def with_libraries(
    environment: Mapping[str, str],
    libraries: Sequence[Path],
    platform: str = sys.platform,
) -> dict[str, str]:
    """An environment in which a new process finds the libraries in these folders."""
    if not libraries:
        return dict(environment)
    windows = platform == "win32"
    separator = ";" if windows else ":"
    ours = separator.join(map(str, libraries))
    if not windows:
        return {**environment, "DYLD_FALLBACK_LIBRARY_PATH": ours}
    return {
        **environment,
        "PATH": separator.join([ours, environment.get("PATH", "")]),
        "WEASYPRINT_DLL_DIRECTORIES": ours,
    }


def environment() -> dict[str, str]:
    """What the PDF worker finds around it."""
    return with_libraries(os.environ, folders())


def plain(place: Path) -> str:
    """The name of a file or folder that every library can open; it has to be there.

    On Windows before 1903, and wherever Python runs from the source, these libraries
    know only the letters of one old code page, which may lack ŵ. So they get the short
    name that Windows keeps beside the long one.
    """
    if sys.platform != "win32" or str(place).isascii():
        return str(place)
    import ctypes  # noqa: PLC0415  only there

    short = ctypes.create_unicode_buffer(LONGEST_NAME)
    ctypes.windll.kernel32.GetShortPathNameW(str(place), short, len(short))
    return short.value or str(place)


def open_by_place(places: Sequence[Path]) -> None:
    """From now on open a library where it lies, if it lies in one of these folders."""
    import cffi  # noqa: PLC0415  only the PDF worker needs it

    search = cffi.FFI.dlopen

    def dlopen(self: object, name: str | None, flags: int = 0) -> object:
        wanted = OF_ONE_NAME.get(name or "", name or "")
        found = [place / wanted for place in places if (place / wanted).is_file()]
        return search(self, str(found[0]) if found else name, flags)

    cffi.FFI.dlopen = dlopen
