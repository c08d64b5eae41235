"""What parts do not say about themselves, each looked into once."""

from __future__ import annotations

PACKAGES = {
    "blinker": "MIT",
    "clr-loader": "MIT",
    "cssselect2": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "flask-sqlalchemy": "BSD-3-Clause",
    "flask-wtf": "BSD-3-Clause",
    "gstreamer-ext-runtime": "Microsoft's for redistribution",
    "gstreamer-libs": "LGPL-2.1-or-later",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pydyf": "BSD-3-Clause",
    "pygobject": "LGPL-2.1-or-later",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyphen": "MPL-1.1",
    "pyrage": "MIT",
    "pythonnet": "MIT",
    "pywebview": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "tinycss2": "BSD-3-Clause",
    "tinyhtml5": "MIT",
    "waitress": "ZPL-2.1",
    "weasyprint": "BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
    "wtforms": "BSD-3-Clause",
}
"""SPDX expressions of packages whose own words are none.

Of the two of GStreamer's only libraries are taken, and each is told with its own terms.
pyphen leaves the choice between three; of what helps PyInstaller to find parts only the
starting points get into a program, and those are under Apache's.
"""

LIBRARIES = {
    "avif": ("libavif", "BSD-2-Clause"),
    "bz2": ("bzip2", "bzip2-1.0.6"),
    "crypto": ("OpenSSL", "Apache-2.0"),
    "expat": ("expat", "MIT"),
    "ffi": ("libffi", "MIT"),
    "fontconfig": ("fontconfig", "HPND-sell-variant"),
    "freetype": ("freetype", "FTL OR GPL-2.0-or-later"),
    "fribidi": ("fribidi", "LGPL-2.1-or-later"),
    "gio": ("glib", "LGPL-2.1-or-later"),
    "glib": ("glib", "LGPL-2.1-or-later"),
    "gmodule": ("glib", "LGPL-2.1-or-later"),
    "gobject": ("glib", "LGPL-2.1-or-later"),
    "harfbuzz": ("harfbuzz", "MIT-Modern-Variant"),
    "harfbuzz-subset": ("harfbuzz", "MIT-Modern-Variant"),
    "iconv": ("libiconv", "LGPL-2.1-or-later"),
    "intl": ("gettext", "LGPL-2.1-or-later"),
    "jpeg": ("libjpeg-turbo", "IJG AND BSD-3-Clause"),
    "lcms2": ("lcms2", "MIT"),
    "lzma": ("xz", "0BSD"),
    "microsoft": ("Microsoft WebView2 SDK", "BSD-3-Clause"),
    "mpdec": ("mpdecimal", "BSD-2-Clause"),
    "msvcp140": ("Microsoft Visual C++ runtime", "Microsoft's for redistribution"),
    "openjp2": ("openjpeg", "BSD-2-Clause"),
    "orc": ("orc", "BSD-3-Clause"),
    "pango": ("pango", "LGPL-2.0-or-later"),
    "pangoft2": ("pango", "LGPL-2.0-or-later"),
    "pcre2": ("pcre2", "BSD-3-Clause WITH PCRE2-exception"),
    "pdfium": ("pdfium", "BSD-3-Clause AND Apache-2.0"),
    "png16": ("libpng", "libpng-2.0"),
    "python3": ("libpython", "PSF-2.0"),
    "python313": ("libpython", "PSF-2.0"),
    "sharpyuv": ("libwebp", "BSD-3-Clause"),
    "ssl": ("OpenSSL", "Apache-2.0"),
    "tiff": ("libtiff", "libtiff"),
    "ucrtbase": ("Microsoft C runtime", "Microsoft's for redistribution"),
    "vcruntime140": ("Microsoft Visual C++ runtime", "Microsoft's for redistribution"),
    "vcruntime140_1": (
        "Microsoft Visual C++ runtime",
        "Microsoft's for redistribution",
    ),
    "vcruntime140_threads": (
        "Microsoft Visual C++ runtime",
        "Microsoft's for redistribution",
    ),
    "webp": ("libwebp", "BSD-3-Clause"),
    "webpdemux": ("libwebp", "BSD-3-Clause"),
    "webpmux": ("libwebp", "BSD-3-Clause"),
    "webview2loader": ("Microsoft WebView2 SDK", "BSD-3-Clause"),
    "xau": ("libXau", "MIT-open-group"),
    "xcb": ("libxcb", "X11"),
    "z": ("zlib", "Zlib"),
    "zstd": ("zstd", "BSD-3-Clause OR GPL-2.0-only"),
}
"""Native libraries, by the name of their file: whose they are, and their licence."""

CARRIERS = ("gstreamer-libs", "gstreamer-ext-runtime")
"""Packages of which only libraries are taken, so that no module names them."""

ONLY_WITH = {
    "FreeType": "_imagingft",
    "FriBiDi": "_imagingft",
    "HarfBuzz": "_imagingft",
    "PIL._avif": "_avif",
    "fribidi-shim": "_imagingft",
    "libavif": "_avif",
    "raqm": "_imagingft",
    "libimagequant": "imagequant",
    "libxcb": "libxcb",
}
"""What Pillow's own list names as possible, and the file that it is never without."""

BUILT_IN = {
    "pynacl": (("libsodium", "ISC"),),
}
"""What a package was linked with and does not tell: no version is known of it."""
