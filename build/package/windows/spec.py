"""What the spec does on Windows only, and under Wine; runs where PyInstaller does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from package.bundling import version
from places import OUT

HERE = OUT / "windows"
ICON = OUT / "slo-desktop.ico"
"""Drawn by icon.py, which this Python has not all that it needs for."""
MANIFEST = Path(__file__).with_name("slo-desktop.manifest")

HIDDEN = (
    "clr",
    "clr_loader",
    "pythonnet",
    "webview.platforms.edgechromium",
    "webview.platforms.winforms",
)
PANGO = (
    "bz2.dll",
    "ffi-7.dll",
    "fontconfig-1.dll",
    "freetype-6.dll",
    "fribidi-0.dll",
    "gio-2.0-0.dll",
    "glib-2.0-0.dll",
    "gmodule-2.0-0.dll",
    "gobject-2.0-0.dll",
    "harfbuzz-subset.dll",
    "harfbuzz.dll",
    "intl-8.dll",
    "libexpat.dll",
    "pango-1.0-0.dll",
    "pangoft2-1.0-0.dll",
    "pcre2-8-0.dll",
    "png16.dll",
    "z-1.dll",
)
"""What printing loads by name, and what that loads in its turn."""

RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's, in a newer version than Python brings, for Pango was made with it."""

LANGUAGES = {"080904B0": "en", "045204B0": "cy"}
"""Tables of the version resource: English and Welsh of Britain, in Unicode."""

TOLD = {
    "en": {
        "FileDescription": "SLO Desktop: a school's evidence, plan and learning",
        "LegalCopyright": "The SLO Desktop authors. MIT licence.",
    },
    "cy": {
        "FileDescription": "SLO Desktop: tystiolaeth, cynllun a dysgu ysgol",
        "LegalCopyright": "Awduron SLO Desktop. Trwydded MIT.",
    },
}
VERSION = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0,
                    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([{tables}]),
    VarFileInfo([VarStruct("Translation", {pairs})]),
  ],
)
"""


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    assert found  # noqa: S101  the lock names it
    assert found.origin  # noqa: S101  a package
    return Path(found.origin).parent / "bin"


def _libraries() -> tuple[tuple[str, str], ...]:
    pango, runtime = _package("gstreamer_libs"), _package("gstreamer_ext_runtime")
    # Beside Python's own, where Windows looks without being told.
    return tuple(
        [(str(pango / name), ".") for name in PANGO]
        + [(str(runtime / name), ".") for name in RUNTIME]
    )


BINARIES = _libraries()


def stays(name: str, source: str) -> bool:
    """Whether a library belongs into the program: all but Python's older runtime."""
    return name.lower() not in RUNTIME or (source, ".") in BINARIES


def version_file(name: str) -> str:
    """Write what Windows tells about one of the programs; gives the file's name."""
    numbers = (*(int(part) for part in version().split(".")), 0)
    common = {
        "CompanyName": "The SLO Desktop authors",
        "FileVersion": version(),
        "InternalName": name,
        "OriginalFilename": f"{name}.exe",
        "ProductName": "SLO Desktop",
        "ProductVersion": version(),
    }
    tables = ", ".join(
        f"StringTable({table!r}, ["
        + ", ".join(f"StringStruct({k!r}, {v!r})" for k, v in (common | told).items())
        + "])"
        for table, told in ((table, TOLD[lang]) for table, lang in LANGUAGES.items())
    )
    pairs = [int(table[i : i + 4], 16) for table in LANGUAGES for i in (0, 4)]
    file = HERE / f"{name}.version.txt"
    file.write_text(
        VERSION.format(numbers=numbers, tables=tables, pairs=pairs), "utf-8"
    )
    return str(file)


def _program(name: str, *, console: bool) -> dict[str, object]:
    return {
        "name": name,
        "console": console,
        "icon": str(ICON),
        "manifest": str(MANIFEST),
        "version": version_file(name),
    }


PROGRAMS = (
    _program("SLO Desktop", console=False),  # a window, and no console behind it
    _program("slo-desktop", console=True),  # the verbs
)
