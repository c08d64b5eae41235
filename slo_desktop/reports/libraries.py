"""Where the PDF worker finds Pango on systems that do not bring it.

On Windows and macOS it comes in a Python package. Loaders read these variables when
a process starts, so they are given to the worker and not set inside it.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGES = ("gstreamer_libs", "gstreamer_ext_runtime")


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
