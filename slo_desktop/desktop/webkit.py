"""WebKit, brought in by C: an import keeps Python's lock, and holds the pages up.

The pages are loaded by a thread of their own while the window opens. Ninety megabytes
of WebKit take a tenth of a second to be linked and to set themselves up, and `ctypes`
lets other threads go on meanwhile.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

LIBRARY = "libwebkit2gtk-4.1.so.0"


def load() -> None:
    """Have the system load it; whoever imports it finds it there."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).dlopen(LIBRARY.encode(), os.RTLD_LAZY)


def begin() -> None:
    """Have it set itself up as the first thing that is made of it does.

    It looks at the screen, so GTK must have that by now.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(LIBRARY).webkit_settings_new()
