"""What an installer does not carry, each with its reason."""

from __future__ import annotations

import sys
from fnmatch import fnmatch

MODULES = {
    "_sqlite3": "another SQLite, older than the one that may write a school's file",
    "sqlite3": "the same",
    "_tkinter": "the window is the system's web view",
    "tkinter": "the same",
    "PIL._avif": "photos are JPEG, PNG or WebP",
    "PIL.ImageTk": "the window is the system's web view",
    "PIL.ImageQt": "the same",
    "webview.platforms.android": "another system's window",
    "webview.platforms.cef": "another window than the system's own",
    "webview.platforms.qt": "another window than the system's own",
    "webview.platforms.mshtml": "a browser of 2013, which shows our pages wrong",
    "lxml": "fonts and pages are read without it",
    "numpy": "fonts are read without it",
    "curses": "there is no terminal",
    "readline": "the same",
    "pip": "nothing is installed later",
    "setuptools": "the same",
    "pkg_resources": "the same",
    "ensurepip": "the same",
    "lib2to3": "nothing is built later",
    "pydoc_data": "Python's own manual",
    "pytest": "tests stay with the source",
    "sqlalchemy.testing": "tests stay with the source",
    "fontTools.voltLib": "fonts are read and cut down, never designed",
    "fontTools.ufoLib": "the same",
    "sqlalchemy.dialects.oracle.cx_oracle": "a school's file is SQLite",
    "PyInstaller": "it made this program and is not part of it",
}
"""By module: neither it nor what lies inside it is bundled."""

MODULES_ON = {
    "linux": {
        "webview.platforms.cocoa": "another system's window",
        "webview.platforms.edgechromium": "another system's window",
        "webview.platforms.winforms": "another system's window",
        "cairo": "nothing of ours draws into the window",
        "gi._gi_cairo": "the same",
    },
    "darwin": {
        "webview.platforms.edgechromium": "another system's window",
        "webview.platforms.gtk": "another system's window",
        "webview.platforms.winforms": "another system's window",
        "gi": "another system's window",
        "gstreamer_libs": "of it, only what printing loads is taken",
    },
    "win32": {
        "webview.platforms.cocoa": "another system's window",
        "webview.platforms.gtk": "another system's window",
        "gi": "another system's window",
        "_wmi": "Windows tells its version without it, and sooner",
        "gstreamer_libs": "of it, only what printing loads is taken",
    },
}
"""The same where it depends on the system."""

FILES = {
    "assets/pictures/*": "only the front page of the source shows them",
    "assets/**/README.md": "for whoever works on the source",
    "assets/*/README.md": "for whoever works on the source",
    "babel/locale-data/*": "only Welsh, English and their root are spoken",
    "pyphen/dictionaries/*": "words on paper are never broken",
    "pytz/zoneinfo/*": "the program keeps Wales' time and UTC",
    "tzdata/zoneinfo/*": "the program keeps Wales' time and UTC",
    "wtforms/locale/*": "forms speak through our own catalogue",
    "flask_babel/*.po*": "sources of translations",
    "etc/*": "the fonts for paper are ours, and no settings of fonts are read",
    "*.dist-info/RECORD": "nothing is installed later",
}
"""By pattern of the name inside the program."""

FILES_ON = {
    "linux": {
        "gi_typelibs/*": "the system's own describe the system's GTK and WebKit",
        "share/*": "themes, icons and texts of the system's own GTK",
        "gio_modules/*": "the system's own serve the system's GTK",
        "lib/gdk-pixbuf/*": "the system's own GTK loads pictures",
        "webview/lib/*": "libraries for Windows and Android",
    },
    "darwin": {
        "webview/lib/*": "libraries for Windows and Android",
    },
    "win32": {
        "webview/lib/*.jar": "a library for Android",
        "webview/lib/WebBrowserInterop*": "for the browser of 2013",
        "webview/lib/runtimes/win-x86/*": "for another kind of processor",
        "webview/lib/runtimes/win-arm64/*": "for another kind of processor",
        "clr_loader/ffi/dlls/x86/*": "for another kind of processor",
        "*.pdb": "only a debugger reads it",
        "pythonnet/runtime/*.xml": "a manual for programmers",
    },
}
"""The same where it depends on the system."""

KEPT = (
    "babel/locale-data/root.dat",
    "babel/locale-data/cy*.dat",
    "babel/locale-data/en.dat",
    "babel/locale-data/en_001.dat",
    "babel/locale-data/en_GB.dat",
    "pyphen/dictionaries/hyph_en_GB.dic",
    "pytz/zoneinfo/Europe/London",
    "pytz/zoneinfo/UTC",
    "tzdata/zoneinfo/Europe/London",
    "tzdata/zoneinfo/UTC",
    "tzdata/zoneinfo/tzdata.zi",
    "tzdata/zoneinfo/zones",
)
"""What stays although a pattern above names it."""

HOOKS = (
    "pyi_rth_gi",
    "pyi_rth_gio",
    "pyi_rth_glib",
    "pyi_rth_gtk",
    "pyi_rth_gdkpixbuf",
)
"""Starting points that would lead GTK to copies of its files inside the program."""

SYSTEM = {
    "libbz2.so.1.0": "libbz2-1.0",
    "libcrypto.so.3": "libssl3 | libssl3t64",
    "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libgirepository-1.0.so.1": "libgirepository-1.0-1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "liblzma.so.5": "liblzma5",
    "libmpdec.so.3": "libmpdec3",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libssl.so.3": "libssl3 | libssl3t64",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libuuid.so.1": "libuuid1",
    "libz.so.1": "zlib1g",
}
"""Libraries that the program may ask of the system, and the package that brings each.

A second copy of one of these would be mixed up with the system's in the web view. Some
are asked for only where Python itself was made by the system's own makers.
"""

BY_NAME = (
    "libfontconfig.so.1",
    "libgobject-2.0.so.0",
    "libharfbuzz-subset.so.0",
    "libharfbuzz.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
)
"""What the printer loads by name, so that no list of libraries shows it."""

WINDOW = ("gir1.2-gtk-3.0", "gir1.2-webkit2-4.1")
"""What else the window needs; found by name at run time."""


def modules(system: str = sys.platform) -> list[str]:
    """Every module that this system's program does without."""
    # Newer ones take it from setuptools, which PyInstaller sees to itself.
    building = ["distutils"] if sys.version_info < (3, 12) else []
    return [*MODULES, *MODULES_ON.get(system, ()), *building]


def is_left_out(name: str, system: str = sys.platform) -> bool:
    """Whether a file of this name stays out of the program."""
    plain = name.replace("\\", "/")
    if any(fnmatch(plain, pattern) for pattern in KEPT):
        return False
    patterns = [*FILES, *FILES_ON.get(system, ())]
    return any(fnmatch(plain, pattern) for pattern in patterns)


def is_system(name: str) -> bool:
    """Whether the system's own packages bring this library."""
    return name.startswith("lib") and ".so" in name and "/" not in name
